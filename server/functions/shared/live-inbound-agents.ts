/** `live_inbound_agents`: which in-groups may give an agent calls now, and by what weight. */
import type { Engine, Queryable } from '../../database/database.js';
import { keyOf } from './ingroup-list.js';

/** Names in one statement at most: engines bound the values that they take. */
const BATCH = 500;

/** Taken over from the agent's settings for the in-group, on insert and on update. */
const SETTINGS = [
  'group_weight',
  'calls_today',
  'group_grade',
  'calls_today_filtered',
  'daily_limit',
] as const;

type Settings = Record<(typeof SETTINGS)[number], number>;
type Stored = { readonly [K in keyof Settings]: number | null } & {
  readonly group_id: string | null;
};

/** What an agent without settings for the in-group gets: no grade, as in the original. */
const NONE: Settings = {
  group_weight: 0,
  calls_today: 0,
  group_grade: 0,
  calls_today_filtered: 0,
  daily_limit: -1,
};

/**
 * Gives the agent a row for each in-group: new ones begin now, others keep their times.
 * @param now `YYYY-MM-DD HH:MM:SS`, the database's local time
 */
export async function joinIngroups(
  db: Queryable,
  engine: Engine,
  agent_user: string,
  groups: readonly string[],
  now: string,
): Promise<void> {
  if (groups.length === 0) return;
  const settings = byGroup(await readRows(db, 'inbound_group_agents', agent_user));
  const present = byGroup(await readRows(db, 'live_inbound_agents', agent_user));
  const missing: string[] = [];
  for (const group_id of groups) {
    const wanted = settingsOf(settings.get(keyOf(group_id)));
    const row = present.get(keyOf(group_id));
    if (!row) missing.push(group_id);
    else if (SETTINGS.some((name) => row[name] !== wanted[name])) {
      await db
        .updateTable('live_inbound_agents')
        .set(wanted)
        .where('user', '=', agent_user)
        .where('group_id', '=', group_id)
        .execute();
    }
  }
  for (const batch of batches(missing)) {
    const insert = db.insertInto('live_inbound_agents').values(
      batch.map((group_id) => ({
        user: agent_user,
        group_id,
        ...settingsOf(settings.get(keyOf(group_id))),
        last_call_time: now,
        last_call_finish: now,
        last_call_time_filtered: now,
        last_call_finish_filtered: now,
      })),
    );
    // the agent's screen may have written the same row meanwhile
    await (engine === 'mysql' ? insert.ignore() : insert.orIgnore()).execute();
  }
}

/** Takes the agent out of the in-groups. */
export async function leaveIngroups(
  db: Queryable,
  agent_user: string,
  groups: readonly string[],
): Promise<void> {
  for (const batch of batches(groups)) {
    await db
      .deleteFrom('live_inbound_agents')
      .where('user', '=', agent_user)
      .where('group_id', 'in', batch)
      .execute();
  }
}

function readRows(
  db: Queryable,
  table: 'inbound_group_agents' | 'live_inbound_agents',
  agent_user: string,
): Promise<Stored[]> {
  return db
    .selectFrom(table)
    .select(['group_id', ...SETTINGS])
    .where('user', '=', agent_user)
    .execute();
}

function byGroup(rows: readonly Stored[]): Map<string, Stored> {
  return new Map(rows.map((row) => [keyOf(row.group_id ?? ''), row]));
}

function settingsOf(row: Stored | undefined): Settings {
  const settings = { ...NONE };
  for (const name of SETTINGS) settings[name] = row?.[name] ?? NONE[name];
  return settings;
}

function* batches(groups: readonly string[]): Generator<string[]> {
  for (let at = 0; at < groups.length; at += BATCH) yield groups.slice(at, at + BATCH);
}
