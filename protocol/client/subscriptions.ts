/** All subscriptions of a client: asked for on each connection, given up when closed. */
import type { HubResult } from '../messages.js';
import { HubError } from './errors.js';
import { type Frame, isObject } from './link.js';
import { callSafely } from './listeners.js';
import type { ChangedParams, Follower } from './subscription.js';

/** Bounds what an unknown subscription can pile up while an answer is awaited. */
const MAX_EARLY = 1_000;
/** Before asking again after a refusal that may pass, ms. */
const ASK_AGAIN_MS = 1_000;

interface Owner {
  /** Its map is as the hub's; or (`error`) it will not be, as things are. */
  settled(error?: HubError): void;
  /** The hub does not allow it. */
  refused(error: HubError): void;
}

interface Entry {
  readonly follower: Follower;
  readonly owner: Owner;
  /** The hub's name for it on this connection. */
  id?: string;
  timer?: ReturnType<typeof setTimeout>;
}

/** What subscriptions travel on. */
export interface SubscriptionWire {
  readonly open: boolean;
  request(method: 'subscribe' | 'unsubscribe', params: object): Promise<unknown>;
  /** The connection cannot be relied on. */
  drop(reason: string): void;
}

export class Subscriptions {
  readonly #entries = new Set<Entry>();
  /** The hub may give two subscriptions of one view the same name. */
  readonly #byId = new Map<string, Set<Entry>>();
  /** Came before the answer that tells whose they are. */
  #early: { method: string; params: ChangedParams }[] = [];
  #asking = 0;
  /** Grows with each connection: answers of an earlier one are void. */
  #connection = 0;

  constructor(private readonly wire: SubscriptionWire) {}

  /** @returns a function that ends the subscription */
  add(follower: Follower, owner: Owner): () => void {
    const entry: Entry = { follower, owner };
    this.#entries.add(entry);
    if (this.wire.open) void this.#ask(entry);
    return () => this.#remove(entry);
  }

  opened(): void {
    for (const entry of this.#entries) void this.#ask(entry);
  }

  lost(): void {
    this.#connection++;
    this.#asking = 0;
    this.#early = [];
    this.#byId.clear();
    for (const entry of this.#entries) {
      entry.id = undefined;
      clearTimeout(entry.timer);
    }
  }

  /** There will be no connection, unless the client is told to connect again. */
  ended(error: HubError): void {
    this.lost();
    for (const { owner } of this.#entries) owner.settled(error);
  }

  /** Forgets all of them without a word to the hub: the connection is closed with them. */
  clear(): void {
    this.#entries.clear();
  }

  /** Takes `agents_changed` and `queues_changed`. */
  changed(method: string, params: Frame | ChangedParams): void {
    if (!isChanged(params)) return;
    const entries = this.#byId.get(params.subscription);
    if (entries) {
      for (const { follower } of [...entries]) {
        if (follower.notification === method) follower.changed(params);
      }
    } else if (this.#asking > 0 && this.#early.push({ method, params }) > MAX_EARLY) {
      this.wire.drop('too many notifications before their subscription');
    }
  }

  async #ask(entry: Entry): Promise<void> {
    const connection = this.#connection;
    const { topic, filter, since } = entry.follower;
    this.#asking++;
    try {
      const result = await this.wire.request('subscribe', { ...filter, topic, since });
      if (connection === this.#connection) this.#answered(entry, result);
    } catch (error) {
      if (connection === this.#connection) this.#failed(entry, error);
    } finally {
      if (connection === this.#connection && --this.#asking === 0) this.#early = [];
    }
  }

  #answered(entry: Entry, value: unknown): void {
    if (!isObject(value) || typeof value.subscription !== 'string') {
      this.wire.drop('subscribe was not answered as agreed');
      return;
    }
    const result = value as unknown as HubResult<'subscribe'>;
    const id = result.subscription;
    if (!this.#entries.has(entry)) {
      if (!this.#byId.has(id)) this.#unsubscribe(id);
      return;
    }
    entry.id = id;
    const sharing = this.#byId.get(id);
    if (sharing) sharing.add(entry);
    else this.#byId.set(id, new Set([entry]));
    entry.follower.answered(result);
    entry.owner.settled();
    const early = this.#early.filter(({ params }) => params.subscription === id);
    this.#early = this.#early.filter(({ params }) => params.subscription !== id);
    for (const { method, params } of early) this.changed(method, params);
  }

  #failed(entry: Entry, error: unknown): void {
    if (!this.#entries.has(entry) || !(error instanceof HubError)) return;
    if (error.reason === 'timeout') {
      // Its answer may still come, and would be a subscription that nobody knows.
      this.wire.drop('subscribe was not answered');
    } else if (error.temporary) {
      const delay = error.retryAfterMs ?? ASK_AGAIN_MS;
      entry.timer = setTimeout(() => void this.#ask(entry), delay);
    } else {
      entry.owner.settled(error);
      callSafely(entry.owner.refused, error);
    }
  }

  #remove(entry: Entry): void {
    if (!this.#entries.delete(entry)) return;
    clearTimeout(entry.timer);
    const { id } = entry;
    const sharing = id === undefined ? undefined : this.#byId.get(id);
    if (id === undefined || !sharing) return;
    sharing.delete(entry);
    if (sharing.size > 0) return;
    this.#byId.delete(id);
    this.#unsubscribe(id);
  }

  #unsubscribe(subscription: string): void {
    // If this fails the connection is gone, and the subscription with it.
    this.wire.request('unsubscribe', { subscription }).catch(() => {});
  }
}

function isChanged(params: Frame | ChangedParams): params is ChangedParams {
  return (
    typeof params.subscription === 'string' &&
    typeof params.epoch === 'number' &&
    typeof params.revision === 'number' &&
    Array.isArray(params.changes)
  );
}
