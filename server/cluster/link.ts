/**
 * This node's connection to NATS. It is sought for ever; while it is down nothing is queued: what
 * nodes tell one another is out of date by the time it could be sent.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type JetStreamClient, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { type KV, Kvm, type KvOptions } from '@nats-io/kv';
import { connect, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import type { ClusterAddress } from './address.js';
import { asClusterError, ClusterError } from './cluster-error.js';

export interface LinkLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

type Hear = (data: unknown, message: Msg) => void;

interface Listening {
  readonly subject: string;
  readonly hear: Hear;
  subscription: Subscription | undefined;
}

const RETRY_MS = 500;
const PING_MS = 2_000;
const MISSED_PINGS = 2;

export class ClusterLink {
  /** Tells this process from every other, also from its own earlier runs. */
  readonly node = randomBytes(8).toString('hex');
  isUp = false;
  private connection: NatsConnection | undefined;
  private isClosed = false;
  private readonly listenings = new Set<Listening>();
  private readonly upListeners: (() => void)[] = [];
  private readonly downListeners: (() => void)[] = [];
  private readonly running: Promise<void>;

  constructor(
    private readonly address: ClusterAddress,
    private readonly log: LinkLog,
  ) {
    this.running = this.run();
  }

  /** Told at each connection, also a later one; at once when there is one already. */
  onUp(listener: () => void): void {
    this.upListeners.push(listener);
    if (this.isUp) listener();
  }

  onDown(listener: () => void): void {
    this.downListeners.push(listener);
  }

  /** Does nothing while the link is down. */
  publish(subject: string, data: unknown): void {
    if (!this.isUp) return;
    try {
      this.connection?.publish(subject, JSON.stringify(data));
    } catch {
      // it is closing: the same as being down
    }
  }

  /** @returns ends it */
  subscribe(subject: string, hear: Hear): () => void {
    const listening: Listening = { subject, hear, subscription: undefined };
    this.listenings.add(listening);
    if (this.connection) this.begin(listening, this.connection);
    return () => {
      this.listenings.delete(listening);
      listening.subscription?.unsubscribe();
    };
  }

  /** @throws ClusterError when nobody answers in time */
  async request(subject: string, data: unknown, timeoutMs: number): Promise<unknown> {
    try {
      const options = { timeout: timeoutMs };
      return parse(await this.nats().request(subject, JSON.stringify(data), options));
    } catch (error) {
      throw asClusterError(error);
    }
  }

  /** @throws ClusterError while the link is down */
  nats(): NatsConnection {
    if (!this.connection || !this.isUp) throw new ClusterError('NATS cannot be reached');
    return this.connection;
  }

  /** @throws ClusterError while the link is down */
  jetstream(): JetStreamClient {
    return jetstream(this.nats());
  }

  /** @throws ClusterError while the link is down */
  manager() {
    return jetstreamManager(this.nats(), { checkAPI: false });
  }

  /** Opens the bucket, creates it when there is none. @throws what NATS throws */
  bucket(name: string, options: Partial<KvOptions>): Promise<KV> {
    return new Kvm(this.jetstream()).create(name, options);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.isUp = false;
    await this.connection?.close().catch(() => {});
    await this.running;
  }

  private async run(): Promise<void> {
    let warned = '';
    while (!this.isClosed) {
      try {
        const connection = await this.connect();
        warned = '';
        if (this.isClosed) await connection.close();
        else await this.serve(connection);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== warned) this.log.warn({ reason }, 'NATS cannot be reached');
        warned = reason;
      }
      if (!this.isClosed) await pause(RETRY_MS, undefined, { ref: false });
    }
  }

  private connect(): Promise<NatsConnection> {
    const { servers, user, pass, token, usesTls } = this.address;
    return connect({
      servers: [...servers],
      ...(user !== undefined ? { user, pass } : {}),
      ...(token !== undefined ? { token } : {}),
      ...(usesTls ? { tls: {} } : {}),
      name: `vici-hub ${this.node}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RETRY_MS / 2,
      reconnectJitter: RETRY_MS / 2,
      pingInterval: PING_MS,
      maxPingOut: MISSED_PINGS,
      timeout: 2_000,
      ignoreAuthErrorAbort: true,
      noAsyncTraces: true,
    });
  }

  /** Until the connection ends for good. */
  private async serve(connection: NatsConnection): Promise<void> {
    this.connection = connection;
    for (const listening of this.listenings) this.begin(listening, connection);
    this.wentUp();
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.wentDown();
      else if (type === 'reconnect') this.wentUp();
    }
    this.wentDown();
    this.connection = undefined;
  }

  private wentUp(): void {
    if (this.isUp || this.isClosed) return;
    this.isUp = true;
    this.log.info({}, 'NATS is connected');
    for (const listener of this.upListeners) listener();
  }

  private wentDown(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.log.warn({}, 'NATS is gone');
    for (const listener of this.downListeners) listener();
  }

  private begin(listening: Listening, connection: NatsConnection): void {
    if (connection.isClosed()) return;
    listening.subscription = connection.subscribe(listening.subject, {
      callback: (error, message) => {
        if (!error) listening.hear(parse(message), message);
      },
    });
  }
}

/** @returns undefined for what is not JSON */
function parse(message: Msg): unknown {
  try {
    return message.data.length === 0 ? undefined : message.json();
  } catch {
    return undefined;
  }
}
