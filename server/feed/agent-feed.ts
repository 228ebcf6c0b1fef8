/**
 * The live feed: one watcher, whatever the number of clients. What subscribers see is always what
 * the database says; a command only rings the bell.
 */
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import { databaseSource, type ReadingOptions } from './database-source.js';
import { DelayMeter } from './delay-meter.js';
import { agentsTopic, queuesTopic } from './differences.js';
import type { FeedListener, FeedSource, Position, Sessions } from './feed-source.js';
import { fold } from './fold.js';
import { EncodedFrame } from './frame.js';
import type { Sink } from './sink.js';
import type { Subscription } from './subscription.js';
import { Topic } from './topic.js';
import type { View } from './view.js';
import type { FeedStatus } from './watcher.js';

export interface FeedLog {
  warn(details: object, message: string): void;
}

export interface FeedOptions extends ReadingOptions {
  /** Where the picture comes from; default: this feed reads the database itself. */
  readonly source?: (listener: FeedListener) => FeedSource;
  readonly log?: FeedLog;
  /** Bytes waiting for a client beyond which its changes are conflated; default 1 MiB. */
  readonly maxBuffered?: number;
  /** Changes kept for clients that come back, a topic; default 5,000. */
  readonly journalLimit?: number;
  /** Told each time that the tables could not be read. */
  readonly onReadFailure?: (error: Error) => void;
  /** Told how long a change took to its frames, s (see DelayMeter); not while nobody listens. */
  readonly onDelay?: (seconds: number) => void;
  /** Told when the first listener comes and when the last one has gone. */
  readonly onListening?: (isListened: boolean) => void;
}

export interface SubscribeRequest {
  readonly topic: 'agents' | 'queues';
  readonly view: View;
  /** Where a client that comes back left off. */
  readonly since?: Position | undefined;
  readonly sink: Sink;
  /** Ids of the connection's other subscriptions. */
  readonly idsInUse?: ReadonlySet<string>;
  /**
   * True: nothing is sent before `open` is called. Else frames flow from the next turn of the
   * event loop on, and the answer has to be given to the sink before that.
   */
  readonly hold?: boolean;
}

/** The result of the `subscribe` request. */
export interface SubscribeAnswer {
  readonly subscription: string;
  readonly epoch: number;
  readonly revision: number;
  readonly recovered: boolean;
  readonly agents?: AgentSession[];
  readonly queues?: Queue[];
}

/** What a connection keeps of a subscription: its id, `open`, `close` and `narrow`. */
export type SubscriptionHandle = Pick<Subscription<unknown>, 'id' | 'open' | 'close' | 'narrow'>;

export interface Subscribed {
  readonly answer: SubscribeAnswer;
  /** `answer` as JSON; the snapshot in it is encoded once for all that share the view. */
  answerText(): string;
  /** Keep this, not the answer: the answer holds the whole snapshot. */
  readonly handle: SubscriptionHandle;
}

export type AgentChangeListener = (
  revision: number,
  before: AgentSession | undefined,
  after: AgentSession | undefined,
) => void;

interface SinkUse {
  subscriptions: number;
  /** The status that it was told last. */
  told: FeedStatus | undefined;
}

const MAX_BUFFERED = 1_048_576;

export class AgentFeed {
  private readonly source: FeedSource;
  private readonly agents: Topic<AgentSession>;
  private readonly queues: Topic<Queue>;
  private readonly delays = new DelayMeter();
  private readonly sinks = new Map<Sink, SinkUse>();
  private readonly statusListeners = new Set<(status: FeedStatus) => void>();
  private readonly changeListeners = new Set<AgentChangeListener>();
  private readonly open = new Set<object>();
  private hasBegun = false;
  /** Memory is as old as one poll at most (older only while the status is stale). */
  private isCurrent = false;
  private isRunning = false;

