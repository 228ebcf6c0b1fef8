/**
 * `external_add_lead`: inserts a row into `list`, for the manual dial list of the agent's campaign
 * (answers, section 10). The number is `value`, or `phone_number` where that is not sent. Once for
 * each key, also when nobody remembers the first attempt: what that has left is looked for.
 */
import { externalAddLead as definition } from '../../protocol/functions/external-add-lead.js';
import { LEAD_FIELDS } from '../../protocol/functions/lead-fields.js';
import type { Database } from '../database/database.js';
import { firstRow } from '../database/first-row.js';
import { isDatabaseError, isDatabaseUnavailable } from '../database/unavailable.js';
import { ApiError, refuse } from './engine/api-error.js';
import {
  type CleanedParams,
  type FunctionContext,
  type LooseParams,
  serveFunction,
} from './engine/api-function.js';
import { KeyedLock } from './engine/keyed-lock.js';
import {
  type AddedLead,
  findLogged,
  findUnlogged,
  type LeadRow,
  leadLogData,
} from './shared/added-lead.js';
import { leadColumns } from './shared/lead-columns.js';
import { readLiveAgent } from './shared/live-agent.js';

type Params = CleanedParams<typeof definition.params>;

export const externalAddLead = serveFunction(definition, {
  async before(context, params) {
    context.logValue = numberOf(params);
  },
  check: (params) =>
    numberOf(params).length < 2
      ? [{ path: 'phone_number', message: 'needs 2 characters or more' }]
      : [],
  notValid(params) {
    const { phone_code = '', agent_user = '', alt_user = '' } = params;
    const number = numberOf(params);
    return {
      fields: [number, phone_code, agent_user, alt_user],
      logData: `${number}|${phone_code}`,
    };
  },
  permissionFields: ({ caller, user }, params) => [
    numberOf(params),
    caller.user,
    definition.name,
    user.user_group ?? '',
  ],
  async apply(context, params) {
    const { agent_user, key } = context;
    if (key?.mayBeDone) {
      const logged = await findLogged(context, key.text);
      if (logged) return { ...success(logged, key.text), isRepeated: true };
    }
    const number = numberOf(params);
    const live = await readLiveAgent(context, ['campaign_id']);
    const campaign_id = live.campaign_id ?? '';
    const campaign = await readCampaign(context, campaign_id);
    if (!campaign) refuse('manual_dial_list_undefined', [number, campaign_id, agent_user]);

    const list_id = campaign.manual_dial_list_id ?? '';
    const row = leadRow(context, params, Number(list_id));
    await ownTurn(context, row);
    let lead_id = key?.mayBeDone ? await findUnlogged(context, row) : undefined;
    if (lead_id === undefined) {
      await refuseListedNumber(context, params, campaign_id, campaign.use_other_campaign_dnc ?? '');
      lead_id = await insertLead(context, row);
    }
    if (lead_id === undefined) {
      refuse(
        'lead_insertion_failed',
        [number, campaign_id, String(list_id), agent_user],
        `${number}|${list_id}|`,
      );
    }
    return success(
      { number, campaign_id, list_id: Number(list_id), lead_id, agent_user },
      key?.text,
    );
  },
});

function numberOf({ value = '', phone_number = '' }: LooseParams): string {
  return value || phone_number;
}

function readCampaign({ db }: FunctionContext, campaign_id: string) {
  return db
    .selectFrom('campaigns')
    .select(['manual_dial_list_id', 'use_other_campaign_dnc'])
    .where('campaign_id', '=', campaign_id)
    .limit(firstRow)
    .executeTakeFirst();
}

/** Both lists are asked, and each that has the number says so, before the command ends. */
async function refuseListedNumber(
  context: FunctionContext,
  params: Params,
  campaign_id: string,
  use_other_campaign_dnc: string,
): Promise<void> {
  const { agent_user } = context;
  const number = numberOf(params);
  let found: 'phone_number_in_dnc' | 'phone_number_in_campaign_dnc' | undefined;
  if (isOn(params.dnc_check) && (await isInDnc(context, number))) {
    found = 'phone_number_in_dnc';
    context.remark(found, [number, agent_user], { logData: number });
  }
  const searched = use_other_campaign_dnc || campaign_id;
  if (isOn(params.campaign_dnc_check) && (await isInCampaignDnc(context, number, searched))) {
    found = 'phone_number_in_campaign_dnc';
    context.remark(found, [number, campaign_id, agent_user], {
      logData: `${number}|${campaign_id}`,
    });
  }
  if (found) throw new ApiError(found, { silent: true });
}

function isOn(check: string): boolean {
  return check === 'YES' || check === 'Y';
}

async function isInDnc({ db }: FunctionContext, phone_number: string): Promise<boolean> {
  const row = await db
    .selectFrom('dnc')
    .select('phone_number')
    .where('phone_number', '=', phone_number)
    .limit(firstRow)
    .executeTakeFirst();
  return row !== undefined;
}

async function isInCampaignDnc(
  { db }: FunctionContext,
  phone_number: string,
  campaign_id: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('campaign_dnc')
    .select('phone_number')
    .where('phone_number', '=', phone_number)
    .where('campaign_id', '=', campaign_id)
    .limit(firstRow)
    .executeTakeFirst();
  return row !== undefined;
}

function leadRow({ caller, moment }: FunctionContext, params: Params, list_id: number): LeadRow {
  const fields = Object.fromEntries(LEAD_FIELDS.map((name) => [name, params[name]]));
  return {
    ...leadColumns(fields),
    phone_number: numberOf(params),
    vendor_lead_code: params.vendor_id || params.vendor_lead_code,
    list_id,
    status: 'NEW',
    user: caller.user,
    called_since_last_reset: 'N',
    entry_date: moment.now,
    last_local_call_time: moment.now,
  };
}

const turns = new WeakMap<Database, KeyedLock>();

/** A lead that another command has inserted and not logged yet must not be taken for one that was left. */
async function ownTurn(context: FunctionContext, row: LeadRow): Promise<void> {
  const { entry_date: _, last_local_call_time: __, ...lead } = row;
  let ofDatabase = turns.get(context.db);
  if (!ofDatabase) {
    ofDatabase = new KeyedLock();
    turns.set(context.db, ofDatabase);
  }
  const { ready, end } = ofDatabase.take(JSON.stringify(lead), context.key?.mayBeDone ?? false);
  context.atEnd(end);
  await ready;
}

/** @returns the new lead_id; undefined when the database refuses the row */
async function insertLead({ db }: FunctionContext, row: LeadRow): Promise<number | undefined> {
  try {
    const { insertId } = await db.insertInto('list').values(row).executeTakeFirst();
    return insertId === undefined ? undefined : Number(insertId);
  } catch (error) {
    if (!isDatabaseError(error) || isDatabaseUnavailable(error)) throw error;
    return undefined;
  }
}

function success(lead: AddedLead, key: string | undefined) {
  const { number, campaign_id, list_id, lead_id, agent_user } = lead;
  return {
    message: 'lead added',
    fields: [number, campaign_id, String(list_id), String(lead_id), agent_user],
    logData: leadLogData(lead, key),
    data: { value: number, campaign_id, list_id, lead_id, agent_user },
  };
}
