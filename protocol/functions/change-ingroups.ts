import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { text, word } from '../parameters.js';

/** Any text of this length fits the column, whatever its letters take. */
const CHOICES_MAX = 16_000;

export const changeIngroups = defineFunction({
  name: 'change_ingroups',
  summary: 'Changes the in-groups from which a logged-in agent takes calls.',
  agent: 'agent-user-two-characters',
  params: {
    value: word('CHANGE', 'REMOVE', 'ADD'),
    blended: word('YES', 'NO').meta({ description: 'take outbound auto-dialed calls too' }),
    ingroup_choices: text(CHOICES_MAX)
      .optional()
      .meta({ description: 'names between spaces, ` A B -`; required for ADD and REMOVE' }),
    set_as_default: word('YES', 'NO')
      .optional()
      .meta({ description: 'YES: from the next login on too' }),
  },
  data: z.object({
    blended: z.enum(['YES', 'NO']),
    ingroups: z.array(z.string()),
    agent_user: z.string(),
    set_as_default: z.boolean(),
  }),
  reasons: [
    'change_ingroups_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'agent_not_logged_in',
    'inbound_not_allowed',
    'change_ingroups_not_allowed',
    'outbound_autodial_not_allowed',
    'ingroup_does_not_exist',
    'ingroup_choices_required',
  ],
});
