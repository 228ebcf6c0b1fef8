/** Tells a database that cannot answer now from a mistake in a statement. */

/** Nobody is there, or nobody who talks to us. */
const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'POOL_CLOSED',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_NEW_ABORTING_CONNECTION',
  'ER_ACCESS_DENIED_ERROR',
]);

/** It answers, but not this statement now. */
const BUSY = new Set([
  'GATE_CLOSED',
  'NO_CONNECTION_FREE',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_QUERY_INTERRUPTED',
  'ER_STATEMENT_TIMEOUT',
  'ER_CONNECTION_KILLED',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_LOCK_DEADLOCK',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_OPEN_AS_READONLY',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'ER_OUT_OF_RESOURCES',
  'SQLITE_BUSY',
]);

const codeOf = (error: unknown) => (error as { code?: string } | null)?.code ?? '';

/** True when there is no working connection to the database. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    LOST.has(codeOf(error)) ||
    /connection is in closed state|Pool is closed|driver has already been destroyed/i.test(
      error.message,
    )
  );
}

/** True when the same statement may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ((error as { fatal?: boolean }).fatal === true) return true;
  return (
    isConnectionLost(error) ||
    BUSY.has(codeOf(error)) ||
    /No connections available/.test(error.message)
  );
}

/** True for any error that the database itself reported. */
export function isDatabaseError(error: unknown): boolean {
  if (isDatabaseUnavailable(error)) return true;
  return error instanceof Error && ('sqlState' in error || /^Sqlite/i.test(error.name));
}
