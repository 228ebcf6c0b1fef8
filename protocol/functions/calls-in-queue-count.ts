import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

export const callsInQueueCount = defineFunction({
  name: 'calls_in_queue_count',
  summary: 'Counts the waiting calls and e-mails that could be sent to the agent.',
  agent: 'either',
  params: { value: word('DISPLAY') },
  data: z.object({ agent_user: z.string(), count: z.number().int() }),
  reasons: [
    'calls_in_queue_count_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
  ],
});
