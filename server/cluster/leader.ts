/**
 * What a node does while it leads: reads the database as long as any node listens, publishes what
 * changed, answers requests to read now, and tells how it is.
 */
import { setInterval as every } from 'node:timers';
import type { ReadingOptions } from '../feed/database-source.js';
import { type Picture, PictureReader } from '../feed/read-picture.js';
import { SessionDeriver } from '../feed/session-deriver.js';
import { Watcher } from '../feed/watcher.js';
import type { ClusterNames } from './address.js';
import { ClusterError } from './cluster-error.js';
import type { Follower } from './follower.js';
import type { ClusterLink } from './link.js';
import { Publisher } from './publisher.js';
import { bell, type Pulse, presence, type Reading } from './words.js';

export interface LeaderOptions extends ReadingOptions {
  readonly link: ClusterLink;
  readonly names: ClusterNames;
  readonly follower: Follower;
  readonly term: number;
  /** True while no other node can lead. */
  readonly mayPublish: () => boolean;
  readonly onFailure: (error: Error) => void;
  /** Told when it begins and ends to read for listeners. */
  readonly onReading: (isReading: boolean) => void;
}

export const PULSE_MS = 500;
/** A node that was not heard for this long does not listen any more, ms. */
const PRESENCE_MS = 3_500;
const RETRY_CAP_MS = 1_000;

export class Leader {
  private readonly watcher: Watcher<{ picture: Picture; publisher: Publisher }>;
  private publisher: Publisher | undefined;
  private opening: Promise<Publisher> | undefined;
  /** Nodes that listen, and when each was heard last. */
  private readonly listening = new Map<string, number>();
  private isReading = false;
  private hasEnded = false;
  private readonly timer: NodeJS.Timeout;
  private readonly unsubscribe: (() => void)[];

  constructor(private readonly options: LeaderOptions) {
    const { connection, link, names } = options;
    const deriver = new SessionDeriver(connection);
    let reader: PictureReader | undefined;
    this.watcher = new Watcher({
      read: async (only) => {
        // fenced before it is read: no older picture can follow a newer one into the bucket
        const publisher = await this.takeBucket();
        reader ??= new PictureReader(connection, { rememberMs: options.rememberMs });
        return { picture: await reader.read(only), publisher };
      },
      apply: ({ picture, publisher }) =>
        publisher.publish(deriver.derive(picture, publisher.agents)),
      pollMs: options.pollMs,
      readTimeoutMs: options.readTimeoutMs,
      retryCapMs: options.retryCapMs ?? RETRY_CAP_MS,
      onStatus: () => this.beat(),
      onFailure: options.onFailure,
    });
    this.unsubscribe = [
      link.subscribe(names.subject('presence'), (data) => this.hear(data)),
      link.subscribe(names.subject('bell'), (data) => {
        const rung = bell.safeParse(data);
        if (rung.success) this.ring(rung.data.agent);
      }),
      link.subscribe(names.subject('read'), (_, message) => {
        void this.answer().then((answer) => message.respond(JSON.stringify(answer)));
      }),
    ];
    this.timer = every(() => this.beat(), PULSE_MS).unref();
    // the others are asked who listens
    link.publish(names.subject('roll_call'), {});
    this.takeBucket().then(
      () => this.beat(),
      () => {}, // the next reading tries again
    );
  }

  ring(agent?: string): void {
    this.watcher.ring(agent);
  }

  /** Reads and publishes. @throws the database's error, or ClusterError */
  async readNow(): Promise<{ epoch: number; revision: number }> {
    await this.watcher.readNow();
    const { publisher } = this;
    if (!publisher) throw new ClusterError('this node does not lead any more');
    return { epoch: publisher.epoch, revision: publisher.revision };
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearInterval(this.timer);
    for (const end of this.unsubscribe) end();
    if (this.isReading) this.options.onReading(false);
    await this.watcher.stop();
  }

  private async answer(): Promise<Reading> {
    try {
      return await this.readNow();
    } catch (error) {
      const { code } = error as { code?: unknown };
      return {
        failed: error instanceof ClusterError ? 'cluster' : 'database',
        message: error instanceof Error ? error.message : String(error),
        ...(typeof code === 'string' ? { code } : {}),
      };
    }
  }

  /** A failed publisher does not know what the bucket holds: another takes over from it. */
  private async takeBucket(): Promise<Publisher> {
    if (this.hasEnded) throw new ClusterError('this node does not lead any more');
    if (this.publisher?.isGood && this.publisher.epoch === this.options.follower.epoch) {
      return this.publisher;
    }
    const { link, names, follower, term } = this.options;
    this.opening ??= Publisher.open(
      link,
      names,
      follower,
      term,
      () => !this.hasEnded && this.options.mayPublish(),
    ).finally(() => {
      this.opening = undefined;
    });
    this.publisher = await this.opening;
    return this.publisher;
  }

  private hear(data: unknown): void {
    const heard = presence.safeParse(data);
    if (!heard.success) return;
    const { node, isListening } = heard.data;
    if (isListening) this.listening.set(node, performance.now());
    else this.listening.delete(node);
    this.decide();
  }

  private decide(): void {
    const isWanted = this.listening.size > 0;
    if (isWanted === this.isReading || this.hasEnded) return;
    this.isReading = isWanted;
    if (isWanted) {
      this.watcher.wake();
      this.watcher.ring();
    } else this.watcher.sleep();
    this.options.onReading(isWanted);
  }

  private beat(): void {
    const oldest = performance.now() - PRESENCE_MS;
    for (const [node, at] of this.listening) if (at < oldest) this.listening.delete(node);
    this.decide();
    const { link, names, term, mayPublish } = this.options;
    const { publisher } = this;
    if (!publisher || !mayPublish()) return;
    const { epoch, revision, isGood } = publisher;
    const { status, lastReadMs: readMs } = this.watcher;
    const state = isGood ? status.state : 'stale';
    link.publish(names.subject('pulse'), { term, epoch, revision, state, readMs } satisfies Pulse);
  }
}