  constructor(private readonly options: FeedOptions) {
    const { maxBuffered = MAX_BUFFERED, journalLimit } = options;
    const topicOptions = {
      epoch: Date.now(),
      journalLimit,
      maxBuffered,
      onOpen: (sink: Sink) => this.opened(sink),
      onClose: (subscription: object, sink: Sink) => this.closed(subscription, sink),
      onSinkError: (error: unknown) => this.warn(error, 'a client could not be written to'),
    };
    this.agents = new Topic(agentsTopic, {
      ...topicOptions,
      onChange: (revision, before, after) => {
        this.delays.changed((after ?? before)?.agent_user ?? '');
        this.tellChange(revision, before, after);
      },
    });
    this.queues = new Topic(queuesTopic, topicOptions);
    const listener: FeedListener = {
      read: (sessions) => this.read(sessions),
      begin: (position, sessions) => this.begin(position, sessions),
      follow: ({ revision, agents, queues }) => {
        this.agents.follow(agents, revision);
        this.queues.follow(queues, revision);
        this.tellDelays();
      },
      forget: (revision) => {
        this.agents.journal.forget(revision);
        this.queues.journal.forget(revision);
      },
      status: (status) => this.tellStatus(status),
      failure: (error) => {
        this.warn(error, 'the database could not be read');
        this.guarded('a listener failed', () => options.onReadFailure?.(error));
      },
    };
    this.source = options.source?.(listener) ?? databaseSource(options, listener);
  }

  start(): void {
    this.isRunning = true;
  }

  /** Ends every subscription; resolves when no query is under way. */
  async stop(): Promise<void> {
    this.isRunning = false;
    this.agents.close();
    this.queues.close();
    await this.source.stop();
  }

  /** Epoch ms at which this feed's numbering began. */
  get epoch(): number {
    return this.agents.journal.epoch;
  }

  get status(): FeedStatus {
    return this.source.status;
  }

  /** Number of subscriptions and others that keep the feed reading. */
  get listening(): number {
    return this.open.size;
  }

  /** Changes that slow clients did not get one by one, since the start. */
  get conflated(): number {
    return this.agents.conflated + this.queues.conflated;
  }

  /** How long the last reading took, ms. */
  get lastReadMs(): number {
    return this.source.lastReadMs;
  }

  get revision(): number {
    return this.agents.journal.revision;
  }

  /** A command changed something: read now. Does nothing when nobody listens. */
  ring(agentUser?: string): void {
    if (this.open.size > 0) this.delays.rung(agentUser);
    this.source.ring(agentUser);
  }

  /** @returns ends the listening */
  onStatus(listener: (status: FeedStatus) => void): () => void {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  }

  /** Hears each change that is read; does not by itself keep the feed reading. */
  onChanges(listener: AgentChangeListener): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  /** Keeps the feed reading, for one who waits for a change. @returns ends it */
  keepAwake(): () => void {
    const token = {};
    this.enter(token);
    return () => this.leave(token);
  }

  /** @throws the database's error when nothing has been read yet and it cannot be read now */
  async subscribe(request: SubscribeRequest): Promise<Subscribed> {
    await this.makeCurrent(request.since);
    return request.topic === 'agents'
      ? this.join(this.agents, request, (agents) => ({ agents }))
      : this.join(this.queues, request, (queues) => ({ queues }));
  }

  /**
   * Reads, unless what is held is fresh because somebody listens and the status is live.
   * @throws the database's error when it cannot be read
   */
  async refresh(): Promise<void> {
    if (!this.isCurrent || this.status.state === 'stale') await this.source.readNow();
  }

  /** @throws the database's error when it cannot be read */
  async getAgent(agentUser: string, view: View): Promise<AgentSession | undefined> {
    await this.refresh();
    const session = this.agents.items().get(fold(agentUser));
    return session && view.agents.sees(session) ? view.agents.show(session) : undefined;
  }

  /**
   * The session as the database has it after this call: what a command wrote before is in it.
   * @throws the database's error when it cannot be read
   */
  async freshAgent(agentUser: string, view: View): Promise<AgentSession | undefined> {
    await this.source.readNow();
    const session = this.agents.items().get(fold(agentUser));
    return session && view.agents.sees(session) ? view.agents.show(session) : undefined;
  }

  /** @throws the database's error when it cannot be read */
  async snapshot(
    view: View,
  ): Promise<{ epoch: number; revision: number; agents: AgentSession[]; queues: Queue[] }> {
    await this.refresh();
    return {
      epoch: this.epoch,
      revision: this.agents.journal.revision,
      agents: this.agents.visible(view.agents),
      queues: this.queues.visible(view.queues),
    };
  }

  /** What was last read, without reading: for metrics. */
  lastSeen(): { agents: Iterable<AgentSession>; queues: Iterable<Queue> } {
    return { agents: this.agents.items().values(), queues: this.queues.items().values() };
  }

