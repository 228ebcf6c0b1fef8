import type { Database, Queryable } from './database.js';

const ATTEMPTS = 4;
const RETRIED = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY']);

/**
 * Runs the writes of one function as one transaction, again when the database chose it as the
 * victim of a deadlock.
 * @throws what `work` throws; nothing is then written
 */
export async function inTransaction<T>(
  db: Database,
  work: (db: Queryable) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (attempt >= ATTEMPTS || !RETRIED.has(code)) throw error;
    }
  }
}
