import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

export const previewDialAction = defineFunction({
  name: 'preview_dial_action',
  summary: 'Skips or dials the lead that is previewed, or ends alternate-number dialing.',
  agent: 'two-characters',
  params: { value: word('SKIP', 'DIALONLY', 'ALTDIAL', 'ADR3DIAL', 'FINISH') },
  data: z.object({
    value: z.enum(['SKIP', 'DIALONLY', 'ALTDIAL', 'ADR3DIAL', 'FINISH']),
    agent_user: z.string(),
  }),
  reasons: [
    'preview_dial_action_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'preview_dialing_not_allowed',
    'preview_skipping_not_allowed',
    'alt_number_dialing_not_allowed',
    'agent_not_paused',
    'manual_dial_not_allowed',
  ],
});
