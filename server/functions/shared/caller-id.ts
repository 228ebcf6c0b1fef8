/** Caller ids from group aliases, shared by the functions that dial. */
import { firstRow } from '../../database/first-row.js';
import { refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';

/**
 * @returns `groups_alias.caller_id_number` of the alias, active or not
 * @throws ApiError `group_alias_not_valid` when there is no such alias,
 *   `caller_id_number_not_valid` when its number has fewer than 4 characters
 */
export async function callerIdOfAlias(
  { db, agent_user }: FunctionContext,
  group_alias: string,
): Promise<string> {
  const row = await db
    .selectFrom('groups_alias')
    .select('caller_id_number')
    .where('group_alias_id', '=', group_alias)
    .limit(firstRow)
    .executeTakeFirst();
  if (!row) refuse('group_alias_not_valid', [agent_user, group_alias], group_alias);
  const number = row.caller_id_number ?? '';
  if (number.length < 4) {
    refuse(
      'caller_id_number_not_valid',
      [agent_user, group_alias, number],
      `${group_alias}|${number}`,
    );
  }
  return number;
}
