/** States in the groups in which an agent thinks of them. */
import type { AgentSession, AgentState } from '../../protocol/agent-session.js';

export type Phase = 'idle' | 'call' | 'wrap-up';

/** Colours and icons follow the tone. */
export type Tone = 'ready' | 'ringing' | 'call' | 'hold' | 'ended' | 'wrap-up' | 'paused' | 'off';

const TONES: Record<AgentState, Tone> = {
  READY: 'ready',
  CLOSER: 'ready',
  QUEUE: 'ringing',
  MQUEUE: 'ringing',
  RING: 'ringing',
  DIAL: 'ringing',
  INCALL: 'call',
  '3-WAY': 'call',
  PARK: 'hold',
  DEAD: 'ended',
  DISPO: 'wrap-up',
  PREVIEW: 'paused',
  PAUSED: 'paused',
};

export function toneOf(session: AgentSession | undefined): Tone {
  return session ? TONES[session.state] : 'off';
}

/** The customer's line is up, or being set up: what `external_hangup` ends. */
export function hasCall(session: AgentSession | undefined): boolean {
  switch (session?.state) {
    case 'INCALL':
    case '3-WAY':
    case 'PARK':
    case 'DEAD':
    case 'DIAL':
      return true;
    default:
      return false;
  }
}

export function phaseOf(session: AgentSession | undefined): Phase {
  if (session?.state === 'DISPO') return 'wrap-up';
  return hasCall(session) ? 'call' : 'idle';
}
