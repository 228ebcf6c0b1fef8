/**
 * Lets one command at a time read and rewrite what belongs to one agent. Rows locked by a
 * transaction do not do it everywhere: most diallers keep their tables on an engine without any.
 */
import { sql } from 'kysely';
import type { Engine, Queryable } from '../../database/database.js';

const WAIT_S = 5;

/**
 * @param db the transaction in which `work` runs; the lock is its connection's
 * @throws what `work` throws; a temporary database error when the lock cannot be had in 5 s
 */
export async function withAgentLock<T>(
  db: Queryable,
  engine: Engine,
  agent_user: string,
  work: () => Promise<T>,
): Promise<T> {
  if (engine === 'sqlite') return work(); // its one connection serves one transaction at a time
  const name = `vici-hub agent ${agent_user.toLowerCase()}`;
  const { rows } = await sql<{ got: number | null }>`
    select get_lock(${name}, ${WAIT_S}) as got`.execute(db);
  if (Number(rows[0]?.got) !== 1) {
    throw Object.assign(new Error('another command holds the agent'), {
      code: 'ER_LOCK_WAIT_TIMEOUT',
    });
  }
  try {
    return await work();
  } finally {
    // a connection that is gone has let go of the lock
    await sql`select release_lock(${name})`.execute(db).catch(() => {});
  }
}
