/**
 * One topic's memory, journal and subscriptions. A change is encoded once for each distinct view
 * and handed to all who share it.
 */
import { changeText, Difference, type TopicKind } from './differences.js';
import type { NumberedChange, Position } from './feed-source.js';
import { EncodedFrame } from './frame.js';
import { Journal } from './journal.js';
import type { Sink } from './sink.js';
import { type Publisher, Subscription } from './subscription.js';
import type { ItemView, View } from './view.js';

export interface TopicOptions<Item> {
  /** Epoch ms. */
  readonly epoch: number;
  readonly journalLimit?: number;
  /** Bytes waiting in a sink beyond which its changes are conflated. */
  readonly maxBuffered: number;
  readonly onChange?: (revision: number, before: Item | undefined, after: Item | undefined) => void;
  readonly onOpen: (sink: Sink) => void;
  readonly onClose: (subscription: object, sink: Sink) => void;
  readonly onSinkError: (error: unknown) => void;
}

/** All subscriptions with the same view. */
interface Group<Item> {
  readonly view: ItemView<Item>;
  readonly members: Set<Subscription<Item>>;
  /** JSON of the snapshot, good until the next reading. */
  snapshot: string | undefined;
}

export interface Joined<Item> {
  readonly subscription: Subscription<Item>;
  readonly revision: number;
  readonly recovered: boolean;
  readonly items: Item[];
  /** `items` as JSON, encoded once for all that share the view. */
  readonly text: () => string;
}

/** Views of so few items are found by item instead of being asked one by one. */
const INDEXED_UP_TO = 64;

export class Topic<Item> implements Publisher<Item> {
  readonly journal: Journal<Item>;
  readonly maxBuffered: number;
  /** Changes that slow clients did not get one by one. */
  conflated = 0;
  private memory: Map<string, Item> = new Map();
  private readonly groups = new Map<string, Group<Item>>();
  private readonly groupsByItem = new Map<string, Set<Group<Item>>>();
  private readonly groupsOfMany = new Set<Group<Item>>();

  constructor(
    private readonly kind: TopicKind<Item>,
    private readonly options: TopicOptions<Item>,
  ) {
    this.journal = new Journal(options.epoch, options.journalLimit);
    this.maxBuffered = options.maxBuffered;
  }

  items(): ReadonlyMap<string, Item> {
    return this.memory;
  }

  viewOf(view: View): ItemView<Item> {
    return this.kind.viewOf(view);
  }

  /** The first reading: where the numbering begins. */
  begin(items: Map<string, Item>, position?: Position): void {
    if (position) this.journal.restart(position);
    this.memory = items;
  }

  /** Takes a new reading, numbers what changed and publishes it. */
  update(items: Map<string, Item>): void {
    this.replace(items, (key, before, after) => this.journal.add(key, before, after));
  }

  /** Another numbering begins, made elsewhere; who is subscribed gets the differences. */
  restart(position: Position, items: Map<string, Item>): void {
    this.journal.restart(position);
    this.replace(items, () => position);
  }

  /**
   * Takes changes that were numbered elsewhere and publishes them.
   * @param reached the revision up to which there are no others of this topic
   */
  follow(changes: readonly NumberedChange<Item>[], reached: number): void {
    if (changes.length === 0) {
      this.journal.reach(reached);
      return;
    }
    const differences: Difference<Item>[] = [];
    this.forgetSnapshots();
    for (const { key, after, revision } of changes) {
      const before = this.memory.get(key);
      if (after === undefined) this.memory.delete(key);
      else this.memory.set(key, after);
      this.journal.add(key, before, after, revision);
      this.note(differences, key, before, after, revision);
    }
    this.journal.reach(reached);
    this.publish(differences);
  }

  join(
    view: View,
    sink: Sink,
    since: { epoch: number; revision: number } | undefined,
    idsInUse: ReadonlySet<string>,
  ): Joined<Item> {
    const itemView = this.viewOf(view);
    const missed = since ? this.journal.since(since.epoch, since.revision) : 'gap';
    const recovered = missed !== 'gap';
    const subscription = new Subscription(
      this,
      this.idFor(itemView, idsInUse),
      itemView,
      sink,
      recovered ? missed : [],
    );
    const group = this.groupOf(itemView);
    group.members.add(subscription);
    // a resumed client is told the missed changes before it holds this revision
    const revision = recovered && since ? since.revision : this.journal.revision;
    const items = recovered ? [] : this.visible(itemView);
    const text = () => {
      if (recovered) return '[]';
      group.snapshot ??= JSON.stringify(items);
      return group.snapshot;
    };
    return { subscription, revision, recovered, items, text };
  }

  visible(view: ItemView<Item>): Item[] {
    const items: Item[] = [];
    if (view.only && view.only.size <= INDEXED_UP_TO) {
      for (const key of view.only) {
        const item = this.memory.get(key);
        if (item !== undefined && view.sees(item)) items.push(view.show(item));
      }
      return items;
    }
    for (const item of this.memory.values()) if (view.sees(item)) items.push(view.show(item));
    return items;
  }

