import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { name } from '../parameters.js';

export const pauseCode = defineFunction({
  name: 'pause_code',
  summary: 'Sets the pause code of an agent who is paused.',
  agent: 'either',
  params: { value: name(6).meta({ description: 'the pause code' }) },
  data: z.object({ value: z.string(), agent_user: z.string() }),
  reasons: [
    'pause_code_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'pause_code_agent_not_paused',
  ],
});
