/**
 * How far a command has come, as far as the tables show it (docs/protocol.md has the table):
 * `picked_up` when the agent screen has taken it, `effective` when the session is as asked for.
 */
import type { AgentSession } from '../../../protocol/agent-session.js';
import type { FunctionName } from '../../../protocol/functions/index.js';

type Params = Readonly<Record<string, unknown>>;
/** undefined: the agent is no longer logged in. */
type Session = AgentSession | undefined;

export interface Stages {
  readonly pickedUp: (session: Session, params: Params) => boolean;
  readonly effective: (session: Session, params: Params) => boolean;
}

/** The screen clears the column when it takes the command. */
const cleared = (column: string) => (session: Session) =>
  session === undefined || !(column in session.pending);

const isLoggedOut = (session: Session) => session === undefined;

/** Values of transfer_conference after which the agent is off the call. */
const ENDS_CALL = new Set([
  'HANGUP_BOTH',
  'BLIND_TRANSFER',
  'LEAVE_VM',
  'LOCAL_CLOSER',
  'LEAVE_3WAY_CALL',
]);

const WAITING_OR_BUSY = new Set(['READY', 'CLOSER', 'QUEUE', 'INCALL', 'MQUEUE']);

const pauseEffective: Stages['effective'] = (session, { value }) =>
  value === 'PAUSE'
    ? session?.state === 'PAUSED'
    : session !== undefined && WAITING_OR_BUSY.has(session.status);

const stages: { readonly [Name in FunctionName]?: Stages } = {
  // the column stays after the screen took it: the status is the first sign
  external_pause: { pickedUp: pauseEffective, effective: pauseEffective },
  external_hangup: {
    pickedUp: cleared('external_hangup'),
    effective: (session) => session?.call_id === '',
  },
  external_status: {
    pickedUp: cleared('external_status'),
    effective: (session) =>
      session !== undefined && cleared('external_status')(session) && session.lead_id === 0,
  },
  external_dial: {
    pickedUp: cleared('external_dial'),
    effective: (session) => session?.call_direction === 'manual' || session?.state === 'PREVIEW',
  },
  // FINISH stays in the column until the next call: the tables do not show when it was taken
  preview_dial_action: {
    pickedUp: cleared('external_dial'),
    effective: (session, { value }) =>
      session !== undefined &&
      cleared('external_dial')(session) &&
      (value === 'SKIP' ? session.state !== 'PREVIEW' : session.call_direction === 'manual'),
  },
  change_ingroups: {
    pickedUp: cleared('external_ingroups'),
    effective: cleared('external_ingroups'),
  },
  update_fields: {
    pickedUp: cleared('external_update_fields'),
    effective: cleared('external_update_fields'),
  },
  refresh_panel: {
    pickedUp: cleared('external_update_fields'),
    effective: cleared('external_update_fields'),
  },
  pause_code: {
    pickedUp: cleared('external_pause_code'),
    effective: (session, { value }) => session?.pause_code === value,
  },
  send_dtmf: { pickedUp: cleared('external_dtmf'), effective: cleared('external_dtmf') },
  transfer_conference: {
    pickedUp: cleared('external_transferconf'),
    effective: (session, { value }) =>
      cleared('external_transferconf')(session) &&
      (!ENDS_CALL.has(String(value)) || session === undefined || session.call_id === ''),
  },
  switch_lead: {
    pickedUp: cleared('external_lead_id'),
    effective: (session, { lead_id }) =>
      cleared('external_lead_id')(session) &&
      (!(Number(lead_id) > 0) || session?.lead_id === Number(lead_id)),
  },
  logout: { pickedUp: isLoggedOut, effective: isLoggedOut },
  park_call: {
    pickedUp: cleared('external_park'),
    effective: (session, { value }) =>
      session !== undefined &&
      cleared('external_park')(session) &&
      (session.state === 'PARK') === String(value).startsWith('PARK'),
  },
  recording: {
    pickedUp: (session, { value }) => value === 'STATUS' || cleared('external_recording')(session),
    effective: (session, { value }) =>
      value === 'STATUS' ||
      (session !== undefined &&
        cleared('external_recording')(session) &&
        session.recording === (value === 'START')),
  },
  // the action itself follows later in the call; from then on the screen alone knows of it
  set_timer_action: {
    pickedUp: cleared('external_timer_action'),
    effective: cleared('external_timer_action'),
  },
};

/** @returns undefined for functions of which the tables can show neither */
export function stagesOf(name: FunctionName): Stages | undefined {
  return stages[name];
}