  /** @param since a client must not be answered with less than it has seen */
  private async makeCurrent(since: Position | undefined): Promise<void> {
    if (!this.isRunning) throw new Error('the feed is not running');
    if (!this.isCurrent) await this.source.readNow();
    if (since) await this.source.reach(since);
    if (!this.isRunning) throw new Error('the feed has been stopped');
  }

  private join<Item>(
    topic: Topic<Item>,
    request: SubscribeRequest,
    list: (items: Item[]) => Pick<SubscribeAnswer, 'agents' | 'queues'>,
  ): Subscribed {
    const { sink } = request;
    const joined = topic.join(request.view, sink, request.since, request.idsInUse ?? new Set());
    const { subscription, revision, recovered } = joined;
    const { epoch } = this;
    const head = { subscription: subscription.id, epoch, revision, recovered };
    this.enter(subscription);
    const use = this.sinks.get(sink);
    if (use) use.subscriptions += 1;
    else this.sinks.set(sink, { subscriptions: 1, told: undefined });
    this.isCurrent = true;
    if (!request.hold) setImmediate(() => subscription.open());
    return {
      answer: { ...head, ...list(joined.items) },
      answerText: () => answerText(head, request.topic, joined.text()),
      handle: subscription,
    };
  }

  private opened(sink: Sink): void {
    const use = this.sinks.get(sink);
    if (!use || this.status.state === 'live' || use.told === this.status) return;
    use.told = this.status;
    this.sendTo(sink, statusFrame(this.status));
  }

  private closed(subscription: object, sink: Sink): void {
    this.leave(subscription);
    const use = this.sinks.get(sink);
    if (!use) return;
    use.subscriptions -= 1;
    if (use.subscriptions === 0) this.sinks.delete(sink);
  }

  private enter(listener: object): void {
    this.open.add(listener);
    this.source.wake();
    if (this.open.size === 1) this.tellListening(true);
  }

  private leave(listener: object): void {
    if (!this.open.delete(listener) || this.open.size > 0) return;
    this.isCurrent = false;
    this.delays.forget();
    this.source.sleep();
    this.tellListening(false);
  }

  private read({ agents, queues }: Sessions): void {
    if (this.hasBegun) {
      this.agents.update(agents);
      this.queues.update(queues);
      this.tellDelays();
    } else {
      this.agents.begin(agents);
      this.queues.begin(queues);
      this.hasBegun = true;
    }
    this.isCurrent = this.open.size > 0;
  }

  private begin(position: Position, { agents, queues }: Sessions): void {
    if (this.hasBegun) {
      this.agents.restart(position, agents);
      this.queues.restart(position, queues);
    } else {
      this.agents.begin(agents, position);
      this.queues.begin(queues, position);
      this.hasBegun = true;
    }
    this.delays.forget();
  }

  private tellStatus(status: FeedStatus): void {
    for (const listener of this.statusListeners) {
      this.guarded('a listener failed', () => listener(status));
    }
    const frame = statusFrame(status);
    for (const [sink, use] of this.sinks) {
      use.told = status;
      this.sendTo(sink, frame);
    }
  }

  private tellChange(
    revision: number,
    before: AgentSession | undefined,
    after: AgentSession | undefined,
  ): void {
    for (const listener of this.changeListeners) {
      this.guarded('a listener failed', () => listener(revision, before, after));
    }
  }

  private tellListening(isListened: boolean): void {
    this.guarded('a listener failed', () => this.options.onListening?.(isListened));
  }

  private tellDelays(): void {
    const seconds = this.delays.published(this.source.lastReadBegan);
    const { onDelay } = this.options;
    if (!onDelay || this.open.size === 0) return;
    this.guarded('a listener failed', () => seconds.forEach(onDelay));
  }

  private sendTo(sink: Sink, frame: EncodedFrame): void {
    this.guarded('a client could not be written to', () => sink.send(frame));
  }

  private guarded(message: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.warn(error, message);
    }
  }

  private warn(error: unknown, message: string): void {
    this.options.log?.warn({ error }, message);
  }
}

function statusFrame({ state, since }: FeedStatus): EncodedFrame {
  return new EncodedFrame('feed_status', JSON.stringify({ state, since }));
}

/** @param list the snapshot as JSON */
function answerText(head: object, topic: 'agents' | 'queues', list: string): string {
  return `${JSON.stringify(head).slice(0, -1)},"${topic}":${list}}`;
}
