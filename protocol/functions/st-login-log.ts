import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { name, text } from '../parameters.js';

export const stLoginLog = defineFunction({
  name: 'st_login_log',
  summary: "Finds the user of a CRM's agent id and notes the CRM's team id.",
  agent: 'none',
  params: {
    value: name(20000).meta({ description: "users.custom_three: the CRM's agent id" }),
    vendor_id: text(100).meta({ description: "becomes users.custom_four: the CRM's team id" }),
    agent_user: name(20000).optional().meta({ description: 'only logged' }),
  },
  data: z.object({ user: z.string() }),
  reasons: ['st_login_log_not_valid', 'function_not_allowed', 'agent_not_allowed', 'no_user_found'],
});