  frameOfDifferences(
    id: string,
    view: ItemView<Item>,
    known: ReadonlyMap<string, Item | undefined>,
  ): EncodedFrame | undefined {
    const texts: string[] = [];
    for (const [key, before] of known) {
      const item = this.memory.get(key);
      const after = item !== undefined && view.sees(item) ? view.show(item) : undefined;
      const text = changeText(this.kind, before, after);
      if (text) texts.push(text);
    }
    return texts.length > 0 ? this.frame(id, texts) : undefined;
  }

  move(subscription: Subscription<Item>, from: ItemView<Item>): void {
    this.removeFrom(from, subscription);
    this.groupOf(subscription.view).members.add(subscription);
  }

  opened(subscription: Subscription<Item>): void {
    this.options.onOpen(subscription.sink);
  }

  leave(subscription: Subscription<Item>): void {
    this.removeFrom(subscription.view, subscription);
    this.options.onClose(subscription, subscription.sink);
  }

  sinkFailed(error: unknown): void {
    this.options.onSinkError(error);
  }

  countConflated(changes: number): void {
    this.conflated += changes;
  }

  /** Ends every subscription. */
  close(): void {
    for (const group of [...this.groups.values()]) {
      for (const subscription of [...group.members]) subscription.close();
    }
  }

  /** @param number numbers a change */
  private replace(
    items: Map<string, Item>,
    number: (
      key: string,
      before: Item | undefined,
      after: Item | undefined,
    ) => { revision: number },
  ): void {
    const differences: Difference<Item>[] = [];
    const note = (key: string, before: Item | undefined, after: Item | undefined) => {
      this.note(differences, key, before, after, number(key, before, after).revision);
    };
    const old = this.memory;
    this.memory = items;
    this.forgetSnapshots();
    for (const [key, before] of old) if (!items.has(key)) note(key, before, undefined);
    for (const [key, after] of items) {
      const before = old.get(key);
      if (before === undefined || this.kind.differs(before, after)) note(key, before, after);
    }
    if (differences.length > 0) this.publish(differences);
  }

  private note(
    differences: Difference<Item>[],
    key: string,
    before: Item | undefined,
    after: Item | undefined,
    revision: number,
  ): void {
    differences.push(new Difference(this.kind, key, before, after));
    this.options.onChange?.(revision, before, after);
  }

  private forgetSnapshots(): void {
    for (const group of this.groups.values()) group.snapshot = undefined;
  }

  private publish(differences: readonly Difference<Item>[]): void {
    const forFew = new Map<Group<Item>, Difference<Item>[]>();
    for (const difference of differences) {
      for (const group of this.groupsByItem.get(difference.key) ?? []) {
        const listed = forFew.get(group);
        if (listed) listed.push(difference);
        else forFew.set(group, [difference]);
      }
    }
    for (const [group, some] of forFew) this.publishTo(group, some);
    for (const group of this.groupsOfMany) this.publishTo(group, differences);
  }

  private publishTo(group: Group<Item>, differences: readonly Difference<Item>[]): void {
    const texts: string[] = [];
    const visible: Difference<Item>[] = [];
    for (const difference of differences) {
      const text = difference.textFor(group.view);
      if (!text) continue;
      texts.push(text);
      visible.push(difference);
    }
    if (texts.length === 0) return;
    // almost always one: members that came by another view kept their id
    const frames = new Map<string, EncodedFrame>();
    for (const member of group.members) {
      const frame = () => {
        let shared = frames.get(member.id);
        if (!shared) {
          shared = this.frame(member.id, texts);
          frames.set(member.id, shared);
        }
        return shared;
      };
      member.deliver(frame, visible);
    }
  }

  private frame(id: string, texts: readonly string[]): EncodedFrame {
    const { epoch, revision } = this.journal;
    return new EncodedFrame(
      this.kind.method,
      `{"subscription":"${id}","epoch":${epoch},"revision":${revision},"changes":[${texts.join(',')}]}`,
      `${epoch}:${revision}`,
    );
  }

  /** The same view has the same id on every connection, so that frames can be shared. */
  private idFor(view: ItemView<Item>, inUse: ReadonlySet<string>): string {
    const id = `${this.kind.letter}-${view.key}`;
    if (!inUse.has(id)) return id;
    let number = 2;
    while (inUse.has(`${id}.${number}`)) number += 1;
    return `${id}.${number}`;
  }

  private groupOf(view: ItemView<Item>): Group<Item> {
    let group = this.groups.get(view.key);
    if (group) return group;
    group = { view, members: new Set(), snapshot: undefined };
    this.groups.set(view.key, group);
    if (view.only && view.only.size <= INDEXED_UP_TO) {
      for (const key of view.only) {
        const groups = this.groupsByItem.get(key);
        if (groups) groups.add(group);
        else this.groupsByItem.set(key, new Set([group]));
      }
    } else {
      this.groupsOfMany.add(group);
    }
    return group;
  }

  private removeFrom(view: ItemView<Item>, subscription: Subscription<Item>): void {
    const group = this.groups.get(view.key);
    if (!group?.members.delete(subscription) || group.members.size > 0) return;
    this.groups.delete(view.key);
    this.groupsOfMany.delete(group);
    for (const key of view.only ?? []) {
      const groups = this.groupsByItem.get(key);
      if (groups?.delete(group) && groups.size === 0) this.groupsByItem.delete(key);
    }
  }
}
