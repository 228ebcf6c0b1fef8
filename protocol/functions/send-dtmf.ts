import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { text } from '../parameters.js';

export const sendDtmf = defineFunction({
  name: 'send_dtmf',
  summary: "Plays tones into the agent's session: P is #, S is *, Q is a second of silence.",
  agent: 'either',
  params: { value: text(100).meta({ description: '0-9 A-D P S Q' }) },
  data: z.object({ value: z.string(), agent_user: z.string() }),
  reasons: ['send_dtmf_not_valid', 'function_not_allowed', 'no_user_found', 'agent_not_logged_in'],
});
