/** What the agent screen noted at login, for the functions that use it again. */
import { firstRow } from '../../database/first-row.js';
import type { FunctionContext } from '../engine/api-function.js';

/** A shorter URL or login call is as good as none. */
const USABLE_LENGTH = 6;

/**
 * @returns the `session_data` row of the agent's newest login; undefined: none
 */
export async function readSessionData({ db, agent_user }: FunctionContext) {
  return db
    .selectFrom('session_data')
    .select(['webphone_url', 'agent_login_call'])
    .where('user', '=', agent_user)
    .orderBy('login_time', 'desc')
    .limit(firstRow)
    .executeTakeFirst();
}

/** @returns whether a stored entry holds anything to work with */
export function isUsable(entry: string): boolean {
  return [...entry].length >= USABLE_LENGTH;
}
