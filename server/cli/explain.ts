/** What went wrong, said to the one at the terminal. */
import { ConfigError } from '../config.js';

/** One line, whatever went wrong: never a stack, a statement or a password. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message = String(error) } = error as { code?: string; message?: string };
  switch (code) {
    case 'EADDRINUSE':
      return 'HUB_PORT: another program listens there already';
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return 'DATABASE_URL: the database cannot be reached';
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_DBACCESS_DENIED_ERROR':
      return 'DATABASE_URL: the database refuses this user';
    case 'ER_BAD_DB_ERROR':
      return 'DATABASE_URL: the server has no such database';
    default:
      return message;
  }
}
