/** In which order the agents stand. */
import type { AgentSession, AgentState } from '../../protocol/agent-session.js';

export const SORT_KEYS = ['state', 'name', 'time', 'campaign', 'calls'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Order {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** What needs somebody first comes first. */
const RANKS: Record<AgentState, number> = {
  DEAD: 0,
  RING: 1,
  QUEUE: 1,
  MQUEUE: 1,
  DISPO: 2,
  PAUSED: 3,
  PREVIEW: 3,
  PARK: 4,
  INCALL: 5,
  '3-WAY': 5,
  DIAL: 5,
  READY: 6,
  CLOSER: 6,
};
const LAST = 9;

/** Ascending or descending when nothing is said: the longest and the most come first. */
const DESCENDING: readonly SortKey[] = ['time', 'calls'];

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** @param text `name`, `-name`, …; `-` turns its order round. Anything else: by state */
export function parseOrder(text: string): Order {
  const word = text.trim().replace(/^-/, '');
  const key = SORT_KEYS.find((one) => one === word) ?? 'state';
  const turned = text.trim().startsWith('-') && key === word;
  return { key, descending: DESCENDING.includes(key) !== turned };
}

/** @returns the attribute for a click on a column: its own order first, then turned round */
export function nextOrder(current: Order, key: SortKey): string {
  if (current.key !== key) return key;
  const isOwn = current.descending === DESCENDING.includes(key);
  return isOwn ? `-${key}` : key;
}

export function inOrder(sessions: Iterable<AgentSession>, { key, descending }: Order) {
  const turn = descending ? -1 : 1;
  const compare = COMPARE[key];
  return [...sessions].sort((a, b) => turn * compare(a, b) || byName(a, b));
}

/** Time in state: who began earlier is in it longer. */
const byTime = (a: AgentSession, b: AgentSession) => b.since - a.since;
const byName = (a: AgentSession, b: AgentSession) =>
  names.compare(nameOf(a), nameOf(b)) || names.compare(a.agent_user, b.agent_user);

const COMPARE: Record<SortKey, (a: AgentSession, b: AgentSession) => number> = {
  state: (a, b) => (RANKS[a.state] ?? LAST) - (RANKS[b.state] ?? LAST) || byTime(b, a),
  name: byName,
  time: byTime,
  campaign: (a, b) => names.compare(a.campaign_id, b.campaign_id),
  calls: (a, b) => a.calls_today - b.calls_today,
};

export function nameOf({ full_name, agent_user }: AgentSession): string {
  return full_name || agent_user;
}
