/** The user whom a CRM knows by an id of its own, for the `st_` functions. */
import { mayControl } from '../../auth/caller.js';
import { refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';
import { findByCustomThree } from './live-agent.js';

/**
 * @param id `users.custom_three`
 * @param name the function, for the permission line
 * @returns the user, first by name where several have the id
 * @throws ApiError `no_user_found`; `agent_not_allowed` where the token does not cover the user
 */
export async function findCrmAgent(
  { db, caller, user }: FunctionContext,
  id: string,
  name: string,
): Promise<string> {
  const found = await findByCustomThree(db, id);
  if (found === undefined) refuse('no_user_found', [id]);
  if (!mayControl(caller, found)) {
    refuse('agent_not_allowed', [id, caller.user, name, user.user_group ?? '']);
  }
  return found;
}
