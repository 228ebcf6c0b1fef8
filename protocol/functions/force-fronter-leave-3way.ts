import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { leadId, word } from '../parameters.js';

/** What both functions that reach for the fronter take. */
export const fronterParameters = {
  value: word('LOCAL_ONLY', 'LOCAL_AND_CCC', 'CCC_REMOTE').meta({
    description: 'where to look for the fronter; CCC_REMOTE when the closer is on another cluster',
  }),
  lead_id: leadId()
    .optional()
    .meta({ description: 'required with CCC_REMOTE, which looks for it' }),
};

export const forceFronterLeave3way = defineFunction({
  name: 'force_fronter_leave_3way',
  summary: "Makes the other agent on the agent's call leave the 3-way conference.",
  agent: 'either',
  params: fronterParameters,
  data: z.object({
    value: z.string(),
    agent_user: z.string(),
    other_user: z.string().optional().meta({ description: 'the fronter on this cluster' }),
    container_id: z.string().optional().meta({ description: 'the cluster that was told instead' }),
  }),
  reasons: [
    'force_fronter_leave_3way_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'not_on_phone_call',
    'no_fronter_found',
  ],
});
