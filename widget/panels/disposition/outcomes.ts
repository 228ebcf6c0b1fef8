/** The outcomes that match what is typed. */
import type { AgentOptions } from '../../../protocol/messages.js';

export type Outcome = AgentOptions['statuses'][number];

/** @returns those whose code or name holds each typed word; a code typed whole comes first */
export function findOutcomes(outcomes: readonly Outcome[], text: string): Outcome[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = outcomes.filter(({ status, status_name }) => {
    const all = plain(`${status} ${status_name}`);
    return words.every((word) => all.includes(word));
  });
  const exact = found.findIndex(({ status }) => plain(status) === words[0]);
  if (words.length === 1 && exact > 0) found.unshift(...found.splice(exact, 1));
  return found;
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
