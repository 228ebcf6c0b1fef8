/**
 * Failed logins of all nodes: each is told to a stream that keeps the last 15 minutes, and counted
 * by every node that reads it, also one that starts later. Without NATS a node counts its own.
 */
import { setTimeout as after } from 'node:timers';
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { z } from 'zod';
import { LOGIN_WINDOW_MS, type LoginFailures } from '../auth/login-failures.js';
import type { ClusterNames } from './address.js';
import type { ClusterLink } from './link.js';
import { readInOrder } from './ordered-reader.js';

const word = z.object({ node: z.string().max(64), address: z.string().max(64) });

/** Failures kept at most: a flood must not fill the server. */
const LIMIT = 100_000;
const RETRY_MS = 1_000;

export class SharedLogins {
  private attempt = 0;
  private end: (() => void) | undefined;
  /** The stream and the sequence that have been read. */
  private read = { created: '', sequence: 0 };
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly link: ClusterLink,
    private readonly names: ClusterNames,
    private readonly failures: LoginFailures,
  ) {
    const subject = names.subject('login_failed');
    failures.onFailure = (address) => link.publish(subject, { node: link.node, address });
    link.onUp(() => this.follow());
    link.onDown(() => this.letGo());
  }

  stop(): void {
    this.failures.onFailure = undefined;
    this.letGo();
  }

  private letGo(): void {
    this.attempt += 1;
    clearTimeout(this.timer);
    this.end?.();
    this.end = undefined;
  }

  private follow(): void {
    this.letGo();
    const { attempt } = this;
    const isCurrent = () => attempt === this.attempt;
    this.open(isCurrent).catch(() => {
      if (isCurrent()) this.timer = after(() => this.follow(), RETRY_MS).unref();
    });
  }

  private async open(isCurrent: () => boolean): Promise<void> {
    const { link, names } = this;
    const created = await this.openStream();
    if (created !== this.read.created) this.read = { created, sequence: 0 };
    const { sequence } = this.read;
    const end = await readInOrder(link, {
      stream: names.logins,
      subject: names.subject('login_failed'),
      from: sequence > 0 ? sequence + 1 : 'all',
      hear: (at, message, timeMs) => {
        if (!isCurrent()) return;
        this.read.sequence = at;
        this.hear(message.data, timeMs);
      },
      onGap: () => isCurrent() && this.follow(),
    });
    if (isCurrent()) this.end = end;
    else end();
  }

  private hear(data: Uint8Array, timeMs: number): void {
    try {
      const { node, address } = word.parse(JSON.parse(new TextDecoder().decode(data)));
      if (node !== this.link.node) this.failures.countElsewhere(address, timeMs);
    } catch {
      // not ours
    }
  }

  /** @returns when the stream was created */
  private async openStream(): Promise<string> {
    const { streams } = await this.link.manager();
    const { logins, subject } = this.names;
    try {
      return (await streams.info(logins)).created;
    } catch {
      const created = await streams.add({
        name: logins,
        subjects: [subject('login_failed')],
        retention: RetentionPolicy.Limits,
        discard: DiscardPolicy.Old,
        storage: StorageType.File,
        max_age: nanos(LOGIN_WINDOW_MS),
        max_msgs: LIMIT,
      });
      return created.created;
    }
  }
}
