/** Databases of other products that `system_settings` names. */
import { createConnection, type Connection as MysqlConnection } from 'mysql2/promise';
import type { DatabaseConnection } from '../../database/connect.js';

const CONNECT_TIMEOUT_MS = 3_000;
const MYSQL_PORT = 3306;

export interface OtherDatabase {
  /** Host, or `host:port`. */
  readonly address: string | null;
  readonly database: string | null;
  readonly login: string | null;
  readonly password: string | null;
}

/**
 * Opens one connection, lets `work` use it and closes it.
 * @param own the dialler's: on the same host its port is meant when none is given
 * @throws the database's error when it cannot be reached, and what `work` throws
 */
export async function withOtherDatabase<T>(
  own: DatabaseConnection['server'],
  other: OtherDatabase,
  work: (connection: MysqlConnection) => Promise<T>,
): Promise<T> {
  const [host = '', port] = (other.address ?? '').split(':');
  const connection = await createConnection({
    host,
    port: port ? Number(port) : own && own.host === host ? own.port : MYSQL_PORT,
    user: other.login ?? '',
    password: other.password ?? '',
    database: other.database ?? '',
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  connection.on('error', () => {}); // the query in flight reports it
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}
