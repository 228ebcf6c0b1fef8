import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { name, phone, text } from '../parameters.js';
import { leadFields, phoneCode } from './lead-fields.js';

export const externalAddLead = defineFunction({
  name: 'external_add_lead',
  summary: "Adds a lead to the manual dial list of the agent's campaign.",
  agent: 'two-characters',
  params: {
    ...leadFields,
    phone_code: phoneCode,
    value: phone(18).optional().meta({ description: 'the number; beats phone_number' }),
    vendor_id: text(20).optional().meta({ description: 'beats vendor_lead_code' }),
    dnc_check: name(20000)
      .optional()
      .meta({ description: 'YES or Y: not when the number is in the do-not-call list' }),
    campaign_dnc_check: name(20000)
      .optional()
      .meta({ description: "YES or Y: the same with the campaign's list" }),
  },
  data: z.object({
    value: z.string().meta({ description: 'the number' }),
    campaign_id: z.string(),
    list_id: z.number().int(),
    lead_id: z.number().int(),
    agent_user: z.string(),
  }),
  reasons: [
    'external_add_lead_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'manual_dial_list_undefined',
    'phone_number_in_dnc',
    'phone_number_in_campaign_dnc',
    'lead_insertion_failed',
  ],
});
