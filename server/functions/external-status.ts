/**
 * `external_status`: sets live_agents.external_status, for a scheduled callback with its time,
 * type and comments joined by `!` (answers, section 5).
 */
import { externalStatus as definition } from '../../protocol/functions/external-status.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, type LooseParams, serveFunction } from './engine/api-function.js';
import { isRealDateTime } from './shared/dates.js';
import { readLiveAgent, updateLiveAgent } from './shared/live-agent.js';

/** Size of live_agents.external_status. */
const STORED_MAX = 255;

export const externalStatus = serveFunction(definition, {
  check: (params) =>
    [...plain(params)].length > STORED_MAX
      ? [{ path: 'value', message: `is too long with qm_dispo_code (${STORED_MAX} at most)` }]
      : [],
  notValid,
  async apply(context, params) {
    const { value } = params;
    let stored = plain(params);
    if (sendsCallback(context)) {
      const { campaign_id } = await readLiveAgent(context, ['campaign_id']);
      if (await isScheduledCallback(context, value, campaign_id ?? '')) {
        const { callback_datetime, callback_type, callback_comments, qm_dispo_code } = params;
        stored = [
          value,
          callback_datetime,
          callback_type || 'ANYONE',
          callback_comments,
          qm_dispo_code,
        ].join('!');
        if (!isRealDateTime(callback_datetime) || [...stored].length > STORED_MAX) {
          refuse(
            'external_status_not_valid',
            notValid({ value, agent_user: context.agent_user }).fields,
          );
        }
      }
    }
    await updateLiveAgent(context, { external_status: stored });
    context.logValue = stored;
    return {
      message: 'external_status function set',
      fields: [stored, context.agent_user],
      data: { value: stored, agent_user: context.agent_user },
    };
  },
});

function notValid({ value = '', agent_user = '' }: LooseParams) {
  return { fields: [value, agent_user] };
}

/** What is stored without a callback. */
function plain({ value = '', qm_dispo_code = '' }: LooseParams): string {
  return qm_dispo_code === '' ? value : `${value}!!!!${qm_dispo_code}`;
}

function sendsCallback({ raw }: FunctionContext): boolean {
  return Boolean(raw.callback_datetime || raw.callback_type || raw.callback_comments);
}

async function isScheduledCallback(
  { db }: FunctionContext,
  status: string,
  campaign_id: string,
): Promise<boolean> {
  const system = await db
    .selectFrom('statuses')
    .select('status')
    .where('status', '=', status)
    .where('scheduled_callback', '=', 'Y')
    .limit(firstRow)
    .executeTakeFirst();
  if (system) return true;
  const campaign = await db
    .selectFrom('campaign_statuses')
    .select('status')
    .where('campaign_id', '=', campaign_id)
    .where('status', '=', status)
    .where('scheduled_callback', '=', 'Y')
    .limit(firstRow)
    .executeTakeFirst();
  return campaign !== undefined;
}
