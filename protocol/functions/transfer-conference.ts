import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { name, phone, text, word } from '../parameters.js';

/** Lengths are judged of the whole order; what does not go into it may be of any length. */
const ANY = 20_000;

export const transferConference = defineFunction({
  name: 'transfer_conference',
  summary: 'Transfers the live call, adds a third party to it, or leaves or ends what is going on.',
  agent: 'either',
  params: {
    value: z.string().min(8).meta({
      description:
        'HANGUP_XFER, HANGUP_BOTH, BLIND_TRANSFER, LEAVE_VM, LOCAL_CLOSER, DIAL_WITH_CUSTOMER, PARK_CUSTOMER_DIAL or LEAVE_3WAY_CALL',
    }),
    phone_number: phone(ANY)
      .optional()
      .meta({ description: 'required to dial; with AGENTDIRECT the agent' }),
    ingroup_choices: name(ANY).optional().meta({
      description: 'required for LOCAL_CLOSER and consultative transfers; or DEFAULTINGROUP',
    }),
    consultative: word('YES', 'NO').optional().meta({ description: 'default NO' }),
    dial_override: word('YES', 'NO')
      .optional()
      .meta({ description: 'YES dials the number exactly as it is' }),
    group_alias: name(ANY).optional().meta({ description: 'whose caller id is used' }),
    cid_choice: name(ANY)
      .optional()
      .meta({ description: 'CAMPAIGN, AGENT_PHONE, CUSTOMER or CUSTOM_CID' }),
    multi_dial_phones: text(ANY)
      .optional()
      .meta({ description: 'numbers of 5 to 18 digits, joined by commas, to be dialled at once' }),
    md_check: name(ANY).optional().meta({
      description: 'yes: refused while the agent has a 3-way call of the last 30 minutes',
    }),
    tw_check: name(ANY)
      .optional()
      .meta({ description: 'yes: refused while a 3-way channel is in the agent session' }),
  },
  data: z.object({
    value: z.string(),
    ingroup: z.string().meta({ description: 'the resolved in-group, or what was sent' }),
    phone_number: z.string(),
    consultative: z.enum(['YES', 'NO']),
    agent_user: z.string(),
    callerid: z.string().meta({ description: 'the id of the live call' }),
    multi_dial: z
      .object({
        kept: z.number().int().meta({ description: 'numbers that will be dialled' }),
        sent: z.number().int(),
        rows: z.number().int().meta({ description: '1 new, 2 replaced, 0 as it was' }),
      })
      .optional(),
  }),
  reasons: [
    'transfer_conference_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'no_live_call',
    'value_not_valid',
    'ingroup_not_valid',
    'group_alias_not_valid',
    'caller_id_number_not_valid',
    'cid_choice_not_valid',
    'previous_three_way_active',
    'current_three_way_active',
  ],
});
