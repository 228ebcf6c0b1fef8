/** Events as an async iterator, for `for await`. */

/** What a consumer that never reads may pile up; older events go first. */
const MAX_HELD = 100;

export class StatusIterator<Event> implements AsyncIterableIterator<Event> {
  readonly #held: Event[] = [];
  #waiting: ((result: IteratorResult<Event>) => void)[] = [];
  #done = false;

  /** @param stopped called once when nobody needs events any more */
  constructor(private readonly stopped: () => void) {}

  push(event: Event): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting({ value: event, done: false });
    else if (!this.#done && this.#held.push(event) > MAX_HELD) this.#held.shift();
  }

  /** What is held is still delivered, then the iteration is over. */
  end(): void {
    if (this.#done) return;
    this.#done = true;
    this.stopped();
    for (const waiting of this.#waiting.splice(0)) waiting({ value: undefined, done: true });
  }

  next(): Promise<IteratorResult<Event>> {
    const event = this.#held.shift();
    if (event !== undefined) return Promise.resolve({ value: event, done: false });
    if (this.#done) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Event>> {
    this.#held.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
