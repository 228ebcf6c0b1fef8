/** Whether a control can be used now, and if not, why: the same rules by which the hub refuses. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { ConnectionState } from '../../protocol/client.js';
import type { FunctionName } from '../../protocol/functions/index.js';
import type { AgentOptions } from '../../protocol/messages.js';
import type { Words } from '../words/words.js';
import { hasCall } from './phases.js';

export type Control =
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

const FUNCTIONS: Record<Control, FunctionName> = {
  pause: 'external_pause',
  resume: 'external_pause',
  hangup: 'external_hangup',
  dial: 'external_dial',
  preview: 'preview_dial_action',
  'preview-skip': 'preview_dial_action',
  keypad: 'send_dtmf',
  disposition: 'external_status',
  logout: 'logout',
};

/** What the campaign or the agent's rights may forbid: keys of `agent_options.allowed`. */
const PERMISSIONS: Partial<Record<Control, string>> = {
  pause: 'pause',
  resume: 'pause',
  dial: 'manual_dial',
  preview: 'preview',
  'preview-skip': 'preview_skip',
};

/** @returns undefined when the control can be used */
export function whyNot(control: Control, situation: Situation): Why | undefined {
  const { connection, known, session, options } = situation;
  if (connection !== 'open') return connection;
  if (!known) return 'loading';
  if (!session) return 'notLoggedIn';
  if (!situation.isGranted(FUNCTIONS[control])) return 'notAllowed';
  const permission = PERMISSIONS[control];
  if (permission && options?.allowed[permission] === false) return 'notAllowed';
  return STATES[control](session);
}

const coming = ({ state }: AgentSession): Why | undefined =>
  state === 'QUEUE' || state === 'MQUEUE' || state === 'RING' ? 'comingIn' : undefined;

function isPreviewing({ state }: AgentSession): Why | undefined {
  return state === 'PREVIEW' ? undefined : 'noPreview';
}

const STATES: Record<Control, (session: AgentSession) => Why | undefined> = {
  pause: ({ state }) => (state === 'DISPO' ? 'outcomeFirst' : undefined),
  resume: ({ state }) => {
    if (state === 'DISPO') return 'outcomeFirst';
    return state === 'PREVIEW' ? 'previewFirst' : undefined;
  },
  hangup: (session) => (hasCall(session) ? undefined : 'noCall'),
  dial: (session) => {
    const { state } = session;
    if (state === 'PAUSED') return undefined;
    if (state === 'DISPO') return 'outcomeFirst';
    if (state === 'PREVIEW') return 'previewFirst';
    return coming(session) ?? (hasCall(session) ? 'inCall' : 'pauseFirst');
  },
  preview: isPreviewing,
  'preview-skip': isPreviewing,
  keypad: (session) =>
    hasCall(session) && session.state !== 'DEAD' && session.state !== 'DIAL' ? undefined : 'noCall',
  disposition: (session) =>
    session.state === 'DISPO' || hasCall(session) ? undefined : (coming(session) ?? 'noCall'),
  logout: () => undefined,
};
