/**
 * How long a change took from its commit to its frames, as far as the hub can know it.
 *
 * - A command of this hub, or the row log, rings right after the commit: counted from the ring.
 * - Anything else is found by a poll. When it was committed is not known (the tables keep no time
 *   of it), only that it was there when this reading began or a moment later: counted from the
 *   beginning of the reading. What it waited for the poll, 0 to `HUB_POLL_MS`, is not in it.
 */
import { fold } from './fold.js';

/** Rings remembered at most, however many agents commands name while nothing can be read. */
const RING_LIMIT = 5_000;

export class DelayMeter {
  /** Agent -> its first ring that no reading has answered yet. */
  private readonly rings = new Map<string, number>();
  /** A ring that names nobody: any change may be meant. */
  private ringForAll: number | undefined;
  private readonly found: string[] = [];

  /** @param now ms of a clock that never jumps, here and below */
  constructor(private readonly now: () => number = () => performance.now()) {}

  rung(agentUser: string | undefined): void {
    if (agentUser === undefined) {
      this.ringForAll ??= this.now();
      return;
    }
    const key = fold(agentUser);
    if (!this.rings.has(key) && this.rings.size < RING_LIMIT) this.rings.set(key, this.now());
  }

  /** The reading that is being published shows a change of this agent. */
  changed(agentUser: string): void {
    this.found.push(fold(agentUser));
  }

  /**
   * All frames of a reading have been handed to the sockets.
   * @param began when the reading began, by the same clock
   * @returns the delay of each change, s
   */
  published(began: number): number[] {
    const now = this.now();
    const seconds = this.found.splice(0).map((key) => {
      const start = this.rings.get(key) ?? Math.min(began, this.ringForAll ?? began);
      return Math.max(0, now - start) / 1000;
    });
    // a ring after the reading began may be for what only the next one shows
    for (const [key, at] of this.rings) if (at <= began) this.rings.delete(key);
    if (this.ringForAll !== undefined && this.ringForAll <= began) this.ringForAll = undefined;
    return seconds;
  }

  /** Nobody listens any more. */
  forget(): void {
    this.rings.clear();
    this.ringForAll = undefined;
  }
}
