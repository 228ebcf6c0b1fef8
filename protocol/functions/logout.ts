import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

export const logout = defineFunction({
  name: 'logout',
  summary: 'Logs the agent out (after the current call, if there is one).',
  agent: 'any',
  params: { value: word('LOGOUT') },
  data: z.object({
    value: z.literal('LOGOUT'),
    epoch: z.number().int().meta({ description: 'Unix seconds' }),
    agent_user: z.string(),
  }),
  reasons: ['logout_not_valid', 'function_not_allowed', 'no_user_found', 'agent_not_logged_in'],
});
