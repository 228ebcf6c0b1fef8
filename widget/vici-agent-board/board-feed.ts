/** All that the board shows, as the hub tells it. */
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import type { ConnectionState, HubError, StatusEvent } from '../../protocol/client.js';
import { acquireClient, type ClientLease } from '../connection/shared-clients.js';
import type { TokenSource } from '../connection/token-source.js';
import type { Selection } from './selection.js';

export interface FeedOwner {
  /** Something that is shown is different. */
  changed(): void;
  connected(event: StatusEvent): void;
  failed(error: HubError): void;
}

const NO_AGENTS: ReadonlyMap<string, AgentSession> = new Map();
const NO_QUEUES: ReadonlyMap<string, Queue> = new Map();

export class BoardFeed {
  connection: ConnectionState = 'closed';
  /** Why the client gave up, or the hub refused. */
  ended: HubError | undefined;
  /** By agent_user. */
  agents = NO_AGENTS;
  queues = NO_QUEUES;
  /** The first picture of the agents is here. */
  known = false;
  /** Epoch ms at the hub since when the picture may be old; undefined: it is right. */
  oldSince: number | undefined;
  /** The hub cannot read the dialler's tables. */
  stale = false;

  #lease: ClientLease | undefined;
  #stops: (() => void)[] = [];

  constructor(private readonly owner: FeedOwner) {}

  /** Epoch ms at the hub. */
  now(): number {
    return this.#lease?.clock.now() ?? Date.now();
  }

  start(hub: string, source: TokenSource, selection: Selection): void {
    this.stop();
    const lease = acquireClient(hub, source);
    const { client } = lease;
    this.#lease = lease;
    const refused = (error: HubError) => this.#end(error);
    const agents = client.subscribeAgents(selection.agents, () => this.#followed(), refused);
    const queues = client.subscribeQueues(selection.queues, () => this.owner.changed(), refused);
    this.agents = agents.agents;
    this.queues = queues.queues;
    this.#stops = [
      () => agents.close(),
      () => queues.close(),
      client.onState((event) => this.#connected(event)),
      client.onFeedStatus(({ state, since }) => {
        this.stale = state === 'stale';
        this.#judge(since);
      }),
      lease.clock.onAdjusted(() => this.owner.changed()),
    ];
    this.#connected({ state: client.state });
    this.#connect(lease);
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#lease?.release();
    this.#lease = undefined;
    this.connection = 'closed';
    this.ended = undefined;
    this.agents = NO_AGENTS;
    this.queues = NO_QUEUES;
    this.known = false;
    this.oldSince = undefined;
    this.stale = false;
  }

  /** After the client gave up. */
  retry(): void {
    if (!this.#lease) return;
    this.ended = undefined;
    this.#connect(this.#lease);
    this.owner.changed();
  }

  #connect(lease: ClientLease): void {
    lease.client.connect().catch((error: HubError) => {
      if (this.#lease === lease) this.#end(error);
    });
  }

  #followed(): void {
    this.known = true;
    this.#judge();
  }

  #connected(event: StatusEvent): void {
    if (event.state === this.connection && event.reason === undefined) return;
    this.connection = event.state;
    if (event.state === 'open') {
      this.ended = undefined;
      // a hub that cannot read says so after each subscription
      this.stale = false;
    }
    this.#judge();
    this.owner.connected(event);
  }

  /** @param at since when, epoch ms at the hub */
  #judge(at = this.now()): void {
    const isOld = this.stale || this.connection !== 'open';
    if (!isOld) this.oldSince = undefined;
    else if (this.known) this.oldSince ??= at;
    this.owner.changed();
  }

  #end(error: HubError): void {
    this.ended = error;
    this.owner.changed();
    this.owner.failed(error);
  }
}
