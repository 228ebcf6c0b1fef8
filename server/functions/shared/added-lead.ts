/**
 * What an earlier attempt of `external_add_lead` has left in the tables. Its `api_log` row says
 * `number|list_id|lead_id` in `data`, and for a command with a key also `|campaign_id|key`.
 */
import { type Insertable, sql } from 'kysely';
import type { DialerTables } from '../../database/database.js';
import type { FunctionContext } from '../engine/api-function.js';

export type LeadRow = Insertable<DialerTables['list']>;

export interface AddedLead {
  readonly number: string;
  readonly list_id: number;
  readonly lead_id: number;
  readonly campaign_id: string;
  readonly agent_user: string;
}

/** Keys are remembered for this long, ms. */
const REMEMBERED_MS = 10 * 60_000;
const FUNCTION = 'external_add_lead';

/** @returns `api_log.data` */
export function leadLogData(lead: Omit<AddedLead, 'agent_user'>, key: string | undefined): string {
  const { number, list_id, lead_id, campaign_id } = lead;
  const added = `${number}|${list_id}|${lead_id}`;
  return key === undefined ? added : `${added}|${campaign_id}|${storedKey(key)}`;
}

/** @returns the lead that a command of this user with this key has added and logged */
export async function findLogged(
  context: FunctionContext,
  key: string,
): Promise<AddedLead | undefined> {
  const stored = storedKey(key);
  const end = `|${stored}`;
  const rows = await logOf(context)
    .select(['value', 'agent_user', 'data'])
    .where(sql`substr(${sql.ref('data')}, ${sql.lit(-end.length)})`, '=', end)
    .execute();
  for (const { value, agent_user, data } of rows) {
    const [list_id, lead_id, campaign_id, loggedKey] = fieldsOf(value, data);
    // the column may compare without letter case
    if (loggedKey !== stored || campaign_id === undefined) continue;
    return {
      number: value ?? '',
      list_id: Number(list_id),
      lead_id: Number(lead_id),
      campaign_id,
      agent_user: agent_user ?? '',
    };
  }
  return undefined;
}

/**
 * @returns of a row like this one, in each value, that was written since keys are remembered and
 *   that no command has logged: its lead_id
 */
export async function findUnlogged(
  context: FunctionContext,
  row: LeadRow,
): Promise<number | undefined> {
  const { installation } = context.connection;
  const { entry_date: _, last_local_call_time: __, ...written } = row;
  const columns = (Object.keys(written) as (keyof typeof written)[]).filter((column) =>
    installation.hasColumn('list', column),
  );
  const candidates = await context.db
    .selectFrom('list')
    .select(['lead_id', 'entry_date', 'last_local_call_time', ...columns])
    .where('phone_number', '=', row.phone_number ?? '')
    .where('entry_date', '>=', oldest(context))
    .orderBy('lead_id')
    .execute();
  const same = candidates.filter(
    (found) =>
      found.entry_date === found.last_local_call_time &&
      columns.every((column) => String(found[column]) === String(written[column])),
  );
  if (same.length === 0) return undefined;
  const logged = await logOf(context)
    .select(['value', 'data'])
    .where('value', '=', row.phone_number ?? '')
    .execute();
  const answered = new Set(logged.map(({ value, data }) => Number(fieldsOf(value, data)[1])));
  return same.find(({ lead_id }) => !answered.has(lead_id))?.lead_id;
}

function logOf(context: FunctionContext) {
  return context.db
    .selectFrom('api_log')
    .where('api_date', '>=', oldest(context))
    .where('user', '=', context.caller.user)
    .where('function', '=', FUNCTION)
    .where('result', '=', 'SUCCESS');
}

function oldest({ clock }: FunctionContext): string {
  return clock.localText(clock.nowMs() - REMEMBERED_MS);
}

/** What follows the number, which may itself hold a bar. */
function fieldsOf(number: string | null, data: string | null): string[] {
  return (data ?? '').slice((number ?? '').length + 1).split('|');
}

/** ASCII without bars, whatever the column can hold; usual keys stay as they are. */
function storedKey(key: string): string {
  return key.replace(
    /[^!-{}~]|%/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
