/** Whether a control can be used now, and if not, why: the same rules by which the hub refuses. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { ConnectionState } from '../../protocol/client.js';
import type { FunctionName } from '../../protocol/functions/index.js';
import type { AgentOptions } from '../../protocol/messages.js';
import type { Words } from '../words/words.js';
import { hasCall } from './phases.js';

/** Controls whose rules come with their panels. */
export type LaterControl =
  | 'hold'
  | 'ivr-hold'
  | 'transfer'
  | 'third-party'
  | 'recording'
  | 'ingroups'
  | 'lead'
  | 'add-lead'
  | 'switch-lead'
  | 'preview-alt'
  | 'preview-finish'
  | 'timer-action'
  | 'voicemail'
  | 'audio'
  | 'webphone'
  | 'call-agent'
  | 'queue';

export type Control =
  | LaterControl
  | 'pause'
  | 'resume'
  | 'hangup'
  | 'dial'
  | 'preview'
  | 'preview-skip'
  | 'keypad'
  | 'disposition'
  | 'logout';

/** A key of the words that say why not. */
export type Why = keyof Words['why'];

export interface Situation {
  readonly connection: ConnectionState;
  /** The first picture of the agent has come. */
  readonly known: boolean;
  readonly session: AgentSession | undefined;
  readonly options: AgentOptions | undefined;
  /** The token allows this function for this agent. */
  isGranted(name: FunctionName): boolean;
}

/**
 * The function that it calls, what the state forbids, and what the campaign or the agent's rights
 * may forbid: a key of `agent_options.allowed`.
 */
export type Rule = readonly [
  FunctionName,
  (session: AgentSession) => Why | undefined,
  permission?: string,
];

/** @returns undefined when the control can be used */
export function whyNot(control: Control, situation: Situation): Why | undefined {
  const { connection, known, session, options } = situation;
  if (connection !== 'open') return connection;
  const rule = rules[control];
  if (!known || !rule) return 'loading';
  if (!session) return 'notLoggedIn';
  const [name, state, permission] = rule;
  if (!situation.isGranted(name)) return 'notAllowed';
  if (permission && options?.allowed[permission] === false) return 'notAllowed';
  return state(session);
}

const coming = ({ state }: AgentSession): Why | undefined =>
  state === 'QUEUE' || state === 'MQUEUE' || state === 'RING' ? 'comingIn' : undefined;

function isPreviewing({ state }: AgentSession): Why | undefined {
  return state === 'PREVIEW' ? undefined : 'noPreview';
}

/** The customer is on the line. */
export function isTalking(session: AgentSession): Why | undefined {
  return hasCall(session) && session.state !== 'DEAD' && session.state !== 'DIAL'
    ? undefined
    : 'noCall';
}

/** The panels add theirs. */
export const rules: Partial<Record<Control, Rule>> = {
  pause: [
    'external_pause',
    ({ state }) => (state === 'DISPO' ? 'outcomeFirst' : undefined),
    'pause',
  ],
  resume: [
    'external_pause',
    ({ state }) => {
      if (state === 'DISPO') return 'outcomeFirst';
      return state === 'PREVIEW' ? 'previewFirst' : undefined;
    },
    'pause',
  ],
  hangup: ['external_hangup', (session) => (hasCall(session) ? undefined : 'noCall')],
  dial: [
    'external_dial',
    (session) => {
      const { state } = session;
      if (state === 'PAUSED') return undefined;
      if (state === 'DISPO') return 'outcomeFirst';
      if (state === 'PREVIEW') return 'previewFirst';
      return coming(session) ?? (hasCall(session) ? 'inCall' : 'pauseFirst');
    },
    'manual_dial',
  ],
  preview: ['preview_dial_action', isPreviewing, 'preview'],
  'preview-skip': ['preview_dial_action', isPreviewing, 'preview_skip'],
  keypad: ['send_dtmf', isTalking],
  disposition: [
    'external_status',
    (session) =>
      session.state === 'DISPO' || hasCall(session) ? undefined : (coming(session) ?? 'noCall'),
  ],
  logout: ['logout', () => undefined],
};
