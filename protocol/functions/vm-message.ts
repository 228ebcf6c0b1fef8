import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { leadId, text } from '../parameters.js';

/** MEDIUMTEXT. */
const MESSAGE_MAX = 16_777_215;

export const vmMessage = defineFunction({
  name: 'vm_message',
  summary: 'Sets what is played when the agent sends the current call to voicemail.',
  agent: 'either',
  params: {
    value: text(MESSAGE_MAX).meta({ description: 'audio files, joined by |' }),
    lead_id: leadId()
      .optional()
      .meta({ description: 'refused unless it is the lead of the current call' }),
  },
  data: z.object({
    agent_user: z.string(),
    lead_id: z.number().int(),
    value: z.string(),
  }),
  reasons: [
    'vm_message_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'no_live_call',
    'lead_id_does_not_match',
  ],
});
