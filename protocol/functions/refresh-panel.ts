import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { text, trigger } from '../parameters.js';
import { panelTriggers } from './panel-triggers.js';

export const refreshPanel = defineFunction({
  name: 'refresh_panel',
  summary: "Makes panels of the agent's screen load again; no lead is needed.",
  agent: 'agent-user',
  params: {
    ...panelTriggers,
    callbacksreload: trigger().optional(),
    value: text(20000).optional().meta({ description: 'only logged' }),
  },
  data: z.object({
    user: z.string().meta({ description: 'the API user' }),
    agent_user: z.string(),
    changed: z.number().int().meta({ description: '0: the same request is still pending' }),
    reload: z.array(z.string()),
  }),
  reasons: [
    'agent_user_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'agent_not_logged_in',
    'no_panels_defined',
  ],
});
