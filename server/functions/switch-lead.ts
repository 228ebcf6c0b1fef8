/** `switch_lead`: sets live_agents.external_lead_id for an inbound call (answers, section 24). */
import { switchLead as definition } from '../../protocol/functions/switch-lead.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { updateLiveAgent } from './shared/live-agent.js';
import { readLiveCall } from './shared/live-call.js';

/** Values of campaigns.agent_lead_search that permit it. */
const SEARCH_ALLOWED = ['LIVE_CALL_INBOUND', 'LIVE_CALL_INBOUND_AND_MANUAL'];

export const switchLead = serveFunction(definition, {
  check: ({ lead_id = '', vendor_lead_code = '' }) =>
    // spaces alone would find every lead without a code
    Number(lead_id) === 0 && vendor_lead_code.trim() === ''
      ? [{ path: 'lead_id', message: 'lead_id or vendor_lead_code is required' }]
      : [],
  notValid: ({ lead_id = '', vendor_lead_code = '', agent_user = '' }) => ({
    fields: [lead_id, vendor_lead_code, agent_user],
  }),
  permissionFields: ({ caller, user }, { lead_id = '' }) => [
    lead_id,
    caller.user,
    definition.name,
    user.user_group ?? '',
  ],
  async apply(context, { lead_id, vendor_lead_code }) {
    const { agent_user } = context;
    const call = await readLiveCall(context);
    if (!call.callerid.startsWith('Y')) refuse('call_not_inbound', [agent_user, call.callerid]);
    await requireLeadSearch(context, call.campaign_id);
    const lead = await findLead(context, Number(lead_id), vendor_lead_code);
    if (!lead) refuse('switch_to_lead_not_found', [agent_user, lead_id, vendor_lead_code]);
    await updateLiveAgent(context, { external_lead_id: lead.lead_id });
    const data = {
      agent_user,
      lead_id: lead.lead_id,
      vendor_lead_code: lead.vendor_lead_code ?? '',
      campaign_id: call.campaign_id,
      current_lead_id: call.lead_id,
    };
    const switched = [
      String(data.lead_id),
      data.vendor_lead_code,
      data.campaign_id,
      String(data.current_lead_id),
    ];
    return {
      message: 'switch_lead function set',
      fields: [agent_user, ...switched],
      logData: switched.join('|'),
      data,
    };
  },
});

async function requireLeadSearch(
  { db, agent_user }: FunctionContext,
  campaign_id: string,
): Promise<void> {
  const campaign = await db
    .selectFrom('campaigns')
    .select('agent_lead_search')
    .where('campaign_id', '=', campaign_id)
    .limit(firstRow)
    .executeTakeFirst();
  if (!campaign) refuse('campaign_not_found', [agent_user, campaign_id]);
  if (!SEARCH_ALLOWED.includes(campaign.agent_lead_search ?? '')) {
    refuse('inbound_lead_search_not_allowed', [agent_user, campaign_id]);
  }
}

/** @param lead_id 0: none was given, the code counts */
async function findLead({ db }: FunctionContext, lead_id: number, vendor_lead_code: string) {
  const leads = db.selectFrom('list').select(['lead_id', 'vendor_lead_code']).limit(firstRow);
  return lead_id > 0
    ? leads.where('lead_id', '=', lead_id).executeTakeFirst()
    : leads
        .where('vendor_lead_code', '=', vendor_lead_code)
        .orderBy('lead_id', 'desc')
        .executeTakeFirst();
}
