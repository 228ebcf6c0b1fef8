/** Typed calls, live maps, reconnect and resume: all of the client that the elements need. */
import type { AgentSession, Queue } from '../agent-session.js';
import type { FunctionData, FunctionName, FunctionParams } from '../functions/index.js';
import type {
  FunctionResult,
  HubMethod,
  HubParams,
  HubResult,
  NotificationParams,
} from '../messages.js';
import { Connection, type ConnectionState, type Identity, type StatusEvent } from './connection.js';
import { HubError } from './errors.js';
import { type Frame, isObject } from './link.js';
import { Listeners } from './listeners.js';
import { type HubClientOptions, withDefaults } from './options.js';
import { Requests } from './requests.js';
import {
  type AgentsEvent,
  agentsTopic,
  FollowedMap,
  type Follower,
  type QueuesEvent,
  queuesTopic,
  type SubscriptionFilter,
} from './subscription.js';
import { Subscriptions } from './subscriptions.js';

export interface Subscription {
  /** Resolves with the first picture; rejects with HubError when there will be none. */
  readonly ready: Promise<void>;
  /** Ends it, here and at the hub. */
  close(): void;
}
export interface AgentsSubscription extends Subscription {
  /** By `agent_user`. A session that changes is a new object. */
  readonly agents: ReadonlyMap<string, AgentSession>;
}
export interface QueuesSubscription extends Subscription {
  /** By {@link queueKey}. A queue that changes is a new object. */
  readonly queues: ReadonlyMap<string, Queue>;
}

export type FeedStatus = NotificationParams<'feed_status'>;

export class LiveClient {
  readonly #connection: Connection;
  readonly #requests: Requests;
  readonly #subscriptions: Subscriptions;
  readonly #states = new Listeners<StatusEvent>();
  readonly #feed = new Listeners<FeedStatus>();

  constructor(options: HubClientOptions) {
    const settings = withDefaults(options);
    const connection = new Connection(settings, {
      authenticate: (token) =>
        this.#requests.add('authenticate', { token }, { now: true }) as Promise<Identity>,
      received: (frame) => this.#received(frame),
      opened: () => {
        this.#subscriptions.opened();
        this.#requests.opened();
      },
      lost: (code) => {
        this.#subscriptions.lost();
        this.#requests.lost(code);
      },
      ended: (error) => {
        this.#subscriptions.ended(error);
        this.#requests.end(error);
      },
      changed: (event) => this.#states.emit(event),
    });
    this.#connection = connection;
    this.#requests = new Requests(
      {
        get open() {
          return connection.state === 'open';
        },
        get received() {
          return connection.received;
        },
        send: (frame) => connection.send(frame),
        silent: () => connection.drop('silent'),
      },
      settings.requestTimeoutMs,
    );
    this.#subscriptions = new Subscriptions({
      get open() {
        return connection.state === 'open';
      },
      request: (method, params) => this.#requests.add(method, params, { now: true }),
      drop: (reason) => connection.drop(reason),
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Who the hub says this is and what it may do; undefined while not authenticated yet. */
  get identity(): HubResult<'authenticate'> | undefined {
    return this.#connection.identity;
  }

  /**
   * Opens the connection and keeps it: after a loss the client comes back by itself. The first
   * request or subscription does the same.
   * @returns when authenticated, however many attempts that takes
   * @throws HubError when the client gives up: the token, the URL or this client is not accepted
   */
  connect(): Promise<void> {
    return this.#connection.connect();
  }

  /**
   * Calls a function of the Agent API. It is never sent twice, unless it has an `idempotency_key`
   * and the connection dropped before its answer.
   * @throws HubError as answered; `timeout` and `connection_lost` leave open whether it was done
   */
  call<N extends FunctionName>(
    name: N,
    params: FunctionParams<N>,
  ): Promise<FunctionResult<FunctionData<N>>> {
    return this.#request(name, params) as Promise<FunctionResult<FunctionData<N>>>;
  }

  /**
   * Calls a method of the hub.
   * @throws HubError
   */
  request<M extends HubMethod>(method: M, params: HubParams<M>): Promise<HubResult<M>> {
    return this.#request(method, params) as Promise<HubResult<M>>;
  }

  /**
   * Follows the sessions that match the filter (no filter: all that the token allows), through
   * reconnects, until it is closed.
   * @param listener called after each update of the map
   * @param onRefused called when the hub does not allow it, now or after a reconnect
   */
  subscribeAgents(
    filter: SubscriptionFilter,
    listener: (event: AgentsEvent) => void,
    onRefused?: (error: HubError) => void,
  ): AgentsSubscription {
    const followed = new FollowedMap(agentsTopic, filter, listener);
    return { agents: followed.map, ...this.#follow(followed, onRefused) };
  }

  /** Follows the calls waiting, like {@link subscribeAgents}. */
  subscribeQueues(
    filter: SubscriptionFilter,
    listener: (event: QueuesEvent) => void,
    onRefused?: (error: HubError) => void,
  ): QueuesSubscription {
    const followed = new FollowedMap(queuesTopic, filter, listener);
    return { queues: followed.map, ...this.#follow(followed, onRefused) };
  }

  /** @returns a function that takes the listener away */
  onState(listener: (event: StatusEvent) => void): () => void {
    return this.#states.add(listener);
  }

  /**
   * `stale` while the hub cannot read the database: the maps may be old.
   * @returns a function that takes the listener away
   */
  onFeedStatus(listener: (status: FeedStatus) => void): () => void {
    return this.#feed.add(listener);
  }

  /** Ends the connection, all subscriptions and all requests. `connect()` begins anew. */
  close(): void {
    this.#connection.close();
    this.#subscriptions.clear();
  }

  async #request(method: string, params: object): Promise<unknown> {
    const { ended } = this.#connection;
    if (ended) throw ended;
    void this.#connection.connect();
    return this.#requests.add(method, params);
  }

  #follow(follower: Follower, onRefused: (error: HubError) => void = () => {}): Subscription {
    let settle: (error?: HubError) => void = () => {};
    const ready = new Promise<void>((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve());
    });
    // Nobody has to wait for it.
    ready.catch(() => {});
    const end = this.#subscriptions.add(follower, { settled: settle, refused: onRefused });
    if (!this.#connection.ended) void this.#connection.connect();
    return {
      ready,
      close: () => {
        end();
        settle(new HubError({ code: 0, reason: 'client_closed' }));
      },
    };
  }

  #received(frame: Frame): void {
    const { method, params } = frame;
    if (typeof method !== 'string') this.#requests.answered(frame);
    else if (isObject(params)) this.#notified(method, params);
  }

  #notified(method: string, params: Frame): void {
    switch (method) {
      case 'agents_changed':
      case 'queues_changed':
        this.#subscriptions.changed(method, params);
        return;
      case 'feed_status':
        if (params.state === 'live' || params.state === 'stale') {
          this.#feed.emit(params as FeedStatus);
        }
        return;
      case 'token_expiring':
        void this.#connection.renewToken();
        return;
      case 'going_away':
        if (typeof params.retry_after_ms === 'number') {
          this.#connection.goingAway(params.retry_after_ms);
        }
    }
  }
}
