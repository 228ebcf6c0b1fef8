/**
 * Agent screens tell some commands apart by the second that is written into them, and take a second
 * one of the same second for the first. Such a command is held back until a whole second has passed
 * since the answer to the one before: then it has another, whatever the clocks say.
 */
import type { FunctionName } from '../../protocol/functions/index.js';

const STAMPED: ReadonlySet<string> = new Set([
  'external_pause',
  'external_dial',
  'transfer_conference',
]);
/** A second, and what a timer may be early. */
const APART_MS = 1_005;

export class Pacing {
  /** When the last command of each function was over, ms of this page. */
  readonly #last = new Map<FunctionName, number>();

  async turn(name: FunctionName): Promise<void> {
    const wait = (this.#last.get(name) ?? -APART_MS) + APART_MS - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
  }

  /** It was answered, or may have been done without an answer. */
  over(name: FunctionName): void {
    if (STAMPED.has(name)) this.#last.set(name, performance.now());
  }
}
