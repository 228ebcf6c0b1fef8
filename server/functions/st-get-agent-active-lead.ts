/** `st_get_agent_active_lead`: reads the lead of the user found (answers, section 15). */
import { stGetAgentActiveLead as definition } from '../../protocol/functions/st-get-agent-active-lead.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { findCrmAgent } from './shared/crm-agent.js';

export const stGetAgentActiveLead = serveFunction(definition, {
  notValid: ({ value = '', vendor_id = '' }) => ({
    fields: [value, vendor_id],
    logData: `${value}|${vendor_id}`,
  }),
  async apply(context, { value }) {
    const found = await findCrmAgent(context, value, definition.name);
    const live = await context.db
      .selectFrom('live_agents')
      .leftJoin('list', 'list.lead_id', 'live_agents.lead_id')
      .select([
        'live_agents.lead_id as lead_id',
        'list.phone_number as phone_number',
        'list.vendor_lead_code as vendor_lead_code',
        'list.province as province',
        'list.security_phrase as security_phrase',
        'list.source_id as source_id',
      ])
      .where('live_agents.user', '=', found)
      .limit(firstRow)
      .executeTakeFirst();
    if (!live) refuse('user_not_logged_in', [found]);
    const lead_id = Number(live.lead_id);
    if (!(lead_id > 0)) refuse('no_active_lead_found', [found]);
    const lead = {
      user: found,
      phone_number: live.phone_number ?? '',
      lead_id,
      vendor_lead_code: live.vendor_lead_code ?? '',
      province: live.province ?? '',
      security_phrase: live.security_phrase ?? '',
      source_id: live.source_id ?? '',
    };
    const fields = Object.values(lead).map(String);
    return {
      message: 'st_get_agent_active_lead lead found',
      fields,
      logData: fields.join('|'),
      data: lead,
    };
  },
});
