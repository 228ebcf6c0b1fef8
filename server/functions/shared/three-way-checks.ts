/** Refusals while a 3-way call goes on, where the command asks for them. */
import { refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';
import type { LiveCall } from './live-call.js';

const ENDED = ['HUNGUP', 'DEFEATED', 'TRANSFER', 'TOOSLOW', 'DECLINED'];
const LOOK_BACK_MS = 30 * 60_000;

const isAsked = (check: string) => /yes/i.test(check);

/**
 * @param md_check holds `yes` (any letter case): 3-way calls of the last 30 minutes count
 * @throws ApiError `previous_three_way_active`
 */
export async function requireNoPreviousThreeWay(
  { db, agent_user, clock }: FunctionContext,
  md_check: string,
): Promise<void> {
  if (!isAsked(md_check)) return;
  const { count } = await db
    .selectFrom('3way_press_live')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user', '=', agent_user)
    .where('status', 'not in', ENDED)
    .where('call_date', '>', clock.localText(clock.nowMs() - LOOK_BACK_MS))
    .executeTakeFirstOrThrow();
  if (Number(count) > 0) {
    const found = [String(count), '0', md_check];
    refuse('previous_three_way_active', [agent_user, ...found], found.join('|'));
  }
}

/**
 * @param tw_check holds `yes` (any letter case): 3-way channels in the agent's session count
 * @throws ApiError `current_three_way_active`
 */
export async function requireNoCurrentThreeWay(
  { db, agent_user }: FunctionContext,
  { server_ip, conf_exten }: LiveCall,
  tw_check: string,
): Promise<void> {
  if (!isAsked(tw_check)) return;
  const { count } = await db
    .selectFrom('live_sip_channels')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('server_ip', '=', server_ip)
    .where('extension', '=', conf_exten)
    .where('channel_group', 'like', 'DC%W')
    .executeTakeFirstOrThrow();
  if (Number(count) > 0) {
    const found = [String(count), '0', tw_check];
    refuse('current_three_way_active', [agent_user, ...found], found.join('|'));
  }
}
