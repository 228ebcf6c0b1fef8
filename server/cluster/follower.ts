/**
 * Follows the feed's bucket: holds what it says, and hands each change on in the order of the
 * stream. Every node does, the leader too: what subscribers see has been in the bucket.
 */
import { setTimeout as after } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Msg } from '@nats-io/transport-node';
import type { FeedListener, NumberedChange, Sessions } from '../feed/feed-source.js';
import type { ClusterNames } from './address.js';
import { ClusterError } from './cluster-error.js';
import { type BucketState, openFeedBucket, readEntry, streamOf, subjects } from './feed-bucket.js';
import type { ClusterLink, LinkLog } from './link.js';
import { readInOrder } from './ordered-reader.js';

type Handed = Pick<FeedListener, 'begin' | 'follow' | 'forget'>;
type Change<Key extends keyof Sessions> = NumberedChange<
  Sessions[Key] extends Map<string, infer Item> ? Item : never
>;

interface Waiter {
  readonly isMet: () => boolean;
  readonly resolve: () => void;
}

const RETRY_MS = 300;
/** By then a server that took over has read its log. */
const SETTLES_MS = 1_000;

export class Follower {
  epoch = 0;
  /** The last one of the stream that has been taken. */
  revision = 0;
  /** Of the leader who published last. */
  term = 0;
  /** The bucket holds a whole picture. */
  isFilled = false;
  /** Everything that was in the bucket when this reading began has been taken. */
  isLevel = false;
  sessions: Sessions = { agents: new Map(), queues: new Map() };
  /** Of the numbering that the feed has been told to begin. */
  private begunEpoch: number | undefined;
  private target = 0;
  /** Reading the last value of each key: there the sequence has holes. */
  private isCatchingUp = false;
  private hasHole = false;
  private agents: Change<'agents'>[] = [];
  private queues: Change<'queues'>[] = [];
  private flushing: NodeJS.Immediate | undefined;
  private waiters: Waiter[] = [];
  private attempt = 0;
  private end: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly link: ClusterLink,
    private readonly names: ClusterNames,
    private readonly feed: Handed,
    private readonly log: LinkLog,
  ) {
    link.onUp(() => this.restart());
    link.onDown(() => this.letGo());
  }

  /** The feed holds what the bucket says. */
  get hasBegun(): boolean {
    return this.begunEpoch !== undefined && this.begunEpoch === this.epoch;
  }

  /** Reads on by a new consumer, or anew when the bucket is another one. */
  restart(): void {
    this.letGo();
    if (this.isStopped) return;
    const attempt = this.attempt;
    const isCurrent = () => attempt === this.attempt;
    this.open(isCurrent).catch((error: unknown) => {
      if (!isCurrent()) return;
      if (this.link.isUp) {
        const reason = error instanceof Error ? error.message : String(error);
        this.log.warn({ reason }, "the cluster's feed cannot be followed");
      }
      this.timer = after(() => this.restart(), RETRY_MS).unref();
    });
  }

  stop(): void {
    this.isStopped = true;
    this.letGo();
  }

  /**
   * @param isMet looked at after each step
   * @throws ClusterError when it is not met in time
   */
  async until(isMet: () => boolean, ms: number): Promise<void> {
    if (isMet()) return;
    await new Promise<void>((resolve, reject) => {
      const waiter = { isMet, resolve: () => settle(resolve) };
      const timer = after(
        () => settle(() => reject(new ClusterError('the feed is behind'))),
        ms,
      ).unref();
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.waiters = this.waiters.filter((other) => other !== waiter);
        act();
      };
      this.waiters.push(waiter);
    });
  }

  private async open(isCurrent: () => boolean): Promise<void> {
    const state = await openFeedBucket(this.link, this.names);
    if (!isCurrent()) return;
    const isSame = state.epoch === this.epoch;
    if (isSame && state.revision < this.revision) {
      // A server that has just taken over may not have read all of its log yet.
      await wait(SETTLES_MS, undefined, { ref: false });
      const later = await openFeedBucket(this.link, this.names);
      if (!isCurrent()) return;
      if (later.epoch !== state.epoch || later.revision >= this.revision) {
        throw new ClusterError('the bucket was not whole yet');
      }
      // The server has lost what it had acknowledged: the same numbers would mean other changes.
      await (await this.link.manager()).streams.delete(state.stream);
      throw new ClusterError('the bucket has lost changes: another numbering begins');
    }
    if (!isSame) this.begin(state);
    this.target = state.revision;
    const end = await readInOrder(this.link, {
      stream: streamOf(this.names.feed),
      subject: subjects.all(this.names.feed),
      from: isSame && this.revision > 0 ? this.revision + 1 : 'last',
      hear: (sequence, message) => {
        if (isCurrent()) this.take(sequence, message);
      },
      onGap: () => {
        if (isCurrent()) this.restart();
      },
    });
    if (!isCurrent()) {
      end();
      return;
    }
    this.end = end;
    if (state.isEmpty || this.revision >= this.target) this.level();
  }

  private begin({ epoch }: BucketState): void {
    this.epoch = epoch;
    this.revision = 0;
    this.term = 0;
    this.isFilled = false;
    this.isCatchingUp = true;
    this.sessions = { agents: new Map(), queues: new Map() };
  }

  private letGo(): void {
    this.attempt += 1;
    this.isLevel = false;
    clearTimeout(this.timer);
    this.end?.();
    this.end = undefined;
    this.flush();
  }

  private take(revision: number, message: Msg): void {
    if (revision <= this.revision) return;
    if (!this.isCatchingUp && revision !== this.revision + 1) this.hasHole = true;
    this.revision = revision;
    const operation = message.headers?.get('KV-Operation') ?? '';
    const { feed } = this.names;
    const entry = readEntry(feed, message.subject, message.data, operation !== '');
    if (entry?.kind === 'mark') {
      this.term = entry.mark.term;
      this.isFilled = entry.mark.isFilled;
    } else if (entry?.kind === 'agent') {
      set(this.sessions.agents, entry.key, entry.after);
      this.agents.push({ revision, key: entry.key, after: entry.after });
    } else if (entry?.kind === 'queue') {
      set(this.sessions.queues, entry.key, entry.after);
      this.queues.push({ revision, key: entry.key, after: entry.after });
    }
    if (revision >= this.target && !this.isLevel) this.level();
    // what arrives together is handed on together
    this.flushing ??= setImmediate(() => this.flush());
  }

  private level(): void {
    this.revision = Math.max(this.revision, this.target);
    this.isLevel = true;
    this.isCatchingUp = false;
    this.flushing ??= setImmediate(() => this.flush());
  }

  private flush(): void {
    clearImmediate(this.flushing);
    this.flushing = undefined;
    const { revision, agents, queues, hasHole, epoch, isCatchingUp } = this;
    this.agents = [];
    this.queues = [];
    if (this.hasBegun) {
      this.feed.follow({ revision, agents, queues });
      // a client may have seen, elsewhere, a state that this node missed
      if (hasHole) this.feed.forget(revision);
      this.hasHole = false;
    } else if (this.isFilled && !isCatchingUp) {
      this.begunEpoch = epoch;
      this.hasHole = false;
      const { sessions } = this;
      this.feed.begin(
        { epoch, revision },
        { agents: new Map(sessions.agents), queues: new Map(sessions.queues) },
      );
    }
    for (const waiter of [...this.waiters]) if (waiter.isMet()) waiter.resolve();
  }
}

function set<Item>(map: Map<string, Item>, key: string, item: Item | undefined): void {
  if (item === undefined) map.delete(key);
  else map.set(key, item);
}
