/** How long a state may last before it deserves a look; the seconds are those of a dialler's report. */
import type { AgentState } from '../../protocol/agent-session.js';

/** Seconds that have passed, and how much the board makes of it: 1 a hint, 3 an alarm. */
export interface Threshold {
  readonly over: number;
  readonly level: 1 | 2 | 3;
}

const WAITING: readonly Threshold[] = [
  { over: 60, level: 1 },
  { over: 300, level: 2 },
];
const IN_CALL: readonly Threshold[] = [
  { over: 60, level: 1 },
  { over: 300, level: 2 },
];
const AWAY: readonly Threshold[] = [
  { over: 60, level: 1 },
  { over: 300, level: 2 },
  { over: 600, level: 3 },
];
const DEAD: readonly Threshold[] = [{ over: 10, level: 3 }];

const BY_STATE: Record<AgentState, readonly Threshold[]> = {
  READY: WAITING,
  CLOSER: WAITING,
  // a phone rings for seconds; nothing is told of how long a call may take to reach the screen
  RING: [],
  QUEUE: [],
  MQUEUE: [],
  DIAL: IN_CALL,
  INCALL: IN_CALL,
  '3-WAY': IN_CALL,
  PARK: IN_CALL,
  DEAD,
  DISPO: AWAY,
  PREVIEW: AWAY,
  PAUSED: AWAY,
};

/** Callers who wait for an agent. */
export const QUEUE_THRESHOLDS: readonly Threshold[] = [
  { over: 60, level: 2 },
  { over: 300, level: 3 },
];

/** @returns none for a state that this version does not know */
export function thresholdsOf(state: AgentState): readonly Threshold[] {
  return BY_STATE[state] ?? [];
}

/** @param seconds in the state @returns classes such as `over-300 level-2`, or none */
export function thresholdClasses(thresholds: readonly Threshold[], seconds: number): string {
  const passed = thresholds.filter(({ over }) => seconds >= over).at(-1);
  return passed ? `over-${passed.over} level-${passed.level}` : '';
}
