/** This node's hold on one key of the shared answers, renewed until it is settled. */
import { setInterval as every } from 'node:timers';
import type { KV } from '@nats-io/kv';

export const REMEMBERED_MS = 10 * 60_000;
/** Longest wait for one write, ms. */
export const TIMEOUT_MS = 1_000;
const RENEW_MS = 2_000;

export class Claim {
  private readonly timer: NodeJS.Timeout;
  private readonly until = performance.now() + REMEMBERED_MS;
  private working: Promise<void> = Promise.resolve();

  /** @param mayBeDone an earlier attempt, of which nothing is known, may have done the thing */
  constructor(
    private readonly bucket: KV,
    private readonly key: string,
    private revision: number,
    private readonly value: string,
    readonly mayBeDone: boolean,
  ) {
    this.timer = every(() => {
      if (performance.now() > this.until) clearInterval(this.timer);
      else this.put(this.value);
    }, RENEW_MS).unref();
  }

  /** Resolves when it is stored, or cannot be. */
  async answered(answer: unknown): Promise<void> {
    await this.settled({ answer });
  }

  /** Nobody knows how far it came: whoever is next has to look. */
  async failed(): Promise<void> {
    await this.settled({ attempted: true });
  }

  /** Nothing was done: the next one may try. */
  async released(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
    await this.bucket.delete(this.key, { previousSeq: this.revision }).catch(() => {});
  }

  private async settled(entry: object): Promise<void> {
    clearInterval(this.timer);
    this.put(JSON.stringify(entry));
    await this.working;
  }

  private put(value: string): void {
    this.working = this.working.then(async () => {
      try {
        this.revision = await this.bucket.update(this.key, value, this.revision, TIMEOUT_MS);
      } catch {
        // the node's own memory still has the answer
      }
    });
  }
}
