/**
 * The client of vici-hub, for browsers and Node: typed calls, live maps, reconnect and resume.
 * Nothing of it needs the schemas at run time, so a page that embeds it stays small.
 */
import type { StatusEvent } from './client/connection.js';
import { LiveClient } from './client/live-client.js';
import { StatusIterator } from './client/status-iterator.js';

export type { ConnectionState, StatusEvent } from './client/connection.js';
export { type ClientReason, HubError, type HubErrorFields } from './client/errors.js';
export type { WebSocketConstructor, WebSocketLike } from './client/link.js';
export type {
  AgentsSubscription,
  FeedStatus,
  QueuesSubscription,
  Subscription,
} from './client/live-client.js';
export type { HubClientOptions } from './client/options.js';
export {
  type AgentsEvent,
  type QueuesEvent,
  queueKey,
  type SubscriptionFilter,
} from './client/subscription.js';

export class HubClient extends LiveClient {
  readonly #iterators = new Set<StatusIterator<StatusEvent>>();

  /** Changes of the connection from now on, until `close()`. */
  status(): AsyncIterableIterator<StatusEvent> {
    const iterator = new StatusIterator<StatusEvent>(() => {
      stop();
      this.#iterators.delete(iterator);
    });
    const stop = this.onState((event) => iterator.push(event));
    this.#iterators.add(iterator);
    return iterator;
  }

  override close(): void {
    super.close();
    for (const iterator of [...this.#iterators]) iterator.end();
  }
}
