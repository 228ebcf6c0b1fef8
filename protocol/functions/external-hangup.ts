import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { one } from '../parameters.js';

export const externalHangup = defineFunction({
  name: 'external_hangup',
  summary: "Hangs up the agent's current customer call.",
  agent: 'either',
  params: { value: one() },
  data: z.object({ value: z.literal('1'), agent_user: z.string() }),
  reasons: [
    'external_hangup_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
  ],
});
