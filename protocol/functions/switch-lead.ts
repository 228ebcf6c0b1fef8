import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { leadId, text } from '../parameters.js';

export const switchLead = defineFunction({
  name: 'switch_lead',
  summary: 'Switches the lead of a live inbound call on the agent screen.',
  agent: 'either',
  params: {
    lead_id: leadId().optional().meta({ description: 'beats vendor_lead_code' }),
    vendor_lead_code: text(20)
      .optional()
      .meta({ description: 'of several leads with it, the newest is meant' }),
  },
  data: z.object({
    agent_user: z.string(),
    lead_id: z.number().int().meta({ description: 'the lead switched to' }),
    vendor_lead_code: z.string(),
    campaign_id: z.string(),
    current_lead_id: z.number().int().meta({ description: 'the lead switched from' }),
  }),
  reasons: [
    'switch_lead_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'no_live_call',
    'call_not_inbound',
    'campaign_not_found',
    'inbound_lead_search_not_allowed',
    'switch_to_lead_not_found',
  ],
});
