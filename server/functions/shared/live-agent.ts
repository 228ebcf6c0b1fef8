/** The session of the agent that a command is for. */
import type { UpdateObject } from 'kysely';
import type { DialerTables, Queryable } from '../../database/database.js';
import { firstRow } from '../../database/first-row.js';
import { refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';

type LiveAgentChanges = UpdateObject<DialerTables, 'live_agents'>;

/**
 * Sets columns of the agent's `live_agents` row: one statement that also tells whether it exists.
 * @throws ApiError `agent_not_logged_in`
 */
export async function updateLiveAgent(
  context: FunctionContext,
  changes: LiveAgentChanges,
  db: Queryable = context.db,
): Promise<void> {
  const result = await db
    .updateTable('live_agents')
    .set(changes)
    .where('user', '=', context.agent_user)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) notLoggedIn(context);
}

type LiveAgentColumn = keyof DialerTables['live_agents'];

/**
 * Reads columns of the agent's `live_agents` row.
 * @throws ApiError `agent_not_logged_in`
 */
export async function readLiveAgent<const C extends LiveAgentColumn>(
  context: FunctionContext,
  columns: readonly C[],
  db: Queryable = context.db,
) {
  const row = await db
    .selectFrom('live_agents')
    .select(columns)
    .where('user', '=', context.agent_user)
    .limit(firstRow)
    .executeTakeFirst();
  return row ?? notLoggedIn(context);
}

/** @throws ApiError always */
export function notLoggedIn(context: FunctionContext): never {
  refuse('agent_not_logged_in', [context.agent_user]);
}

/**
 * `alt_user` names an agent by `users.custom_three`, active or not; of several the first by name.
 * @returns the user, or undefined when nobody has it
 */
export async function findByCustomThree(
  db: Queryable,
  custom_three: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('users')
    .select('user')
    .where('custom_three', '=', custom_three)
    .orderBy('user')
    .limit(firstRow)
    .executeTakeFirst();
  return row?.user ?? undefined;
}
