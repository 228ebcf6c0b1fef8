/** The fronter: another agent on the lead of the agent's call, who transferred it. */
import { mayControl } from '../../auth/caller.js';
import { firstRow } from '../../database/first-row.js';
import { refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';
import { readLiveAgent } from './live-agent.js';

/** The command came from another cluster, where the closer is: it names the lead itself. */
const FROM_REMOTE = 'CCC_REMOTE';

export interface Fronter {
  readonly user: string;
  readonly conf_exten: string;
  readonly server_ip: string;
}

/**
 * @returns the lead that agent and fronter share
 * @throws ApiError `agent_not_logged_in`, `not_on_phone_call`
 */
export async function sharedLead(
  context: FunctionContext,
  { value, lead_id }: { value: string; lead_id: string },
): Promise<number> {
  const lead =
    value === FROM_REMOTE ? Number(lead_id) : (await readLiveAgent(context, ['lead_id'])).lead_id;
  if (!(lead > 0)) refuse('not_on_phone_call', [context.agent_user]);
  return lead;
}

/** @returns of the other agents on the lead the one who has been on a call the longest */
export async function liveFronter(
  { db, agent_user }: FunctionContext,
  lead_id: number,
): Promise<Fronter | undefined> {
  const row = await db
    .selectFrom('live_agents')
    .select(['user', 'conf_exten', 'server_ip'])
    .where('user', '!=', agent_user)
    .where('lead_id', '=', lead_id)
    .orderBy('last_call_time')
    .limit(firstRow)
    .executeTakeFirst();
  return row && fronterOf(row);
}

/** @returns who was on the lead during the last `ms`, the newest first */
export async function recentFronter(
  { db, agent_user, clock }: FunctionContext,
  lead_id: number,
  ms: number,
): Promise<Fronter | undefined> {
  const row = await db
    .selectFrom('sessions_recent')
    .select(['user', 'conf_exten', 'server_ip'])
    .where('user', '!=', agent_user)
    .where('lead_id', '=', lead_id)
    .where('call_date', '>', clock.localText(clock.nowMs() - ms))
    .orderBy('call_date', 'desc')
    .limit(firstRow)
    .executeTakeFirst();
  return row && fronterOf(row);
}

/**
 * Who shares the agent's call is within reach of the agent; a lead that the client names itself
 * may only lead to an agent whom the client may control.
 */
export function mayReach({ caller }: FunctionContext, value: string, { user }: Fronter): boolean {
  return value !== FROM_REMOTE || mayControl(caller, user);
}

function fronterOf(row: {
  user: string | null;
  conf_exten: string | null;
  server_ip: string;
}): Fronter {
  return { user: row.user ?? '', conf_exten: row.conf_exten ?? '', server_ip: row.server_ip };
}
