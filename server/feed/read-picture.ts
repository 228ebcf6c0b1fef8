/**
 * Reads what the feed needs, one query set whatever the number of clients: `auto_calls`, then
 * `live_agents` beside `parked_channels`; names and numbers only when they are not known yet.
 */
import type { CompiledQuery } from 'kysely';
import type { DatabaseConnection } from '../database/connect.js';
import { fold } from './fold.js';
import { NameCache, type UserName } from './name-cache.js';
import { PackedRows } from './packed-rows.js';
import { paddedChunks } from './padded.js';
import { PhoneCache } from './phone-cache.js';

export const AGENT_COLUMNS = [
  'live_agent_id',
  'user',
  'server_ip',
  'conf_exten',
  'status',
  'lead_id',
  'campaign_id',
  'callerid',
  'comments',
  'last_call_time',
  'last_update_time',
  'last_state_change',
  'calls_today',
  'pause_code',
  'preview_lead_id',
  'on_hook_agent',
  'ring_callerid',
  'manager_ingroup_set',
  'external_hangup',
  'external_status',
  'external_pause',
  'external_pause_code',
  'external_dial',
  'external_dtmf',
  'external_transferconf',
  'external_park',
  'external_recording',
  'external_update_fields',
  'external_update_fields_data',
  'external_timer_action',
  'external_lead_id',
  'external_ingroups',
] as const;

export const CALL_COLUMNS = [
  'auto_call_id',
  'callerid',
  'status',
  'campaign_id',
  'call_type',
  'phone_number',
  'uniqueid',
  'channel',
  'call_time',
  'stage',
] as const;

const AGENT_NUMBERS = [
  'live_agent_id',
  'lead_id',
  'calls_today',
  'preview_lead_id',
  'external_lead_id',
] as const;

/** Number columns may be null where an installation lacks them. */
type NumberColumn = (typeof AGENT_NUMBERS)[number];

export type LiveAgentRow = {
  [K in Exclude<(typeof AGENT_COLUMNS)[number], NumberColumn>]: string | null;
} & {
  [K in NumberColumn]: number | null;
};

export type AutoCallRow = {
  [K in Exclude<(typeof CALL_COLUMNS)[number], 'auto_call_id'>]: string | null;
} & {
  auto_call_id: number;
};

/** The tables as they stood at one moment. */
export interface Picture {
  /**
   * Agents, by folded name, whose rows were read; all others' rows are those of an earlier moment.
   * Undefined: every row was read.
   */
  readonly only?: ReadonlySet<string> | undefined;
  /** One row an agent. */
  readonly agents: readonly LiveAgentRow[];
  readonly calls: readonly AutoCallRow[];
  readonly callOf: ReadonlyMap<string, AutoCallRow>;
  /** `callerid`s with a parked channel. */
  readonly parked: ReadonlySet<string>;
  nameOf(user: string): UserName;
  /** @returns the lead's number, empty when it has none */
  phoneOf(leadId: number): string;
}

export interface ReaderOptions {
  /** How long names and numbers are remembered, ms. */
  readonly rememberMs?: number;
}

const REMEMBER_MS = 30_000;

export class PictureReader {
  private readonly agents: PackedRows<LiveAgentRow>;
  private readonly calls: PackedRows<AutoCallRow>;
  private readonly parkedQuery: CompiledQuery<{ channel_group: string | null }> | undefined;
  private readonly names: NameCache;
  private readonly phones: PhoneCache;
  /** Calls that agents hold and that had no row last time either. */
  private missing: ReadonlySet<string> = new Set();
  /** What was read last, by folded name; undefined: nothing yet. */
  private last: Map<string, LiveAgentRow> | undefined;

  constructor(
    private readonly connection: DatabaseConnection,
    options: ReaderOptions = {},
  ) {
    const { db, installation } = connection;
    const rememberMs = options.rememberMs ?? REMEMBER_MS;
    this.agents = new PackedRows<LiveAgentRow>(connection, {
      table: 'live_agents',
      key: 'live_agent_id',
      columns: AGENT_COLUMNS,
      numbers: AGENT_NUMBERS,
      beat: 'last_update_time',
    });
    this.calls = new PackedRows<AutoCallRow>(connection, {
      table: 'auto_calls',
      key: 'auto_call_id',
      columns: CALL_COLUMNS,
      numbers: ['auto_call_id'],
    });
    if (installation.hasTable('parked_channels')) {
      this.parkedQuery = db.selectFrom('parked_channels').select('channel_group').compile();
    }
    this.names = new NameCache(connection, rememberMs);
    this.phones = new PhoneCache(connection, rememberMs);
  }

  /**
   * @param only names of agents: no other agent's row is read, unless one of these is not found
   * @throws the database's error
   */
  async read(only?: ReadonlySet<string>): Promise<Picture> {
    const some = only && this.last ? await this.readSome(only, this.last) : undefined;
    return some ?? this.readAll();
  }

