/** One client for all elements of a page that use the same hub and the same tokens. */
import { LiveClient } from '../../protocol/client/live-client.js';
import { HubClock } from './hub-clock.js';
import type { TokenSource } from './token-source.js';

/** An element that is moved in the page comes back at once: its connection is kept this long. */
const KEEP_MS = 1_000;

interface Shared {
  readonly url: string;
  readonly key: unknown;
  readonly client: LiveClient;
  readonly clock: HubClock;
  users: number;
}

export interface ClientLease {
  readonly client: LiveClient;
  readonly clock: HubClock;
  /** Closes the connection when nobody else uses it. */
  release(): void;
}

const shared = new Set<Shared>();

/** @param hub `ws:`, `wss:`, `http:` or `https:` address, or one relative to the page */
export function acquireClient(hub: string, source: TokenSource): ClientLease {
  const url = socketUrl(hub);
  let entry = [...shared].find((one) => one.url === url && one.key === source.key);
  if (!entry) {
    const { token, getToken } = source;
    const client = new LiveClient({ url, token, getToken });
    entry = { url, key: source.key, client, clock: new HubClock(client), users: 0 };
    shared.add(entry);
  }
  const lease = entry;
  lease.users += 1;
  let held = true;
  return {
    client: lease.client,
    clock: lease.clock,
    release() {
      if (!held) return;
      held = false;
      lease.users -= 1;
      setTimeout(() => {
        if (lease.users > 0 || !shared.delete(lease)) return;
        lease.clock.stop();
        lease.client.close();
      }, KEEP_MS);
    },
  };
}

function socketUrl(hub: string): string {
  try {
    const url = new URL(hub, document.baseURI);
    url.protocol = url.protocol.replace(/^http/, 'ws');
    return url.href;
  } catch {
    // The client says that it is not valid.
    return hub;
  }
}
