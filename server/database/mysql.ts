/** MySQL/MariaDB: one pool, prepared statements, dates as text. */
import { type Kysely, MysqlDialect, type MysqlPool, sql } from 'kysely';
import { createPool, type Pool, type PoolConnection } from 'mysql2';
import type { DialerTables } from './database.js';
import { Semaphore } from './semaphore.js';

/** Connections at most; commands and the feed share them. */
const CONNECTION_LIMIT = 12;
const CONNECT_TIMEOUT_MS = 5_000;
/** Longest wait for one of them, ms; within the patience of a command. */
const WAIT_MS = 9_000;

export interface MysqlHandle {
  readonly pool: Pool;
  readonly dialect: MysqlDialect;
}

/** @param url `mysql://user:pass@host:3306/database` */
export function openMysql(url: string): MysqlHandle {
  const pool = createPool({
    uri: url,
    // the turnstile lets no more in than it should; broken ones may not have gone yet
    connectionLimit: CONNECTION_LIMIT * 2,
    maxIdle: CONNECTION_LIMIT,
    waitForConnections: false,
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

/**
 * Kysely calls `query`; statements with values go through the prepared-statement protocol. The line
 * for a connection is ours: the pool's own forgets those in it when a connection cannot be made.
 */
function preparing(pool: Pool): MysqlPool {
  const turnstile = new Semaphore(CONNECTION_LIMIT, WAIT_MS);
  return {
    getConnection(callback) {
      turnstile.enter((refused) => {
        if (refused) {
          callback(refused, undefined as never);
          return;
        }
        pool.getConnection((error, connection) => {
          if (error) {
            turnstile.refuseLine(error);
            turnstile.leave();
            callback(error, undefined as never);
          } else callback(undefined, prepared(connection, () => turnstile.leave()) as never);
        });
      });
    },
    end(callback) {
      pool.end((error) => callback(error ?? undefined));
    },
  };
}

interface Prepared {
  readonly connection: object;
  /** Told once when it is given back. */
  onLeave: (() => void) | undefined;
}

const wrapped = new WeakMap<PoolConnection, Prepared>();

function prepared(connection: PoolConnection, onLeave: () => void): object {
  let wrapper = wrapped.get(connection);
  if (!wrapper) {
    const made: Prepared = {
      onLeave: undefined,
      connection: {
        query(statement: string, values: unknown[], callback: never) {
          return values.length > 0
            ? connection.execute(statement, values as never, callback)
            : connection.query(statement, callback);
        },
        release() {
          connection.release();
          made.onLeave?.();
          made.onLeave = undefined;
        },
        destroy() {
          connection.destroy();
          made.onLeave?.();
          made.onLeave = undefined;
        },
      },
    };
    wrapper = made;
    wrapped.set(connection, wrapper);
  }
  wrapper.onLeave = onLeave;
  return wrapper.connection;
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