  private async readAll(): Promise<Picture> {
    const { db, clock } = this.connection;
    const now = clock.nowMs();
    clock.moment(); // has the offset from UTC measured again when that is due
    // Calls before agents: a call's row goes before its agent is told, so that an agent who hangs
    // up between the two reads never looks as if the customer had left.
    const calls = await this.calls.read();
    const [agents, parked] = await Promise.all([
      this.agents.read(),
      this.parkedQuery ? db.executeQuery(this.parkedQuery) : undefined,
      this.names.refresh(now),
    ]);
    const callOf = byCallerId(calls);
    const rows = oneRowPerAgent(agents);
    this.missing = await this.complete(rows.values(), calls, callOf, now);
    this.last = rows;
    return this.picture(rows, calls, callOf, parked?.rows ?? []);
  }

  /**
   * For a bell that names agents: a floor of a thousand is not read for one of them.
   * @returns undefined when one of them has no row (any more), or is written in another way
   */
  private async readSome(
    only: ReadonlySet<string>,
    last: ReadonlyMap<string, LiveAgentRow>,
  ): Promise<Picture | undefined> {
    const { db, clock } = this.connection;
    const now = clock.nowMs();
    const calls = await this.calls.read();
    const [agents, parked] = await Promise.all([
      this.agents.readSome('user', [...only]),
      this.parkedQuery ? db.executeQuery(this.parkedQuery) : undefined,
    ]);
    const fresh = oneRowPerAgent(agents);
    const names = new Set([...only].map(fold));
    for (const name of names) if (!fresh.has(name)) return undefined;
    const callOf = byCallerId(calls);
    await this.complete(fresh.values(), calls, callOf, now);
    const rows = new Map([...last, ...fresh]);
    this.last = rows;
    return { ...this.picture(rows, calls, callOf, parked?.rows ?? []), only: names };
  }

  /** Loads what the rows need and is not known. @returns calls that agents hold and have no row */
  private async complete(
    agents: Iterable<LiveAgentRow>,
    calls: AutoCallRow[],
    callOf: Map<string, AutoCallRow>,
    now: number,
  ): Promise<ReadonlySet<string>> {
    const rows = [...agents];
    const [missing] = await Promise.all([
      this.findNewCalls(rows, calls, callOf),
      this.names.load(rows, now),
    ]);
    await this.phones.load(leadsWithoutCall(rows, callOf), now);
    return missing;
  }

  private picture(
    agents: ReadonlyMap<string, LiveAgentRow>,
    calls: readonly AutoCallRow[],
    callOf: ReadonlyMap<string, AutoCallRow>,
    parked: readonly { channel_group: string | null }[],
  ): Picture {
    const parkedCalls = new Set<string>();
    for (const { channel_group } of parked) if (channel_group) parkedCalls.add(channel_group);
    return {
      agents: [...agents.values()],
      calls,
      callOf,
      parked: parkedCalls,
      nameOf: (user) => this.names.get(user),
      phoneOf: (leadId) => this.phones.get(leadId),
    };
  }

  /**
   * Looks again for calls that began after the calls were read; each is asked for once.
   * @returns those that are missing still
   */
  private async findNewCalls(
    agents: readonly LiveAgentRow[],
    calls: AutoCallRow[],
    callOf: Map<string, AutoCallRow>,
  ): Promise<ReadonlySet<string>> {
    const missing = new Set<string>();
    const unexplained: string[] = [];
    for (const { status, callerid } of agents) {
      if (status !== 'INCALL' || !callerid || callOf.has(callerid)) continue;
      missing.add(callerid);
      if (!this.missing.has(callerid)) unexplained.push(callerid);
    }
    for (const callerids of paddedChunks(unexplained)) {
      const found = await this.connection.db
        .selectFrom('auto_calls')
        .select(CALL_COLUMNS)
        .where('callerid', 'in', callerids)
        .execute();
      for (const call of found as AutoCallRow[]) {
        calls.push(call);
        if (call.callerid) {
          callOf.set(call.callerid, call);
          missing.delete(call.callerid);
        }
      }
    }
    return missing;
  }
}

/** A second login deletes the row of the first; should both stand, the later one counts. */
function oneRowPerAgent(rows: readonly LiveAgentRow[]): Map<string, LiveAgentRow> {
  const byUser = new Map<string, LiveAgentRow>();
  for (const row of rows) {
    if (!row.user) continue;
    const key = fold(row.user);
    const other = byUser.get(key);
    if (!other || Number(other.live_agent_id) < Number(row.live_agent_id)) byUser.set(key, row);
  }
  return byUser;
}

function byCallerId(calls: readonly AutoCallRow[]): Map<string, AutoCallRow> {
  const found = new Map<string, AutoCallRow>();
  for (const call of calls) if (call.callerid) found.set(call.callerid, call);
  return found;
}

function leadsWithoutCall(
  agents: readonly LiveAgentRow[],
  callOf: ReadonlyMap<string, AutoCallRow>,
): Set<number> {
  const leads = new Set<number>();
  for (const row of agents) {
    const lead = shownLead(row);
    if (lead > 0 && !(row.callerid && callOf.get(row.callerid)?.phone_number)) leads.add(lead);
  }
  return leads;
}

/** @returns the lead on the agent's screen, 0 for none */
export function shownLead(row: LiveAgentRow): number {
  const previewed = Number(row.preview_lead_id);
  return row.status === 'PAUSED' && previewed > 0 ? previewed : Number(row.lead_id);
}
