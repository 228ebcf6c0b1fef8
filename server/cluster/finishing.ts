/**
 * Finishes what was done but could not be logged, whether or not the same key asks again: another
 * node waits for the answer.
 */
import { setInterval as every } from 'node:timers';
import { UnfinishedError } from '../functions/engine/unfinished-error.js';
import { REMEMBERED_MS } from './claim.js';

const EVERY_MS = 2_000;

export class Finishing<Answer> {
  private running: Promise<Answer> | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly until = performance.now() + REMEMBERED_MS;

  /** @param finished told the answer, once, before it is given */
  constructor(
    private finish: () => Promise<Answer>,
    private readonly finished: (answer: Answer) => Promise<void>,
  ) {
    this.timer = every(() => {
      if (performance.now() > this.until) clearInterval(this.timer);
      else this.attempt().catch(() => {}); // the next one may succeed
    }, EVERY_MS).unref();
  }

  /** Joins the attempt under way, or the one that succeeded. @throws UnfinishedError like the first */
  attempt(): Promise<Answer> {
    this.running ??= this.run();
    return this.running;
  }

  private async run(): Promise<Answer> {
    try {
      const answer = await this.finish();
      clearInterval(this.timer);
      await this.finished(answer);
      return answer;
    } catch (error) {
      this.running = undefined;
      if (!(error instanceof UnfinishedError)) throw error;
      this.finish = error.finish as () => Promise<Answer>;
      throw new UnfinishedError(error, () => this.attempt());
    }
  }
}
