/** A feed on an embedded database, and clients that keep the picture they are told. */
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import type { AgentChange, QueueChange } from '../../protocol/messages.js';
import { connectDatabase, type DatabaseConnection } from '../../server/database/connect.js';
import type { EncodedFrame } from '../../server/feed/frame.js';
import type { AutoCallRow, LiveAgentRow } from '../../server/feed/read-picture.js';
import type { Sink } from '../../server/feed/sink.js';
import { createView, type View } from '../../server/feed/view.js';

export const NOW = Date.parse('2026-03-02T12:00:00Z');

/** A paused agent's row; times are UTC. */
export function agentRow(values: Partial<LiveAgentRow> = {}): LiveAgentRow {
  return {
    live_agent_id: 1,
    user: '1000',
    server_ip: '10.0.0.1',
    conf_exten: '8600051',
    status: 'PAUSED',
    lead_id: 0,
    campaign_id: 'TEST',
    callerid: '',
    comments: '',
    last_call_time: '2026-03-02 11:00:00',
    last_update_time: '2026-03-02 11:59:59',
    last_state_change: '2026-03-02 11:30:00',
    calls_today: 3,
    pause_code: 'LUNCH',
    preview_lead_id: 0,
    on_hook_agent: 'N',
    ring_callerid: '',
    manager_ingroup_set: 'N',
    external_hangup: '0',
    external_status: '',
    external_pause: '',
    external_pause_code: '',
    external_dial: '',
    external_dtmf: '',
    external_transferconf: '',
    external_park: '',
    external_recording: '',
    external_update_fields: '0',
    external_update_fields_data: '',
    external_timer_action: '',
    external_lead_id: 0,
    external_ingroups: null,
    ...values,
  };
}

export function callRow(values: Partial<AutoCallRow> = {}): AutoCallRow {
  return {
    auto_call_id: 1,
    callerid: 'V3021130000000000042',
    status: 'XFER',
    campaign_id: 'TEST',
    call_type: 'OUT',
    phone_number: '3125550042',
    uniqueid: '1772450000.42',
    channel: 'SIP/carrier-00000042',
    call_time: '2026-03-02 11:59:00',
    stage: 'XFER-3',
    ...values,
  };
}

export function session(values: Partial<AgentSession> = {}): AgentSession {
  return {
    agent_user: '1000',
    full_name: 'Agent 1000',
    user_group: 'AGENTS',
    campaign_id: 'TEST',
    state: 'READY',
    status: 'READY',
    since: NOW,
    pause_code: '',
    lead_id: 0,
    phone_number: '',
    call_id: '',
    call_direction: null,
    ingroup: '',
    calls_today: 0,
    recording: false,
    session_id: '8600051',
    server_ip: '10.0.0.1',
    pending: {},
    last_update: NOW,
    ...values,
  };
}

export const utc = (text: string | null): number =>
  text ? Date.parse(`${text.replace(' ', 'T')}Z`) : 0;

export interface Rights {
  agents?: string[] | '*';
  campaigns?: string[] | '*';
  user_groups?: string[] | '*';
  redact?: boolean;
}

export function viewOf(rights: Rights, filter = {}): View {
  const names = (list: string[] | '*' | undefined) => (list === '*' ? '*' : new Set(list));
  return createView(
    {
      agents: names(rights.agents),
      campaigns: names(rights.campaigns),
      user_groups: names(rights.user_groups),
      redact: rights.redact ?? false,
    },
    filter,
  );
}

export const ALL = viewOf({ agents: '*' });

interface Params {
  subscription: string;
  epoch: number;
  revision: number;
  changes: unknown[];
}

/** Takes frames as a client would, and can pretend to be slow. */
export class TestSink implements Sink {
  buffered = 0;
  readonly frames: { method: string; params: Params }[] = [];
  private drained: (() => void)[] = [];

  send(frame: EncodedFrame): void {
    const { method, params } = JSON.parse(frame.text);
    this.frames.push({ method, params });
  }

  onDrain(callback: () => void): void {
    this.drained.push(callback);
  }

  drain(): void {
    this.buffered = 0;
    for (const callback of this.drained.splice(0)) callback();
  }

  /** All changes so far, in order. */
  changes<T = AgentChange>(method = 'agents_changed'): T[] {
    return this.frames
      .filter((frame) => frame.method === method)
      .flatMap((frame) => frame.params.changes as T[]);
  }
}

/** The picture that a client holds after a snapshot and what followed. */
export function applyChanges(
  picture: Map<string, AgentSession>,
  changes: readonly AgentChange[],
): void {
  for (const change of changes) {
    const held = picture.get(change.agent_user);
    if ('added' in change) {
      if (held) throw new Error(`${change.agent_user} was added twice`);
      picture.set(change.agent_user, change.added);
    } else if ('removed' in change) {
      if (!picture.delete(change.agent_user)) throw new Error(`${change.agent_user} was not there`);
    } else {
      if (!held) throw new Error(`${change.agent_user} changed and was not there`);
      picture.set(change.agent_user, { ...held, ...change.set });
    }
  }
}

export type { Queue, QueueChange };

export async function openDatabase(): Promise<DatabaseConnection> {
  return connectDatabase({ url: 'sqlite::memory:', tablePrefix: '', create: true });
}

export async function logIn(
  { db, clock }: DatabaseConnection,
  user: string,
  values: Record<string, string | number> = {},
): Promise<void> {
  const now = clock.moment().now;
  await db
    .insertInto('live_agents')
    .values({
      user,
      server_ip: '10.0.0.1',
      conf_exten: `8600${user}`,
      extension: `SIP/${user}`,
      status: 'PAUSED',
      lead_id: 0,
      campaign_id: 'TEST',
      callerid: '',
      comments: '',
      last_call_time: now,
      last_call_finish: now,
      last_state_change: now,
      ...values,
    })
    .execute();
}

export async function setAgent(
  { db }: DatabaseConnection,
  user: string,
  values: Record<string, string | number>,
): Promise<void> {
  await db.updateTable('live_agents').set(values).where('user', '=', user).execute();
}

export async function until(condition: () => boolean, what: string, ms = 3_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await pause(2);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** One turn of the event loop: subscriptions are open afterwards. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
