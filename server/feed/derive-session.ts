/**
 * One agent's rows as a session: the derived state in the order in which a dialler's own API
 * evaluates it (the last match wins), and when it began.
 */
import { AGENT_STATES, type AgentSession, type AgentState } from '../../protocol/agent-session.js';
import type { UserName } from './name-cache.js';
import { pendingOf } from './pending.js';
import { type AutoCallRow, type LiveAgentRow, shownLead } from './read-picture.js';

/** What stands beside an agent's row. */
export interface Surroundings {
  /** The `auto_calls` row of the agent's call. */
  readonly call: AutoCallRow | undefined;
  /** The customer waits in a parked channel. */
  readonly parked: boolean;
  /** Newest `last_call_time` of the agents in the same call; undefined: alone. */
  readonly sharedSince: string | undefined;
  readonly name: UserName;
  /** Number of the lead on screen, for when the call's row does not tell it. */
  readonly leadPhone: string;
  /** What was seen of this agent before. */
  readonly previous: AgentSession | undefined;
  readonly toEpochMs: (text: string | null) => number;
  /** Epoch ms. */
  readonly now: number;
}

const STATES: ReadonlySet<string> = new Set(AGENT_STATES);
/** A call's code is 20 characters; anything shorter than this is left over from something else. */
const RING_CALLERID_OVER = 18;
/** A channel's name or id that is shorter has not been filled yet. */
const TELEPHONY_ID_MIN = 5;

export function deriveSession(row: LiveAgentRow, around: Surroundings): AgentSession {
  const { call, name, toEpochMs, previous } = around;
  const state = deriveState(row, around);
  const callId = row.callerid ?? '';
  const direction = directionOf(callId);
  const stateChange = toEpochMs(row.last_state_change);
  return {
    agent_user: row.user ?? '',
    full_name: name.full_name,
    user_group: name.user_group,
    campaign_id: row.campaign_id ?? '',
    state,
    status: row.status ?? '',
    since:
      sinceOf(state, row, callId, around, stateChange) ||
      firstSeen(state, callId, previous, around.now),
    pause_code: row.pause_code ?? '',
    lead_id: shownLead(row),
    phone_number: call?.phone_number || around.leadPhone,
    call_id: callId,
    call_direction: direction,
    ingroup: direction === 'inbound' ? (call?.campaign_id ?? '') : '',
    calls_today: Number(row.calls_today),
    recording: Number(row.external_recording) > 0,
    session_id: row.conf_exten ?? '',
    server_ip: row.server_ip ?? '',
    pending: pendingOf(row, stateChange, around.now),
    last_update: toEpochMs(row.last_update_time),
  };
}

export function deriveState(
  row: LiveAgentRow,
  around: Pick<Surroundings, 'call' | 'parked' | 'sharedSince'>,
): AgentState {
  const status = row.status ?? '';
  if (status === 'INCALL') {
    if (around.parked) return 'PARK';
    const { call } = around;
    const comments = row.comments ?? '';
    // e-mails and chats have no telephone call whose row could go
    const hasCall = call !== undefined || comments.includes('CHAT') || comments.includes('EMAIL');
    if (!hasCall) return 'DEAD';
    if (call && comments === 'MANUAL' && !isConnected(call)) return 'DIAL';
    if (around.sharedSince !== undefined) return '3-WAY';
  }
  if (status === 'PAUSED') {
    if (Number(row.preview_lead_id) > 0) return 'PREVIEW';
    if (Number(row.lead_id) > 0) return 'DISPO';
  }
  if (row.on_hook_agent === 'Y' && (row.ring_callerid ?? '').length > RING_CALLERID_OVER) {
    return 'RING';
  }
  return STATES.has(status) ? (status as AgentState) : 'PAUSED';
}

function isConnected(call: AutoCallRow): boolean {
  return (
    (call.uniqueid ?? '').length >= TELEPHONY_ID_MIN ||
    (call.channel ?? '').length >= TELEPHONY_ID_MIN
  );
}

/** @returns epoch ms, 0 where the tables do not tell */
function sinceOf(
  state: AgentState,
  row: LiveAgentRow,
  callId: string,
  around: Surroundings,
  stateChange: number,
): number {
  switch (state) {
    case 'INCALL':
    case 'DIAL':
    case 'PARK':
      return around.toEpochMs(row.last_call_time);
    case '3-WAY':
      return around.toEpochMs(around.sharedSince ?? null);
    case 'QUEUE':
    case 'MQUEUE':
      // last_call_time and last_state_change are still those of what came before the call
      return firstSeen(state, callId, around.previous, around.now);
    default:
      return stateChange;
  }
}

function firstSeen(
  state: AgentState,
  callId: string,
  previous: AgentSession | undefined,
  now: number,
): number {
  return previous?.state === state && previous.call_id === callId ? previous.since : now;
}

function directionOf(callId: string): AgentSession['call_direction'] {
  switch (callId[0]) {
    case 'M':
      return 'manual';
    case 'V':
      return 'outbound';
    case 'Y':
    case 'J':
    case 'E':
      return 'inbound';
    default:
      return null;
  }
}
