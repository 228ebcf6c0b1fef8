/**
 * Writes what changed into the feed's bucket. Each write says which sequence it expects to follow:
 * a node that was replaced without noticing is refused by the server, and nothing of it is kept.
 */
import type { JetStreamClient } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import { agentDiffers, queueDiffers } from '../feed/compare.js';
import type { Sessions } from '../feed/feed-source.js';
import type { ClusterNames } from './address.js';
import { asClusterError, ClusterError } from './cluster-error.js';
import { subjects } from './feed-bucket.js';
import type { Follower } from './follower.js';
import type { ClusterLink } from './link.js';

interface Write {
  readonly subject: string;
  /** Undefined: the key goes. */
  readonly value: unknown;
  /** It has been stored. */
  readonly stored: () => void;
}

/** Writes on their way at once. */
const AT_ONCE = 256;
const TIMEOUT_MS = 2_000;
const LEVEL_MS = 2_000;

export class Publisher {
  private hasFailed = false;

  private constructor(
    private readonly jetstream: JetStreamClient,
    private readonly bucket: string,
    private readonly term: number,
    private readonly mayPublish: () => boolean,
    readonly epoch: number,
    /** The last sequence of the stream. */
    public revision: number,
    private isFilled: boolean,
    /** What the bucket holds. */
    private readonly held: Sessions,
  ) {}

  /**
   * Takes the bucket over: from its mark on no other node's writes are accepted.
   * @param mayPublish asked before each write
   * @throws ClusterError
   */
  static async open(
    link: ClusterLink,
    names: ClusterNames,
    follower: Follower,
    term: number,
    mayPublish: () => boolean,
  ): Promise<Publisher> {
    await follower.until(() => follower.isLevel, LEVEL_MS);
    const { epoch, revision, isFilled, sessions } = follower;
    const held = { agents: new Map(sessions.agents), queues: new Map(sessions.queues) };
    const publisher = new Publisher(
      link.jetstream(),
      names.feed,
      term,
      mayPublish,
      epoch,
      revision,
      isFilled,
      held,
    );
    try {
      await publisher.mark(isFilled);
    } catch (error) {
      // the follower may not be as level as it thought
      if (link.isUp) follower.restart();
      throw asClusterError(error);
    }
    return publisher;
  }

  get agents(): ReadonlyMap<string, AgentSession> {
    return this.held.agents;
  }

  /** False: what the bucket holds is not known any more. */
  get isGood(): boolean {
    return !this.hasFailed;
  }

  /** Writes what differs. @throws ClusterError; it is of no more use then */
  async publish({ agents, queues }: Sessions): Promise<void> {
    const { bucket, held } = this;
    const writes = [
      ...differing(held.agents, agents, agentDiffers, (key) => subjects.agent(bucket, key)),
      ...differing(held.queues, queues, queueDiffers, (key) => subjects.queue(bucket, key)),
    ];
    for (let from = 0; from < writes.length; from += AT_ONCE) {
      await this.write(writes.slice(from, from + AT_ONCE));
    }
    if (!this.isFilled) await this.mark(true);
    // signs of life that are no changes, for the next comparison
    refresh(held.agents, agents);
  }

  private async mark(isFilled: boolean): Promise<void> {
    const value = { term: this.term, isFilled };
    await this.write([
      {
        subject: subjects.mark(this.bucket),
        value,
        stored: () => {
          this.isFilled = isFilled;
        },
      },
    ]);
  }

  private async write(writes: readonly Write[]): Promise<void> {
    if (this.hasFailed) throw new ClusterError('the bucket is not known any more');
    let sequence = this.revision;
    try {
      const stored = writes.map(async ({ subject, value, stored }) => {
        if (!this.mayPublish()) throw new ClusterError('this node does not lead any more');
        const expect = { lastSequence: sequence };
        sequence += 1;
        const isRemoval = value === undefined;
        await this.jetstream.publish(subject, isRemoval ? '' : JSON.stringify(value), {
          expect,
          timeout: TIMEOUT_MS,
          ...(isRemoval ? { headers: removal() } : {}),
        });
        stored();
      });
      const results = await Promise.allSettled(stored);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
      this.revision = sequence;
    } catch (error) {
      this.hasFailed = true;
      throw asClusterError(error);
    }
  }
}

function removal() {
  const marks = headers();
  marks.set('KV-Operation', 'DEL');
  return marks;
}

function differing<Item extends AgentSession | Queue>(
  held: Map<string, Item>,
  wanted: ReadonlyMap<string, Item>,
  differs: (before: Item, after: Item) => boolean,
  subject: (key: string) => string,
): Write[] {
  const writes: Write[] = [];
  for (const key of held.keys()) {
    if (wanted.has(key)) continue;
    const stored = () => held.delete(key);
    writes.push({ subject: subject(key), value: undefined, stored });
  }
  for (const [key, item] of wanted) {
    const before = held.get(key);
    if (before !== undefined && !differs(before, item)) continue;
    writes.push({ subject: subject(key), value: item, stored: () => held.set(key, item) });
  }
  return writes;
}

function refresh<Item>(held: Map<string, Item>, wanted: ReadonlyMap<string, Item>): void {
  for (const [key, item] of wanted) held.set(key, item);
}
