/**
 * Who leads: a key that its holder renews and others take over when it has not changed for a while.
 * Each change of hands is a compare-and-set on the key's revision. Times are measured by each
 * node's own clock; clocks are never compared.
 */
import { setTimeout as after } from 'node:timers';
import { StorageType } from '@nats-io/jetstream';
import type { KV } from '@nats-io/kv';
import type { ClusterNames } from './address.js';
import type { ClusterLink } from './link.js';

export interface LeaseListener {
  /** This node leads. @param term grows with each leader */
  onLead(term: number): void;
  /** It leads no more: what it publishes from now on may be wrong. */
  onLost(): void;
}

interface Held {
  readonly node: string;
  readonly term: number;
}

const KEY = 'leader';
/** Unchanged for this long, it may be taken over, ms. */
export const LEASE_MS = 2_500;
const RENEW_MS = 600;
const LOOK_MS = 250;
/** The holder gives up this much earlier than others may take over, ms. */
const MARGIN_MS = 500;
const TIMEOUT_MS = 1_000;

export class Lease {
  /** 0: this node does not lead. */
  term = 0;
  private revision = 0;
  private validUntil = 0;
  /** The key as it was seen, and since when it is unchanged. */
  private seen: { revision: number; since: number } | undefined;
  private bucket: KV | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly link: ClusterLink,
    private readonly names: ClusterNames,
    private readonly listener: LeaseListener,
  ) {
    link.onDown(() => {
      this.seen = undefined;
    });
    this.schedule(0);
  }

  /** True while no other node can have taken over. */
  get isValid(): boolean {
    return this.term > 0 && performance.now() < this.validUntil;
  }

  /** Gives the lease up, so that another takes it at once. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    const { term, revision, bucket } = this;
    this.lose();
    if (term === 0 || !bucket || !this.link.isUp) return;
    await bucket.update(KEY, encode({ node: '', term }), revision, TIMEOUT_MS).catch(() => {});
  }

  private schedule(ms: number): void {
    if (this.isStopped) return;
    this.timer = after(() => void this.turn(), ms).unref();
  }

  private async turn(): Promise<void> {
    try {
      if (this.link.isUp) {
        this.bucket ??= await this.link.bucket(this.names.state, {
          history: 1,
          storage: StorageType.File,
        });
        if (this.term > 0) await this.renew(this.bucket);
        else await this.look(this.bucket);
      }
    } catch {
      // the server may have lost its data: the bucket is opened, or created, again
      this.bucket = undefined;
    }
    if (this.term > 0 && !this.isValid) this.lose();
    this.schedule(this.term > 0 ? RENEW_MS : LOOK_MS);
  }

  private async renew(bucket: KV): Promise<void> {
    const { term } = this;
    const began = performance.now();
    try {
      const value = encode({ node: this.link.node, term });
      this.revision = await bucket.update(KEY, value, this.revision, TIMEOUT_MS);
      this.validUntil = began + LEASE_MS - MARGIN_MS;
    } catch (error) {
      // a renewal whose answer was lost has moved the key on
      const entry = await bucket.get(KEY);
      const held = decode(entry?.value);
      if (!entry || held?.node !== this.link.node || held.term !== term) this.lose();
      else this.revision = entry.revision;
      if (!entry) throw error;
    }
  }

  private async look(bucket: KV): Promise<void> {
    const began = performance.now();
    const entry = await bucket.get(KEY);
    const held = decode(entry?.value);
    const { node } = this.link;
    if (!entry || !held) {
      const term = 1;
      this.take(await bucket.create(KEY, encode({ node, term })), term, began);
      return;
    }
    if (this.seen?.revision !== entry.revision) {
      this.seen = { revision: entry.revision, since: performance.now() };
    }
    const isFree = held.node === '' || held.node === node;
    if (!isFree && performance.now() - this.seen.since < LEASE_MS) return;
    const term = held.term + 1;
    try {
      const value = encode({ node, term });
      const revision = await bucket.update(KEY, value, entry.revision, TIMEOUT_MS);
      this.take(revision, term, began);
    } catch {
      // another was quicker
    }
  }

  private take(revision: number, term: number, began: number): void {
    if (this.isStopped) return;
    this.revision = revision;
    this.term = term;
    this.validUntil = began + LEASE_MS - MARGIN_MS;
    this.listener.onLead(term);
  }

  private lose(): void {
    if (this.term === 0) return;
    this.term = 0;
    this.seen = undefined;
    this.listener.onLost();
  }
}

function encode(held: Held): string {
  return JSON.stringify(held);
}

function decode(value: Uint8Array | undefined): Held | undefined {
  if (!value || value.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(value)) as Held;
  } catch {
    return undefined;
  }
}
