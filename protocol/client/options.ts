/** What a HubClient is given. */
import type { WebSocketConstructor } from './link.js';

export interface HubClientOptions {
  /** `ws://…/ws` or `wss://…/ws`. */
  url: string;
  /** A JWT that is good for the client's whole life; else give {@link getToken}. */
  token?: string;
  /**
   * Asked at each connect, before the token expires and after the hub refused it (4401). When it
   * fails the client tries again later, unless it throws a HubError that is not `temporary`.
   */
  getToken?: () => string | Promise<string>;
  /** Default: `globalThis.WebSocket`. */
  WebSocket?: WebSocketConstructor;
  /**
   * How long a request may take, waiting for the connection included; ms, default 15,000. The
   * `wait_ms` of a call that waits is added.
   */
  requestTimeoutMs?: number;
  /** First delay before a reconnect; ms, default 250. It doubles each time, with jitter. */
  minBackoffMs?: number;
  /** Longest delay before a reconnect; ms, default 10,000. */
  maxBackoffMs?: number;
  /** Default `Math.random`. */
  random?: () => number;
}

export interface Settings extends HubClientOptions {
  requestTimeoutMs: number;
  minBackoffMs: number;
  maxBackoffMs: number;
  random: () => number;
}

export function withDefaults(options: HubClientOptions): Settings {
  return {
    ...options,
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    minBackoffMs: options.minBackoffMs ?? 250,
    maxBackoffMs: options.maxBackoffMs ?? 10_000,
    random: options.random ?? Math.random,
  };
}
