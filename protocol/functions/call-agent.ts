import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

export const callAgent = defineFunction({
  name: 'call_agent',
  summary: "Calls the agent's phone again and connects it to the session (not for on-hook agents).",
  agent: 'either',
  params: { value: word('CALL') },
  data: z.object({ value: z.literal('CALL'), agent_user: z.string() }),
  reasons: [
    'call_agent_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'call_agent_no_session_data',
    'call_agent_entry_empty',
  ],
});
