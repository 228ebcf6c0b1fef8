/**
 * `change_ingroups`: sets live_agents.external_ingroups and the agent's live_inbound_agents rows,
 * with set_as_default also the agent's row of users (answers, section 11).
 */
import { changeIngroups as definition } from '../../protocol/functions/change-ingroups.js';
import type { Queryable } from '../database/database.js';
import { firstRow } from '../database/first-row.js';
import { withAgentLock } from './engine/agent-lock.js';
import { refuse } from './engine/api-error.js';
import {
  type CleanedParams,
  type FunctionContext,
  type LooseParams,
  serveFunction,
} from './engine/api-function.js';
import {
  eachOnce,
  keyOf,
  namesOf,
  withLeadingSpace,
  withNames,
  withoutNames,
} from './shared/ingroup-list.js';
import { notLoggedIn, readLiveAgent, updateLiveAgent } from './shared/live-agent.js';
import { joinIngroups, leaveIngroups } from './shared/live-inbound-agents.js';

type Params = CleanedParams<typeof definition.params>;

/** Bytes of a column of type text. */
const STORED_MAX = 65_535;
/** Columns that only log are cut to their size. */
const IP_ADDRESS_SIZE = 15;
const BY_HAND = ['MANUAL', 'INBOUND_MAN'];

export const changeIngroups = serveFunction(definition, {
  cleanValue: (value) => value.replace(/[^A-Z]/g, ''),
  notValid,
  async apply(context, params) {
    const { agent_user, connection } = context;
    const { value, blended, ingroup_choices } = params;
    const { campaign_id } = await readLiveAgent(context, ['campaign_id']);
    await requireRights(context, blended, campaign_id ?? '');
    await requireIngroups(context, ingroup_choices);
    if (value !== 'CHANGE' && ingroup_choices === '') {
      refuse('ingroup_choices_required', [value, ''], `${value}|`);
    }
    const list = await context.transaction((db) =>
      withAgentLock(db, connection.engine, agent_user, () => change(context, params, db)),
    );
    const isDefault = params.set_as_default === 'YES';
    return {
      message: 'change_ingroups function set',
      fields: [blended, list, agent_user],
      logData: [list, blended, isDefault ? 'User settings set as default' : ''].join('|'),
      data: { blended, ingroups: namesOf(list), agent_user, set_as_default: isDefault },
    };
  },
});

function notValid({ value = '', blended = '', ingroup_choices = '' }: LooseParams) {
  return {
    fields: [blended, ingroup_choices],
    logData: `${value}|${blended}|${ingroup_choices}`,
  };
}

async function requireRights(
  { db, agent_user, caller, user }: FunctionContext,
  blended: Params['blended'],
  campaign_id: string,
): Promise<void> {
  const campaign = await db
    .selectFrom('campaigns')
    .select(['campaign_allow_inbound', 'dial_method'])
    .where('campaign_id', '=', campaign_id)
    .limit(firstRow)
    .executeTakeFirst();
  if (campaign?.campaign_allow_inbound !== 'Y') refuse('inbound_not_allowed', [agent_user]);
  if (user.change_agent_campaign !== '1') refuse('change_ingroups_not_allowed', [caller.user]);
  if (blended === 'YES' && BY_HAND.includes(campaign.dial_method ?? '')) {
    refuse('outbound_autodial_not_allowed', [agent_user, blended], blended);
  }
}

/** Active or not, allowed by the campaign or not: an in-group has only to exist. */
async function requireIngroups(
  { db }: FunctionContext,
  ingroup_choices: Params['ingroup_choices'],
): Promise<void> {
  const names = namesOf(ingroup_choices);
  if (names.length === 0) return;
  const rows = await db.selectFrom('inbound_groups').select('group_id').execute();
  const existing = new Set(rows.map(({ group_id }) => keyOf(group_id)));
  const unknown = names.find((name) => !existing.has(keyOf(name)));
  if (unknown !== undefined) {
    refuse('ingroup_does_not_exist', [unknown, ingroup_choices], `${unknown}|${ingroup_choices}`);
  }
}

/** @returns the new list, written */
async function change(context: FunctionContext, params: Params, db: Queryable): Promise<string> {
  const { agent_user, caller, connection, moment } = context;
  const { current, base } = await readLists(context, db);
  const list = newList(params, base);
  if (Buffer.byteLength(list) > STORED_MAX) {
    const { fields, logData } = notValid(params);
    refuse('change_ingroups_not_valid', fields, logData);
  }
  await updateLiveAgent(
    context,
    {
      external_ingroups: list,
      external_blended: params.blended === 'YES' ? '1' : '0',
      external_igb_set_user: caller.user,
      manager_ingroup_set: 'SET',
    },
    db,
  );
  const groups = namesOf(list);
  const kept = new Set(groups.map(keyOf));
  const left = eachOnce([...namesOf(current), ...namesOf(base)]).filter(
    (name) => !kept.has(keyOf(name)),
  );
  await joinIngroups(db, connection.engine, agent_user, groups, moment.now);
  await leaveIngroups(db, agent_user, left);
  if (params.set_as_default === 'YES') await setDefault(context, params, list, db);
  return list;
}

/**
 * @returns the in-groups that the agent has, and those on which ADD and REMOVE build: a change
 *   that the agent's screen has not taken yet counts
 */
async function readLists(context: FunctionContext, db: Queryable) {
  const { agent_user, connection } = context;
  const row = await db
    .selectFrom('live_agents')
    .select(['closer_campaigns', 'external_ingroups', 'manager_ingroup_set'])
    .where('user', '=', agent_user)
    .limit(firstRow)
    .$if(connection.engine === 'mysql', (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) notLoggedIn(context);
  const current = row.closer_campaigns ?? '';
  const isPending = row.manager_ingroup_set === 'SET';
  return { current, base: isPending ? (row.external_ingroups ?? '') : current };
}

function newList({ value, ingroup_choices }: Params, base: string): string {
  switch (value) {
    case 'CHANGE':
      return withLeadingSpace(ingroup_choices);
    case 'ADD':
      return withNames(base, namesOf(ingroup_choices));
    case 'REMOVE':
      return withoutNames(base, namesOf(ingroup_choices));
  }
}

async function setDefault(
  { agent_user, caller, moment }: FunctionContext,
  { blended }: Params,
  closer_campaigns: string,
  db: Queryable,
): Promise<void> {
  const closer_default_blended = blended === 'YES' ? '1' : '0';
  await db
    .updateTable('users')
    .set({ closer_campaigns, closer_default_blended })
    .where('user', '=', agent_user)
    .execute();
  await db
    .insertInto('admin_log')
    .values({
      event_date: moment.now,
      user: caller.user,
      ip_address: caller.ip.slice(0, IP_ADDRESS_SIZE),
      event_section: 'USERS',
      event_type: 'MODIFY',
      record_id: agent_user,
      event_code: 'API MODIFY USER',
      event_sql: `closer_campaigns:${closer_campaigns}|closer_default_blended:${closer_default_blended}`,
      event_notes: '',
    })
    .execute();
}
