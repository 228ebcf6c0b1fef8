import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { name, text } from '../parameters.js';

export const stGetAgentActiveLead = defineFunction({
  name: 'st_get_agent_active_lead',
  summary: "Finds the user of a CRM's agent id and tells the lead of the current call.",
  agent: 'none',
  params: {
    value: name(20000).meta({ description: "users.custom_three: the CRM's agent id" }),
    vendor_id: text(20000).meta({ description: 'required, not used' }),
    agent_user: name(20000).optional().meta({ description: 'only logged' }),
  },
  data: z.object({
    user: z.string(),
    phone_number: z.string(),
    lead_id: z.number().int(),
    vendor_lead_code: z.string(),
    province: z.string(),
    security_phrase: z.string(),
    source_id: z.string(),
  }),
  reasons: [
    'st_get_agent_active_lead_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'no_user_found',
    'user_not_logged_in',
    'no_active_lead_found',
  ],
});
