/**
 * Answers remembered by `idempotency_key` and subject: the same key returns the first answer and
 * does nothing again, also while the first is still under way.
 */
const REMEMBERED_MS = 10 * 60_000;
/** Keys remembered at most: what clients send must not grow the memory. */
const LIMIT = 20_000;

interface Entry<Answer> {
  readonly answer: Promise<Answer>;
  readonly at: number;
}

export class Idempotency<Answer> {
  private readonly entries = new Map<string, Entry<Answer>>();

  constructor(private readonly time: () => number = Date.now) {}

  /** @param perform does the thing; a failure that may pass is not remembered */
  once(sub: string, key: string, perform: () => Promise<Answer>): Promise<Answer> {
    this.forgetOld();
    const name = `${sub}\0${key}`;
    const known = this.entries.get(name);
    if (known) return known.answer;
    const answer = perform();
    this.entries.set(name, { answer, at: this.time() });
    answer.catch(() => this.entries.delete(name));
    return answer;
  }

  private forgetOld(): void {
    const oldest = this.time() - REMEMBERED_MS;
    for (const [name, { at }] of this.entries) {
      if (at > oldest && this.entries.size < LIMIT) break;
      this.entries.delete(name);
    }
  }
}
