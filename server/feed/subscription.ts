/**
 * One client's subscription to one topic. It sends frames as they are published; while it may not
 * (its answer is not on its way yet, or the client is slow) it remembers, for each item that
 * changed, what the client last knew, and later tells the difference to what is then true.
 */
import type { Difference } from './differences.js';
import type { EncodedFrame } from './frame.js';
import type { JournalEntry } from './journal.js';
import type { Sink } from './sink.js';
import type { ItemView, View } from './view.js';

/** What a subscription needs of its topic. */
export interface Publisher<Item> {
  readonly maxBuffered: number;
  viewOf(view: View): ItemView<Item>;
  items(): ReadonlyMap<string, Item>;
  /** @param known key -> what the client last knew @returns undefined when nothing differs */
  frameOfDifferences(
    id: string,
    view: ItemView<Item>,
    known: ReadonlyMap<string, Item | undefined>,
  ): EncodedFrame | undefined;
  opened(subscription: Subscription<Item>): void;
  move(subscription: Subscription<Item>, from: ItemView<Item>): void;
  leave(subscription: Subscription<Item>): void;
  sinkFailed(error: unknown): void;
  countConflated(changes: number): void;
}

export class Subscription<Item> {
  /** Bounded by the number of items that the view ever showed between two drains. */
  private known: Map<string, Item | undefined> | undefined = new Map();
  private isOpen = false;
  private isSlow = false;
  private isClosed = false;

  /** @param missed what a resuming client has to be told first */
  constructor(
    private readonly publisher: Publisher<Item>,
    readonly id: string,
    public view: ItemView<Item>,
    readonly sink: Sink,
    missed: readonly JournalEntry<Item>[],
  ) {
    for (const { key, before } of missed) this.remember(key, before);
  }

  /** Lets frames flow; to be called when the answer to the request has been given to the sink. */
  open(): void {
    if (this.isOpen || this.isClosed) return;
    this.isOpen = true;
    this.publisher.opened(this);
    this.flush();
  }

  /** Ends it; no frame is sent afterwards. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.known = undefined;
    this.publisher.leave(this);
  }

  /** Shows less (or more) from now on; the client is told what it loses and gains. */
  narrow(view: View): void {
    const from = this.view;
    const to = this.publisher.viewOf(view);
    if (this.isClosed || to.key === from.key) return;
    const isWaiting = this.known !== undefined;
    this.known ??= new Map();
    for (const [key, item] of this.publisher.items()) {
      if (from.sees(item) || to.sees(item)) this.remember(key, item);
    }
    this.view = to;
    this.publisher.move(this, from);
    if (!isWaiting) this.flush();
  }

  /** @param frame the differences as this subscription's view shows them; there is at least one */
  deliver(frame: () => EncodedFrame, differences: readonly Difference<Item>[]): void {
    if (this.isClosed) return;
    if (this.known === undefined && this.sink.buffered > this.publisher.maxBuffered) {
      this.known = new Map();
      this.isSlow = true;
      this.conflate(differences);
      this.sink.onDrain(() => this.flush());
    } else if (this.known !== undefined) {
      this.conflate(differences);
    } else {
      this.send(frame());
    }
  }

  /** A broken client must not keep the change from the others. */
  private send(frame: EncodedFrame): void {
    try {
      this.sink.send(frame);
    } catch (error) {
      this.publisher.sinkFailed(error);
      this.close();
    }
  }

  private conflate(differences: readonly Difference<Item>[]): void {
    for (const { key, before } of differences) this.remember(key, before);
    if (this.isSlow) this.publisher.countConflated(differences.length);
  }

  private remember(key: string, before: Item | undefined): void {
    if (this.known === undefined || this.known.has(key)) return;
    const shown = before !== undefined && this.view.sees(before);
    this.known.set(key, shown ? this.view.show(before) : undefined);
  }

  private flush(): void {
    const { known } = this;
    if (this.isClosed || known === undefined) return;
    this.known = undefined;
    this.isSlow = false;
    if (known.size === 0) return;
    const frame = this.publisher.frameOfDifferences(this.id, this.view, known);
    if (frame) this.send(frame);
  }
}
