/**
 * Stored times as epoch ms, each text converted once. It saves work, and keeps a time that was
 * converted before the clocks went forward or back from moving by an hour afterwards.
 */
import type { DatabaseClock } from '../database/clock.js';

const LIMIT = 20_000;

export class TimeCache {
  private readonly known = new Map<string, number>();

  constructor(private readonly clock: Pick<DatabaseClock, 'toEpochMs'>) {}

  /** @returns epoch ms of a stored datetime, 0 for none */
  toEpochMs(text: string | null): number {
    if (!text) return 0;
    let ms = this.known.get(text);
    if (ms === undefined) {
      if (this.known.size >= LIMIT) this.known.clear();
      ms = this.clock.toEpochMs(text);
      this.known.set(text, ms);
    }
    return ms;
  }
}
