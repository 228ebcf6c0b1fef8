/**
 * `external_dial`: stores a manual dial order of 14 fields joined by `!`, on the agent's session
 * or in the manual dial queue (answers, section 8).
 */
import { externalDial as definition } from '../../protocol/functions/external-dial.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import { type CleanedParams, type FunctionContext, serveFunction } from './engine/api-function.js';
import { callerIdOfAlias } from './shared/caller-id.js';
import { readLiveAgent, updateLiveAgent } from './shared/live-agent.js';
import { readVtigerCallback } from './shared/vtiger-callback.js';

type Params = CleanedParams<typeof definition.params>;

/** Size of external_dial in live_agents and manual_dial_queue. */
const STORED_MAX = 100;
const MANUAL_NEXT = 'MANUALNEXT';
const FORCED_ALIAS = '-FORCE-';

/** The order as it takes shape: what was sent, then what alias, lead and CRM make of it. */
interface Order {
  value: string;
  phone_code: string;
  vendor_id: string;
  group_alias: string;
  caller_id_number: string;
  vtiger_callback_id: string;
  alt_dial: string;
  dial_ingroup: string;
}

export const externalDial = serveFunction(definition, {
  cleanValue: (value) => (value === MANUAL_NEXT ? value : value.replace(/\D/g, '')),
  check(params) {
    const issues = [];
    if ((params.value ?? '').length < 2 && params.lead_id === '') {
      issues.push({ path: 'value', message: 'value or lead_id is required' });
    }
    if (params.vendor_id?.includes('!')) {
      issues.push({ path: 'vendor_id', message: 'may not hold !' });
    }
    if (shortestStored(params) > STORED_MAX) {
      issues.push({ path: 'value', message: `the order is longer than ${STORED_MAX} characters` });
    }
    return issues;
  },
  notValid: (params) => {
    const { value = '', phone_code = '', search = '', agent_user = '' } = params;
    const { preview = '', focus = '', lead_id = '' } = params;
    return {
      fields: [value, phone_code, search, agent_user],
      logData: [phone_code, search, preview, focus, lead_id].join('|'),
    };
  },
  async apply(context, params) {
    const { db, agent_user, moment } = context;
    const { campaign_id } = await readLiveAgent(context, ['campaign_id']);
    const mode = await manualDialMode(context, campaign_id ?? '');
    const order: Order = {
      value: params.value,
      phone_code: params.phone_code,
      vendor_id: params.vendor_id,
      group_alias: params.group_alias,
      caller_id_number: '',
      vtiger_callback_id: '',
      alt_dial: params.alt_dial,
      dial_ingroup: await knownIngroup(context, params.dial_ingroup),
    };
    if (mode === 'STANDARD' && order.dial_ingroup === '') await requirePaused(context);
    await requireManualDialRight(context);
    await chooseCallerId(context, params, order);
    if (params.vtiger_callback === 'YES' && order.value.startsWith('99')) {
      await applyVtigerCallback(context, order);
    }
    if (params.lead_id !== '') await applyLead(context, params, order);
    if (mode !== 'STANDARD') await requireNotQueued(context, order.value);

    const stored = [
      order.value,
      order.phone_code,
      params.search,
      params.preview,
      params.focus,
      order.vendor_id,
      moment.epoch,
      params.dial_prefix,
      order.group_alias,
      order.caller_id_number,
      order.vtiger_callback_id,
      params.lead_id,
      order.alt_dial,
      order.dial_ingroup,
    ].join('!');
    if ([...stored].length > STORED_MAX) {
      context.logValue = params.value;
      const { fields, logData } = externalDial.notValid({ ...params, agent_user });
      refuse('external_dial_not_valid', fields, logData);
    }
    if (mode === 'STANDARD') await updateLiveAgent(context, { external_dial: stored });
    else {
      await db
        .insertInto('manual_dial_queue')
        .values({
          user: agent_user,
          phone_number: order.value,
          entry_time: moment.now,
          status: 'READY',
          external_dial: stored,
        })
        .execute();
    }

    context.logValue = order.value;
    const tail = [
      order.phone_code,
      params.search,
      params.preview,
      params.focus,
      order.vendor_id,
      String(moment.epoch),
      params.dial_prefix,
      order.group_alias,
      order.caller_id_number,
      order.alt_dial,
    ];
    return {
      message: 'external_dial function set',
      fields: [order.value, agent_user, ...tail],
      logData: tail.join('|'),
      data: {
        value: order.value,
        agent_user,
        phone_code: order.phone_code,
        search: params.search,
        preview: params.preview,
        focus: params.focus,
        vendor_id: order.vendor_id,
        epoch: moment.epoch,
        dial_prefix: params.dial_prefix,
        group_alias: order.group_alias,
        caller_id_number: order.caller_id_number,
        alt_dial: order.alt_dial,
      },
    };
  },
});

/** Characters of the order with what is known before the database is asked. */
function shortestStored(params: Readonly<Record<string, string>>): number {
  const { value = '', phone_code = '', lead_id = '', outbound_cid = '', group_alias = '' } = params;
  const { search = '', preview = '', focus = '', vendor_id = '', dial_prefix = '' } = params;
  const { alt_dial = '', dial_ingroup = '' } = params;
  const alias = outbound_cid === '' ? group_alias : FORCED_ALIAS + outbound_cid;
  const number = lead_id === '' ? value + phone_code : lead_id;
  const text = [number, search, preview, focus, vendor_id, dial_prefix, alias, alt_dial];
  const epoch = 10;
  const separators = 13;
  return [...text.join(''), ...dial_ingroup].length + epoch + separators;
}

