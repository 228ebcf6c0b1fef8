import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { count, text, word } from '../parameters.js';

const TIMER_ACTIONS = [
  'NONE',
  'WEBFORM',
  'WEBFORM2',
  'D1_DIAL',
  'D2_DIAL',
  'D3_DIAL',
  'D4_DIAL',
  'D5_DIAL',
  'MESSAGE_ONLY',
] as const;

/** `MAX(MEDIUMINT)`. */
const SECONDS_MAX = 8_388_607;

export const setTimerAction = defineFunction({
  name: 'set_timer_action',
  summary: 'Sets what the agent screen does a number of seconds into the call.',
  agent: 'agent-user',
  params: {
    value: word(...TIMER_ACTIONS),
    notes: text(255).optional().meta({ description: 'the message to show' }),
    rank: count(SECONDS_MAX).optional().meta({ description: 'seconds into the call; default 0' }),
  },
  data: z.object({
    value: z.enum(TIMER_ACTIONS),
    agent_user: z.string(),
    notes: z.string(),
    seconds: z.number().int(),
  }),
  reasons: [
    'set_timer_action_not_valid',
    'function_not_allowed',
    'agent_not_logged_in',
    'modify_campaigns_not_allowed',
  ],
});
