/** The last few thousand changes, numbered, so that a client that comes back misses none. */

export interface JournalEntry<Item> {
  readonly revision: number;
  readonly key: string;
  /** Undefined: was not there. */
  readonly before: Item | undefined;
  /** Undefined: is gone. */
  readonly after: Item | undefined;
}

const DEFAULT_LIMIT = 5_000;

export class Journal<Item> {
  /** Grows by one with each change. */
  revision = 0;
  private entries: JournalEntry<Item>[] = [];

  /**
   * @param epoch epoch ms at which this memory began; revisions of another epoch mean nothing here
   * @param limit entries held at least; twice as many at most
   */
  constructor(
    readonly epoch: number,
    private readonly limit: number = DEFAULT_LIMIT,
  ) {}

  add(key: string, before: Item | undefined, after: Item | undefined): JournalEntry<Item> {
    this.revision += 1;
    const entry = { revision: this.revision, key, before, after };
    this.entries.push(entry);
    if (this.entries.length > this.limit * 2) this.entries = this.entries.slice(-this.limit);
    return entry;
  }

  /** @returns what came after `revision`, or "gap" when that is not fully held any more */
  since(epoch: number, revision: number): readonly JournalEntry<Item>[] | 'gap' {
    if (epoch !== this.epoch || revision > this.revision) return 'gap';
    const missed = this.revision - revision;
    if (missed > this.entries.length) return 'gap';
    return missed === 0 ? [] : this.entries.slice(-missed);
  }
}
