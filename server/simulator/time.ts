/** The moment of a tick, in every form that a dialler writes. */
import type { DatabaseClock, Moment } from '../database/clock.js';

export interface TickTime extends Moment {
  /** Epoch ms. */
  readonly ms: number;
}

/** @param ms epoch ms */
export function tickTime(clock: DatabaseClock, ms: number): TickTime {
  const now = clock.localText(ms);
  return { ms, epoch: Math.floor(ms / 1000), now, stamp: now.replace(/\D/g, '') };
}

/**
 * A call's code: a letter for its kind, the time (month to second, less its first digit) and the
 * lead in ten digits: twenty characters.
 */
export function callCode(letter: string, time: TickTime, leadId: number): string {
  return `${letter}${time.stamp.slice(5)}${String(leadId).padStart(10, '0')}`;
}
