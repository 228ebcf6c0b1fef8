/** One call on the floor: what the telephony knows, and what the far end is going to do. */

export interface Lead {
  readonly leadId: number;
  readonly listId: number;
  readonly phoneCode: string;
  readonly phoneNumber: string;
}

export type CallKind = 'inbound' | 'outbound' | 'manual';

export interface Call {
  /** Key in `auto_calls`, `live_agents` and `parked_channels`. */
  readonly callerid: string;
  readonly kind: CallKind;
  lead: Lead;
  /** The number that rings: the lead's, or one of its alternates. */
  readonly phoneNumber: string;
  /** In-group, or campaign for an outbound call. */
  readonly queue: string;
  /** `closer_log` is keyed by its own id, `log` by the call's uniqueid. */
  readonly logTable: 'log' | 'closer_log';
  closeCallId: number;
  uniqueid: string;
  channel: string;
  readonly startedAt: number;
  /** Since when it waits for an agent, epoch ms; undefined: it does not. */
  waitingSince: number | undefined;
  /** The agent that has it. */
  agent: string | undefined;
  /** Only this agent gets it (AGENTDIRECT, or a call made for one agent). */
  onlyFor: string | undefined;
  /** AGENTDIRECT: written to the row. */
  readonly agentOnly: string;
  readonly priority: number;
  talkingSince: number | undefined;
  /** Dialled calls: when the far end answers (epoch ms), or how the attempt ends then. */
  outcome: { at: number; result: 'ANSWER' | 'NA' | 'AB' | 'ADC' } | undefined;
  /** When the far end gives up or hangs up, epoch ms. */
  leavesAt: number | undefined;
  isParked: boolean;
  /** The customer hung up, not the agent. */
  leftByCaller: boolean;
}
