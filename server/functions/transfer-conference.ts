/**
 * `transfer_conference`: stores an order for the transfer and conference controls of the agent
 * screen, fields joined by `---` (answers, section 19).
 */
import { transferConference as definition } from '../../protocol/functions/transfer-conference.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import {
  type CleanedParams,
  type FunctionContext,
  type LooseParams,
  serveFunction,
} from './engine/api-function.js';
import { callerIdOfAlias } from './shared/caller-id.js';
import { updateLiveAgent } from './shared/live-agent.js';
import { readLiveCall } from './shared/live-call.js';
import { fitsColumn, readMultiDial, storeMultiDial } from './shared/multi-dial.js';
import { requireNoCurrentThreeWay, requireNoPreviousThreeWay } from './shared/three-way-checks.js';
import { transferIngroup } from './shared/transfer-ingroup.js';
import {
  composeTransferOrder,
  faultOfTransferOrder,
  SEPARATOR,
  type TransferOrder,
} from './shared/transfer-order.js';

type Params = CleanedParams<typeof definition.params>;

/** What a value does: `act` takes no number, `dial` one, `group` an in-group. */
const KINDS: Readonly<Record<string, 'act' | 'dial' | 'group'>> = {
  HANGUP_XFER: 'act',
  HANGUP_BOTH: 'act',
  LEAVE_3WAY_CALL: 'act',
  BLIND_TRANSFER: 'dial',
  LEAVE_VM: 'dial',
  DIAL_WITH_CUSTOMER: 'dial',
  PARK_CUSTOMER_DIAL: 'dial',
  LOCAL_CLOSER: 'group',
};
const NEEDS_NUMBER = ['BLIND_TRANSFER', 'DIAL_WITH_CUSTOMER', 'PARK_CUSTOMER_DIAL'];
const CONSULTS = ['DIAL_WITH_CUSTOMER', 'PARK_CUSTOMER_DIAL'];
const CID_CHOICES = ['CAMPAIGN', 'AGENT_PHONE', 'CUSTOMER', 'CUSTOM_CID'];

export const transferConference = serveFunction(definition, {
  check(params) {
    const { value = '', phone_number = '', multi_dial_phones = '' } = params;
    const issues = [];
    const kind = kindOf(params);
    if (kind === 'dial' && NEEDS_NUMBER.includes(value) && phone_number === '') {
      issues.push({ path: 'phone_number', message: 'is required' });
    }
    const multi = readMultiDial(multi_dial_phones);
    if (multi && !fitsColumn(multi)) {
      issues.push({ path: 'multi_dial_phones', message: 'too many numbers' });
    }
    for (const path of ['ingroup_choices', 'cid_choice']) {
      if (params[path]?.includes(SEPARATOR)) {
        issues.push({ path, message: `may not hold ${SEPARATOR}` });
      }
    }
    const fault = kind && faultOfTransferOrder(orderOf(kind, params, { epoch: SAMPLE_EPOCH }));
    if (fault) issues.push({ path: 'value', message: fault });
    return issues;
  },
  notValid,
  async apply(context, params) {
    const { agent_user, moment } = context;
    const { value, phone_number } = params;
    const call = await readLiveCall(context);
    const kind = kindOf(params);
    if (!kind) refuse('value_not_valid', [value, context.caller.user]);
    const ingroup =
      kind === 'group'
        ? await transferIngroup(context, params.ingroup_choices, () =>
            originOf(context, call.callerid),
          )
        : params.ingroup_choices;
    const caller_id_number = kind === 'act' ? '' : await chooseCallerId(context, params);
    await requireNoPreviousThreeWay(context, params.md_check);
    await requireNoCurrentThreeWay(context, call, params.tw_check);
    const order = orderOf(kind, params, { epoch: moment.epoch, ingroup, caller_id_number });
    if (faultOfTransferOrder(order)) {
      refuse('transfer_conference_not_valid', notValid({ value, agent_user }).fields);
    }

    const multi_dial = await store(context, params, composeTransferOrder(order));
    const consultative = params.consultative || 'NO';
    const multi = multi_dial
      ? `|Multi-phones: ${multi_dial.kept} ${multi_dial.sent} ${multi_dial.rows}`
      : '';
    return {
      message: 'transfer_conference function set',
      fields: [value, ingroup, phone_number, consultative, agent_user, call.callerid + multi, ''],
      logData: call.callerid + multi,
      data: {
        value,
        ingroup,
        phone_number,
        consultative,
        agent_user,
        callerid: call.callerid,
        ...(multi_dial ? { multi_dial } : {}),
      },
    };
  },
});

function notValid({ value = '', agent_user = '' }: LooseParams) {
  return { fields: [value, agent_user] };
}

/** @returns undefined when the value is none of those that are known */
function kindOf({ value = '', consultative }: LooseParams): 'act' | 'dial' | 'group' | undefined {
  if (!Object.hasOwn(KINDS, value)) return undefined;
  return consultative === 'YES' && CONSULTS.includes(value) ? 'group' : KINDS[value];
}

/** As long as any epoch of our days. */
const SAMPLE_EPOCH = 1_000_000_000;

/** What the order holds on each path; nothing else of what was sent is stored. */
function orderOf(
  kind: 'act' | 'dial' | 'group',
  params: LooseParams,
  known: { epoch: number; ingroup?: string; caller_id_number?: string },
): TransferOrder {
  const { value = '', phone_number = '', group_alias = '' } = params;
  const { epoch, caller_id_number = '' } = known;
  if (kind === 'act') return { value, epoch };
  // a choice outside the list is refused later, and never stored
  const cid_choice = CID_CHOICES.includes(params.cid_choice ?? '') ? params.cid_choice : '';
  const dialled = { value, phone_number, group_alias, caller_id_number, epoch, cid_choice };
  return kind === 'group'
    ? {
        ...dialled,
        ingroup: known.ingroup ?? params.ingroup_choices ?? '',
        consultative: params.consultative === 'YES' ? 'YES' : 'NO',
      }
    : { ...dialled, dial_override: params.dial_override ?? '' };
}

async function originOf({ db }: FunctionContext, callerid: string) {
  return db
    .selectFrom('auto_calls')
    .select(['campaign_id', 'call_type'])
    .where('callerid', '=', callerid)
    .limit(firstRow)
    .executeTakeFirst();
}

/** @returns the alias's number; empty: none was asked for */
async function chooseCallerId(
  context: FunctionContext,
  { group_alias, cid_choice }: Params,
): Promise<string> {
  const number = group_alias === '' ? '' : await callerIdOfAlias(context, group_alias);
  if (cid_choice !== '' && !CID_CHOICES.includes(cid_choice)) {
    refuse('cid_choice_not_valid', [context.agent_user, cid_choice], cid_choice);
  }
  return number;
}

/** Both writes or neither. */
async function store(
  context: FunctionContext,
  { multi_dial_phones }: Params,
  external_transferconf: string,
) {
  const multi = readMultiDial(multi_dial_phones);
  if (!multi) {
    await updateLiveAgent(context, { external_transferconf });
    return undefined;
  }
  return context.transaction(async (db) => {
    const rows = await storeMultiDial(context, db, multi);
    await updateLiveAgent(context, { external_transferconf }, db);
    return { kept: multi.kept.length, sent: multi.sent, rows };
  });
}
