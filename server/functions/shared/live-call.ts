/** The call that the agent is on, as the functions need it that act on a live call. */
import { refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';
import { readLiveAgent } from './live-agent.js';

/** A dialler's call id is longer than this. */
const CALLERID_SHORT = 15;

export interface LiveCall {
  readonly lead_id: number;
  /** The id of the call. */
  readonly callerid: string;
  readonly campaign_id: string;
  readonly server_ip: string;
  readonly conf_exten: string;
}

/** @throws ApiError `agent_not_logged_in`, or `no_live_call` without a lead or a whole call id */
export async function readLiveCall(context: FunctionContext): Promise<LiveCall> {
  const row = await readLiveAgent(context, [
    'lead_id',
    'callerid',
    'campaign_id',
    'server_ip',
    'conf_exten',
  ]);
  const callerid = row.callerid ?? '';
  if (!(row.lead_id > 0) || callerid.length <= CALLERID_SHORT) {
    refuse('no_live_call', [context.agent_user]);
  }
  return {
    lead_id: row.lead_id,
    callerid,
    campaign_id: row.campaign_id ?? '',
    server_ip: row.server_ip,
    conf_exten: row.conf_exten ?? '',
  };
}
