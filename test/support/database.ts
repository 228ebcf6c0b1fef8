/** Fresh databases for tests: on the run's private MariaDB, or embedded. */
import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { connectDatabase, type DatabaseConnection } from '../../server/database/connect.js';
import { createDiallerTables } from './dialler-schema.js';
import { openMysqlStore, openSqliteStore, type TableStore } from './table-store.js';

export interface TestDatabase {
  /** As for `DATABASE_URL`. */
  readonly url: string;
  readonly connection: DatabaseConnection;
  readonly store: TableStore;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

export interface MariadbDatabaseOptions {
  /** `inject('mariadbUrl')`. */
  readonly server: string;
  readonly prefix: 'vicidial_' | '';
  /**
   * `own` (default): only what this product needs, on InnoDB. `dialler`: the recorded tables of a
   * dialler with all their columns, on MyISAM; needs the prefix.
   */
  readonly schema?: 'own' | 'dialler';
}

/** Creates a database with a name of its own on the private server. */
export async function createMariadbDatabase(
  options: MariadbDatabaseOptions,
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = `${options.server}/${name}`;
  await onServer(options.server, `create database ${name} default charset utf8mb4`);
  const tablePrefix = options.prefix;
  let connection = await connectDatabase({ url, tablePrefix, create: true });
  let store = await openMysqlStore(url);
  if (options.schema === 'dialler') {
    await connection.close();
    await createDiallerTables(store);
    await store.close();
    connection = await connectDatabase({ url, tablePrefix });
    store = await openMysqlStore(url);
  }
  const close = async () => {
    await store.close();
    await connection.close().catch(() => {}); // the hub under test may have closed it
    await onServer(options.server, `drop database if exists ${name}`);
  };
  return { url, connection, store, close };
}

/** Opens an embedded database in memory; pass its connection on, nobody else can open it. */
export async function createSqliteDatabase(): Promise<TestDatabase> {
  const url = 'sqlite::memory:';
  const connection = await connectDatabase({ url, tablePrefix: '', create: true });
  const store = await openSqliteStore(connection);
  return { url, connection, store, close: () => connection.close().catch(() => {}) };
}

/** Runs statements on the private server, outside any database. */
export async function onServer(server: string, ...statements: string[]): Promise<void> {
  const connection = await createConnection({ uri: server, multipleStatements: true });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}
