/** Opens the MySQL database that a simulator of its own is to work on. */
import { Kysely } from 'kysely';
import { connectDatabase, type DatabaseConnection } from '../database/connect.js';
import type { DialerTables } from '../database/database.js';
import { mysqlColumns, openMysql } from '../database/mysql.js';
import { ForeignDatabaseError } from './marker.js';

export interface SimulatorDatabase {
  readonly connection: DatabaseConnection;
  /** The database had no tables: ours were created. */
  readonly isNew: boolean;
}

/**
 * Creates the tables when the database has none: plain names unless a prefix is given.
 * @param url `mysql://user:pass@host:3306/database`
 * @param tablePrefix `auto` or a prefix
 * @throws ForeignDatabaseError when it has tables, and they are not a dialler's
 */
export async function openSimulatorDatabase(
  url: string,
  tablePrefix: string,
): Promise<SimulatorDatabase> {
  const tables = await tablesOf(url);
  const isNew = tables.size === 0;
  const prefixes = tablePrefix === 'auto' ? ['', 'vicidial_'] : [tablePrefix];
  if (!isNew && !prefixes.some((prefix) => tables.has(`${prefix}live_agents`))) {
    throw new ForeignDatabaseError(`it has tables, but no ${prefixes[0]}live_agents`);
  }
  return { connection: await connectDatabase({ url, tablePrefix, create: isNew }), isNew };
}

async function tablesOf(url: string): Promise<Set<string>> {
  const db = new Kysely<DialerTables>({ dialect: openMysql(url).dialect });
  try {
    return new Set((await mysqlColumns(db)).map(({ table }) => table));
  } finally {
    await db.destroy();
  }
}
