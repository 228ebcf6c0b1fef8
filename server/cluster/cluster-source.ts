/**
 * The feed of a node in a cluster: it follows the bucket that the leader fills, tells the leader
 * whether anybody listens here, and leads itself when the lease is its own.
 */
import { setInterval as every } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import type { FeedListener, FeedSource, Position } from '../feed/feed-source.js';
import type { FeedStatus } from '../feed/watcher.js';
import type { ClusterNames } from './address.js';
import { asClusterError, ClusterError } from './cluster-error.js';
import { openFeedBucket } from './feed-bucket.js';
import { Follower } from './follower.js';
import { Leader, type LeaderOptions } from './leader.js';
import { Lease } from './lease.js';
import type { ClusterLink, LinkLog } from './link.js';
import { type Pulse, pulse, reading } from './words.js';

export interface ClusterSourceOptions
  extends Pick<
    LeaderOptions,
    'connection' | 'pollMs' | 'rememberMs' | 'readTimeoutMs' | 'onReading'
  > {
  readonly link: ClusterLink;
  readonly names: ClusterNames;
  readonly log: LinkLog;
}

const PRESENCE_MS = 1_000;
const LOOK_MS = 250;
/** Without a word of the leader for this long, what is shown may be old, ms. */
const SILENCE_MS = 2_000;
/** Behind what the leader says for this long, a node reads on by a new consumer, ms. */
const BEHIND_MS = 1_500;
/** A reading by the leader is waited for, ms. */
const READ_MS = 10_000;
/** A leader is waited for: longer than one is replaced in, ms. */
const LEADER_MS = 6_000;
const ASK_AGAIN_MS = 150;
const REACH_MS = 4_000;

export class ClusterSource implements FeedSource {
  status: FeedStatus = { state: 'stale', since: Date.now() };
  lastReadMs = 0;
  lastReadBegan = 0;
  private readonly follower: Follower;
  private readonly lease: Lease;
  private leader: Leader | undefined;
  /** Of earlier terms, until their last query is over. */
  private readonly ending = new Set<Promise<void>>();
  private isAwake = false;
  private isStopped = false;
  private heard: { pulse: Pulse; at: number } | undefined;
  private behindSince: number | undefined;
  private asking: Promise<void> | undefined;
  private askingNext: Promise<void> | undefined;
  private readonly timers: NodeJS.Timeout[];

  constructor(
    private readonly options: ClusterSourceOptions,
    private readonly listener: FeedListener,
  ) {
    const { link, names, log } = options;
    this.follower = new Follower(
      link,
      names,
      {
        begin: (position, sessions) => listener.begin(position, sessions),
        follow: (changes) => {
          this.lastReadBegan = performance.now() - this.lastReadMs;
          listener.follow(changes);
        },
        forget: (revision) => listener.forget(revision),
      },
      log,
    );
    this.lease = new Lease(link, names, {
      onLead: (term) => this.lead(term),
      onLost: () => this.endLeading(),
    });
    link.subscribe(names.subject('pulse'), (data) => this.hear(data));
    link.subscribe(names.subject('roll_call'), () => this.tellPresence());
    link.onUp(() => this.tellPresence());
    link.onDown(() => this.judge());
    this.timers = [
      every(() => this.isAwake && this.tellPresence(), PRESENCE_MS).unref(),
      every(() => this.judge(), LOOK_MS).unref(),
    ];
  }

  /** True while this node reads the database for the others. */
  get isLeading(): boolean {
    return this.leader !== undefined;
  }

  wake(): void {
    this.isAwake = true;
    this.tellPresence();
  }

  sleep(): void {
    this.isAwake = false;
    this.tellPresence();
  }

  ring(agent?: string): void {
    if (this.leader) this.leader.ring(agent);
    else this.tell('bell', agent === undefined ? {} : { agent });
  }

  /** Whoever asks while a request is under way shares the next one. */
  readNow(): Promise<void> {
    if (this.isStopped) return Promise.reject(new Error('the feed has been stopped'));
    if (!this.asking) {
      this.asking = this.ask().finally(() => {
        this.asking = undefined;
      });
      return this.asking;
    }
    this.askingNext ??= this.asking
      .catch(() => {})
      .then(() => {
        this.askingNext = undefined;
        return this.readNow();
      });
    return this.askingNext;
  }

