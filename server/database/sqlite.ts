/** Embedded SQLite through libsql: demo, tests and simulator; one connection, one process. */
import { type Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import SqliteConnection from 'libsql';
import type { DialerTables } from './database.js';

/** @param path a file, or `:memory:` */
export function openSqlite(path: string): SqliteDialect {
  const database = new SqliteConnection(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = OFF');
  return new SqliteDialect({ database: database as unknown as SqliteDatabase });
}

/** Every column of the database. */
export async function sqliteColumns(
  db: Kysely<DialerTables>,
): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select m.name as "table", p.name as "column"
    from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'`.execute(db);
  return rows;
}
