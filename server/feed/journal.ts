/** The last few thousand changes, numbered, so that a client that comes back misses none. */
import type { Position } from './feed-source.js';

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
  /** Grows with each change: by one, unless it is numbered elsewhere. */
  revision = 0;
  /** Every change after this revision is held. */
  private floor = 0;
  private entries: JournalEntry<Item>[] = [];

  /**
   * @param epoch epoch ms at which this memory began; revisions of another epoch mean nothing here
   * @param limit entries held at least; twice as many at most
   */
  constructor(
    public epoch: number,
    private readonly limit: number = DEFAULT_LIMIT,
  ) {}

  add(
    key: string,
    before: Item | undefined,
    after: Item | undefined,
    revision = this.revision + 1,
  ): JournalEntry<Item> {
    this.revision = revision;
    const entry = { revision, key, before, after };
    this.entries.push(entry);
    if (this.entries.length > this.limit * 2) {
      const dropped = this.entries.length - this.limit;
      this.floor = this.entries[dropped - 1]?.revision ?? this.floor;
      this.entries = this.entries.slice(dropped);
    }
    return entry;
  }

  /** A new numbering, or one that goes on elsewhere: nothing before it is held. */
  restart({ epoch, revision }: Position): void {
    this.epoch = epoch;
    this.revision = revision;
    this.forget(revision);
  }

  /** There is no further change up to `revision`. */
  reach(revision: number): void {
    this.revision = Math.max(this.revision, revision);
  }

  /** Changes up to `revision` may be missing. */
  forget(revision: number): void {
    this.reach(revision);
    this.floor = this.revision;
    this.entries = [];
  }

  /** @returns what came after `revision`, or "gap" when that is not fully held any more */
  since(epoch: number, revision: number): readonly JournalEntry<Item>[] | 'gap' {
    if (epoch !== this.epoch || revision > this.revision || revision < this.floor) return 'gap';
    let from = 0;
    let end = this.entries.length;
    while (from < end) {
      const middle = (from + end) >> 1;
      if ((this.entries[middle]?.revision ?? 0) > revision) end = middle;
      else from = middle + 1;
    }
    return this.entries.slice(from);
  }
}
