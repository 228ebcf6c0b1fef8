/** What the element tells its page. All of them bubble and cross shadow roots. */
import type { AgentSession, AgentState } from '../protocol/agent-session.js';
import type { ConnectionState, HubError } from '../protocol/client.js';
import type { FunctionName } from '../protocol/functions/index.js';
import type { FunctionResult } from '../protocol/messages.js';

class ViciEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail) {
    super(type, { detail, bubbles: true, composed: true });
  }
}

export interface ReadyDetail {
  agent_user: string;
  /** Null: the agent is not logged in to the dialler. */
  session: AgentSession | null;
}
/** The element is connected and knows the agent's session: once for each `agent-user`. */
export class ViciReadyEvent extends ViciEvent<ReadyDetail> {
  constructor(detail: ReadyDetail) {
    super('vici-ready', detail);
  }
}

export interface StateChangedDetail {
  agent_user: string;
  /** Null: not logged in. */
  state: AgentState | null;
  previous: AgentState | null;
  pause_code: string;
  /** Start of the state at the hub, epoch ms. */
  since: number;
  session: AgentSession | null;
}
/** The agent's state or pause code is another one. */
export class ViciStateChangedEvent extends ViciEvent<StateChangedDetail> {
  constructor(detail: StateChangedDetail) {
    super('vici-state-changed', detail);
  }
}

export interface CallDetail {
  agent_user: string;
  /** The dialler's code of this call. */
  call_id: string;
  /** 0: not known (yet). */
  lead_id: number;
  phone_number: string;
  direction: AgentSession['call_direction'];
  /** Empty: not an inbound call. */
  ingroup: string;
  campaign_id: string;
}
export interface CallStartedDetail extends CallDetail {
  /** The call was under way already when the element connected. */
  resumed: boolean;
}
/** Screen pop: a call reaches the agent, or one is dialled. */
export class ViciCallStartedEvent extends ViciEvent<CallStartedDetail> {
  constructor(detail: CallStartedDetail) {
    super('vici-call-started', detail);
  }
}

export interface CallEndedDetail extends CallDetail {
  /** From when this element first saw the call, ms. */
  duration_ms: number;
}
/** The agent's call is over; a disposition may follow. */
export class ViciCallEndedEvent extends ViciEvent<CallEndedDetail> {
  constructor(detail: CallEndedDetail) {
    super('vici-call-ended', detail);
  }
}

export interface DispositionDetail {
  agent_user: string;
  lead_id: number;
  phone_number: string;
  /** Null: chosen on the agent screen, which does not tell. */
  status: string | null;
  status_name: string | null;
  /** `YYYY-MM-DD HH:MM:SS` in the dialler's time; null: no callback. */
  callback_datetime: string | null;
}
/** The dialler has saved the outcome of the call. */
export class ViciDispositionEvent extends ViciEvent<DispositionDetail> {
  constructor(detail: DispositionDetail) {
    super('vici-disposition', detail);
  }
}

export interface CommandDetail {
  agent_user: string;
  function: FunctionName;
  params: Readonly<Record<string, unknown>>;
  /** What the hub answered; absent: it refused. */
  result?: FunctionResult;
  error?: HubError;
}
/** A command was answered. */
export class ViciCommandEvent extends ViciEvent<CommandDetail> {
  constructor(detail: CommandDetail) {
    super('vici-command', detail);
  }
}

export interface ConnectionDetail {
  state: ConnectionState;
  reason?: string;
  /** When the next attempt begins, ms from now. */
  retry_in_ms?: number;
}
export class ViciConnectionEvent extends ViciEvent<ConnectionDetail> {
  constructor(detail: ConnectionDetail) {
    super('vici-connection', detail);
  }
}

export interface ErrorDetail {
  source: 'configuration' | 'connection' | 'command';
  /** Stable word, for programs. */
  reason: string;
  /** In the element's language, for people. */
  message: string;
  temporary: boolean;
  /** The command that failed. */
  function?: FunctionName;
  error?: HubError;
}
/** Something failed; the element shows it too. */
export class ViciErrorEvent extends ViciEvent<ErrorDetail> {
  constructor(detail: ErrorDetail) {
    super('vici-error', detail);
  }
}

export interface ViciEventMap {
  'vici-ready': ViciReadyEvent;
  'vici-state-changed': ViciStateChangedEvent;
  'vici-call-started': ViciCallStartedEvent;
  'vici-call-ended': ViciCallEndedEvent;
  'vici-disposition': ViciDispositionEvent;
  'vici-command': ViciCommandEvent;
  'vici-connection': ViciConnectionEvent;
  'vici-error': ViciErrorEvent;
}

declare global {
  interface HTMLElementEventMap extends ViciEventMap {}
}
