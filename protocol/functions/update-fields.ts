import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { text } from '../parameters.js';
import { leadFields } from './lead-fields.js';
import { panelTriggers } from './panel-triggers.js';

export const updateFields = defineFunction({
  name: 'update_fields',
  summary: "Sets fields of the lead on the agent's screen; an empty value blanks the field.",
  agent: 'agent-user',
  params: {
    ...leadFields,
    ...panelTriggers,
    value: text(20000).optional().meta({ description: 'only logged' }),
  },
  data: z.object({
    user: z.string().meta({ description: 'the API user' }),
    agent_user: z.string(),
    lead_id: z.number().int(),
    fields: z.record(z.string(), z.string()).meta({ description: 'what was set, by name' }),
    reload: z.array(z.string()).meta({ description: 'panels that the screen loads again' }),
  }),
  reasons: [
    'update_fields_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'agent_not_logged_in',
    'modify_leads_not_allowed',
    'no_lead_on_screen',
    'no_fields_defined',
  ],
});