/** A campaign that does not exist queues, as the original does. */
async function manualDialMode({ db }: FunctionContext, campaign_id: string): Promise<string> {
  const campaign = await db
    .selectFrom('campaigns')
    .select('api_manual_dial')
    .where('campaign_id', '=', campaign_id)
    .executeTakeFirst();
  return campaign?.api_manual_dial ?? '';
}

async function knownIngroup(context: FunctionContext, dial_ingroup: string): Promise<string> {
  if (dial_ingroup === '') return '';
  const group = await context.db
    .selectFrom('inbound_groups')
    .select('group_id')
    .where('group_id', '=', dial_ingroup)
    .executeTakeFirst();
  if (group) return dial_ingroup;
  context.notice('dial_ingroup_not_found', [dial_ingroup]);
  return '';
}

async function requirePaused({ db, agent_user }: FunctionContext): Promise<void> {
  const paused = await db
    .selectFrom('live_agents')
    .select('user')
    .where('user', '=', agent_user)
    .where('status', '=', 'PAUSED')
    .where('lead_id', '<', 1)
    .limit(firstRow)
    .executeTakeFirst();
  if (!paused) refuse('agent_not_paused', [agent_user]);
}

/** @throws ApiError unless the agent's `users.agentcall_manual` is exactly 1 */
export async function requireManualDialRight({ db, agent_user }: FunctionContext): Promise<void> {
  const allowed = await db
    .selectFrom('users')
    .select('user')
    .where('user', '=', agent_user)
    .where('agentcall_manual', '=', '1')
    .executeTakeFirst();
  if (!allowed) refuse('manual_dial_not_allowed', [agent_user]);
}

async function chooseCallerId(
  context: FunctionContext,
  { group_alias, outbound_cid }: Params,
  order: Order,
): Promise<void> {
  if (group_alias !== '') order.caller_id_number = await callerIdOfAlias(context, group_alias);
  if (outbound_cid === '') return;
  const outbound_cid_any = context.settings.outbound_cid_any ?? '';
  if (outbound_cid_any !== 'API_ONLY') {
    refuse(
      'outbound_cid_not_allowed',
      [context.agent_user, outbound_cid, outbound_cid_any],
      `${outbound_cid}|${outbound_cid_any}`,
    );
  }
  order.caller_id_number = outbound_cid;
  order.group_alias = FORCED_ALIAS;
}

/** The leading 99 is stripped even where the integration is off, as in the original. */
async function applyVtigerCallback(context: FunctionContext, order: Order): Promise<void> {
  const activity = order.value.slice(2).replace(/^0+/, '');
  order.value = activity;
  context.logValue = activity;
  const callback = await readVtigerCallback(context, activity);
  if (callback === 'off') return;
  if (callback === 'unknown') refuse('vtiger_callback_not_found', [activity]);
  order.vendor_id = callback.account;
  if (callback.phone !== undefined) {
    order.value = callback.phone;
    order.vtiger_callback_id = activity;
  }
  context.logValue = order.value;
}

const NUMBERS = [
  { label: 'MAIN', column: 'phone_number' },
  { label: 'ALT', column: 'alt_phone' },
  { label: 'ADDR3', column: 'address3' },
] as const;

/** The lead's own number and code replace what was sent. */
async function applyLead(context: FunctionContext, params: Params, order: Order): Promise<void> {
  const { lead_id } = params;
  const { agent_user } = context;
  const lead = await context.db
    .selectFrom('list')
    .select(['phone_number', 'alt_phone', 'address3', 'phone_code'])
    .where('lead_id', '=', Number(lead_id))
    .executeTakeFirst();
  if (!lead) {
    context.logValue = '';
    refuse('lead_id_not_valid', [agent_user, lead_id], lead_id);
  }
  if (params.alt_dial === 'SEARCH') {
    const match = NUMBERS.find(({ column }) => lead[column] === order.value);
    if (!match || order.value === '') {
      context.logValue = order.value;
      refuse(
        'lead_phone_search_not_found',
        [agent_user, order.value, lead_id, ''],
        `${order.value}|${lead_id}|`,
      );
    }
    order.alt_dial = match.label;
  }
  const chosen = NUMBERS.find(({ label }) => label === order.alt_dial) ?? NUMBERS[0];
  order.value = (lead[chosen.column] ?? '').replace(/\D/g, '');
  order.phone_code = lead.phone_code ?? '';
  if (order.value.length < 2) {
    context.logValue = order.value;
    refuse(
      'lead_phone_not_valid',
      [agent_user, order.value, lead_id, order.alt_dial],
      `${order.value}|${lead_id}|${order.alt_dial}`,
    );
  }
}

async function requireNotQueued(
  { db, agent_user }: FunctionContext,
  phone_number: string,
): Promise<void> {
  const queued = await db
    .selectFrom('manual_dial_queue')
    .select('mdq_id')
    .where('user', '=', agent_user)
    .where('phone_number', '=', phone_number)
    .limit(firstRow)
    .executeTakeFirst();
  if (queued) refuse('already_in_manual_dial_queue', [agent_user, phone_number]);
}
