import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { name, text, word } from '../parameters.js';

export const externalStatus = defineFunction({
  name: 'external_status',
  summary: 'Sets the disposition of the current call, with a callback where the status is one.',
  agent: 'either',
  params: {
    value: name(255).meta({ description: 'the status' }),
    callback_datetime: text(255)
      .optional()
      .meta({ description: 'YYYY-MM-DD HH:MM:SS; required for a scheduled callback' }),
    callback_type: word('USERONLY', 'ANYONE').optional().meta({ description: 'default ANYONE' }),
    callback_comments: text(199).optional(),
    qm_dispo_code: text(255).optional(),
  },
  data: z.object({
    value: z.string().meta({ description: 'what was stored, callback fields joined by !' }),
    agent_user: z.string(),
  }),
  reasons: [
    'external_status_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
  ],
});
