import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { name, phone, text } from '../parameters.js';

/** `manager.cmd_line_d` without its first word. */
const EXTENSION_MAX = 193;
const ANY = 20_000;

export const raCallControl = defineFunction({
  name: 'ra_call_control',
  summary: 'Hangs up or transfers the call of a remote agent, with a status for its log.',
  agent: 'agent-user',
  params: {
    value: name(ANY).meta({ description: 'the id of the call, e.g. Y0315201639000402027' }),
    stage: text(ANY).meta({ description: 'HANGUP, EXTENSIONTRANSFER or INGROUPTRANSFER' }),
    ingroup_choices: name(ANY)
      .optional()
      .meta({ description: 'required for INGROUPTRANSFER; or DEFAULTINGROUP' }),
    phone_number: phone(EXTENSION_MAX)
      .optional()
      .meta({ description: 'required for EXTENSIONTRANSFER' }),
    status: name(6).optional().meta({ description: 'of the call; default RAXFER' }),
  },
  data: z.object({
    agent_user: z.string(),
    value: z.string(),
    stage: z.enum(['HANGUP', 'EXTENSIONTRANSFER', 'INGROUPTRANSFER']),
    status: z.string(),
    target: z.string().meta({ description: 'number or in-group; empty for HANGUP' }),
  }),
  reasons: [
    'ra_call_control_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'user_not_logged_in',
    'no_active_call_found',
    'phone_number_not_valid',
    'ingroup_not_valid',
    'stage_not_valid',
  ],
});
