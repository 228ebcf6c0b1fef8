/** Agents counted as a dialler's report counts them. */
import type { AgentSession, AgentState } from '../../protocol/agent-session.js';
import type { Tone } from '../desk/phases.js';

export const COUNTED = ['call', 'waiting', 'ring', 'dispo', 'paused', 'dead'] as const;
export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number>>;

const GROUPS: Record<AgentState, Counted> = {
  INCALL: 'call',
  DIAL: 'call',
  QUEUE: 'call',
  MQUEUE: 'call',
  PARK: 'call',
  '3-WAY': 'call',
  READY: 'waiting',
  CLOSER: 'waiting',
  RING: 'ring',
  DISPO: 'dispo',
  PAUSED: 'paused',
  // the dialler stores it as a pause
  PREVIEW: 'paused',
  DEAD: 'dead',
};

export const TONE_OF_COUNT: Record<Counted, Tone> = {
  call: 'call',
  waiting: 'ready',
  ring: 'ringing',
  dispo: 'wrap-up',
  paused: 'paused',
  dead: 'ended',
};

export function countAgents(sessions: Iterable<AgentSession>): Counts {
  const counts: Record<Counted, number> = {
    call: 0,
    waiting: 0,
    ring: 0,
    dispo: 0,
    paused: 0,
    dead: 0,
  };
  for (const { state } of sessions) {
    const group = GROUPS[state];
    if (group) counts[group] += 1;
  }
  return counts;
}
