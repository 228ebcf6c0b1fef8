import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

export const externalPause = defineFunction({
  name: 'external_pause',
  summary: 'Pauses the agent (after the current call, if there is one) or resumes.',
  agent: 'any',
  params: { value: word('PAUSE', 'RESUME') },
  data: z.object({
    value: z.enum(['PAUSE', 'RESUME']),
    epoch: z.number().int().meta({ description: 'Unix seconds' }),
    agent_user: z.string(),
  }),
  reasons: [
    'external_pause_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'external_pause_agent_is_not_paused',
  ],
});
