/** Sessions that nobody ended: a dialler's report leaves them out. */
import type { AgentSession } from '../../protocol/agent-session.js';

const FORGOTTEN_AFTER_MS = 6 * 3_600_000;

/** @param now epoch ms at the hub */
export function isForgotten({ state, since }: AgentSession, now: number): boolean {
  return FADING.has(state) && now - since >= FORGOTTEN_AFTER_MS;
}

const FADING: ReadonlySet<string> = new Set(['PAUSED', 'PREVIEW', 'DISPO', 'DEAD']);
