/**
 * Agent screens tell some commands apart by the second that is written into them, and take a second
 * one of the same second for the first. Such a command is held back until the next second begins.
 */
import type { FunctionName } from '../../protocol/functions/index.js';
import type { FunctionResult } from '../../protocol/messages.js';

const STAMPED: ReadonlySet<string> = new Set([
  'external_pause',
  'external_dial',
  'transfer_conference',
]);

export class Pacing {
  /** Second of the last command of each function, Unix time. */
  readonly #last = new Map<FunctionName, number>();

  /** @param now epoch ms at the hub */
  async turn(name: FunctionName, now: number): Promise<void> {
    const wait = ((this.#last.get(name) ?? 0) + 1) * 1000 - now;
    if (wait > 0 && wait <= 1000) await new Promise((done) => setTimeout(done, wait));
  }

  /** Not every answer tells its second: it was this one at the latest. */
  answered(name: FunctionName, { data }: FunctionResult, now: number): void {
    const { epoch = Math.floor(now / 1000) } = (data ?? {}) as { epoch?: number };
    if (STAMPED.has(name)) this.#last.set(name, epoch);
  }
}
