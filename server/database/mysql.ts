/** MySQL/MariaDB: one pool, prepared statements, dates as text. */
import { type Kysely, MysqlDialect, type MysqlPool, sql } from 'kysely';
import { createPool, type Pool, type PoolConnection } from 'mysql2';
import type { DialerTables } from './database.js';

/** Connections at most; commands and the feed share them. */
const CONNECTION_LIMIT = 12;
const CONNECT_TIMEOUT_MS = 5_000;

export interface MysqlHandle {
  readonly pool: Pool;
  readonly dialect: MysqlDialect;
}

/** @param url `mysql://user:pass@host:3306/database` */
export function openMysql(url: string): MysqlHandle {
  const pool = createPool({
    uri: url,
    connectionLimit: CONNECTION_LIMIT,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableKeepAlive: true,
    dateStrings: true,
    charset: 'utf8mb4',
    // every statement is one of ours: a few dozen shapes
    maxPreparedStatements: 500,
  });
  pool.on('connection', (connection: PoolConnection) => {
    // As a dialler expects it: not strict ('' into a number is 0, no date is 0000-00-00).
    // What does not fit is refused by us before it gets here.
    connection.query("SET SESSION sql_mode='NO_ENGINE_SUBSTITUTION'", () => {});
    connection.on('error', () => {}); // the query in flight reports it; the pool drops it
  });
  return { pool, dialect: new MysqlDialect({ pool: preparing(pool) }) };
}

/** Kysely calls `query`; statements with values go through the prepared-statement protocol. */
function preparing(pool: Pool): MysqlPool {
  return {
    getConnection(callback) {
      pool.getConnection((error, connection) => {
        if (error) callback(error, undefined as never);
        else callback(undefined, prepared(connection) as never);
      });
    },
    end(callback) {
      pool.end((error) => callback(error ?? undefined));
    },
  };
}

const wrapped = new WeakMap<PoolConnection, object>();

function prepared(connection: PoolConnection): object {
  let wrapper = wrapped.get(connection);
  if (!wrapper) {
    wrapper = {
      query(statement: string, values: unknown[], callback: never) {
        return values.length > 0
          ? connection.execute(statement, values as never, callback)
          : connection.query(statement, callback);
      },
      release: () => connection.release(),
      destroy: () => connection.destroy(),
    };
    wrapped.set(connection, wrapper);
  }
  return wrapper;
}

/** Every column of the connection's database. */
export async function mysqlColumns(
  db: Kysely<DialerTables>,
): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as ${sql.ref('table')}, column_name as ${sql.ref('column')}
    from information_schema.columns where table_schema = database()`.execute(db);
  return rows;
}