  async reach({ epoch, revision }: Position): Promise<void> {
    const { follower, options } = this;
    if (epoch !== follower.epoch || revision <= follower.revision) return;
    const bucket = await openFeedBucket(options.link, options.names).catch((error: unknown) => {
      throw asClusterError(error);
    });
    // nobody can have seen a revision that was never given
    if (bucket.epoch !== epoch || revision > bucket.revision) return;
    await follower.until(() => follower.epoch !== epoch || follower.revision >= revision, REACH_MS);
  }

  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    for (const timer of this.timers) clearInterval(timer);
    this.isAwake = false;
    this.tellPresence();
    await this.lease.stop();
    this.follower.stop();
    await Promise.all(this.ending);
    await this.asking?.catch(() => {});
  }

  private async ask(): Promise<void> {
    const { follower } = this;
    const { epoch, revision } = await this.askLeader();
    const holds = () =>
      follower.hasBegun && (follower.epoch !== epoch || follower.revision >= revision);
    await follower.until(holds, REACH_MS);
  }

  /** While a leader is being replaced there is nobody to ask. */
  private async askLeader(): Promise<Position> {
    const deadline = performance.now() + LEADER_MS;
    const { link, names } = this.options;
    for (;;) {
      try {
        if (this.leader) return await this.leader.readNow();
        const answer = reading.parse(await link.request(names.subject('read'), {}, READ_MS));
        if (!('failed' in answer)) return answer;
        if (answer.failed === 'database') throw new ReadingFailed(answer.message, answer.code);
      } catch (error) {
        const isOfDatabase =
          error instanceof ReadingFailed || (this.leader && !(error instanceof ClusterError));
        if (isOfDatabase || this.isStopped) throw error;
      }
      if (this.isStopped || !link.isUp || performance.now() > deadline) {
        throw new ClusterError("the cluster's feed cannot be read");
      }
      await pause(ASK_AGAIN_MS, undefined, { ref: false });
    }
  }

  private lead(term: number): void {
    if (this.isStopped) return;
    const { options, listener } = this;
    options.log.info({ term }, 'this node leads');
    this.leader = new Leader({
      ...options,
      follower: this.follower,
      term,
      mayPublish: () => this.lease.isValid,
      onFailure: (error) => {
        if (error instanceof ClusterError) {
          options.log.warn({ reason: error.message }, 'the feed could not be published');
        } else listener.failure(error);
      },
    });
  }

  private endLeading(): void {
    const { leader } = this;
    if (!leader) return;
    this.leader = undefined;
    this.options.log.info({}, 'this node leads no more');
    const ending = leader.stop().finally(() => this.ending.delete(ending));
    this.ending.add(ending);
  }

  private hear(data: unknown): void {
    const heard = pulse.safeParse(data);
    if (!heard.success || heard.data.term < (this.heard?.pulse.term ?? 0)) {
      // a term that does not grow is an old leader's, unless the server forgot all terms
      if (!heard.success || heard.data.epoch === this.heard?.pulse.epoch) return;
    }
    this.heard = { pulse: heard.data, at: performance.now() };
    this.lastReadMs = heard.data.readMs;
    this.judge();
  }

  /** What this node knows of the feed's state. */
  private judge(): void {
    const now = performance.now();
    const { follower, heard } = this;
    const isHeard = heard !== undefined && now - heard.at < SILENCE_MS;
    const isBehind =
      heard !== undefined &&
      (heard.pulse.epoch !== follower.epoch || heard.pulse.revision > follower.revision);
    if (!isBehind || !isHeard || !this.options.link.isUp) this.behindSince = undefined;
    else this.behindSince ??= now;
    const isLate = this.behindSince !== undefined && now - this.behindSince > BEHIND_MS;
    if (isLate) {
      this.behindSince = now;
      follower.restart();
    }
    const isLive =
      this.options.link.isUp &&
      isHeard &&
      heard.pulse.state === 'live' &&
      heard.pulse.epoch === follower.epoch &&
      follower.isLevel &&
      !isLate &&
      (follower.hasBegun || !this.isAwake);
    this.setState(isLive ? 'live' : 'stale');
  }

  private setState(state: FeedStatus['state']): void {
    if (this.status.state === state || this.isStopped) return;
    this.status = { state, since: Date.now() };
    this.listener.status(this.status);
  }

  private tellPresence(): void {
    this.tell('presence', { node: this.options.link.node, isListening: this.isAwake });
  }

  private tell(word: string, data: object): void {
    const { link, names } = this.options;
    link.publish(names.subject(word), data);
  }
}

/** The leader could not read the database. */
class ReadingFailed extends Error {
  constructor(
    message: string,
    /** The database's. */
    readonly code: string | undefined,
  ) {
    super(message);
  }
}
