/** Keeps one authenticated connection: opens it, comes back after a loss, renews its token. */
import { CloseCode, mayReconnect } from '../close-codes.js';
import type { HubResult } from '../messages.js';
import { reconnectDelay } from './backoff.js';
import { fromClose, HubError } from './errors.js';
import { type Frame, Link, type WebSocketConstructor } from './link.js';
import type { Settings } from './options.js';

/** `closed`: not connected and not trying to be. */
export type ConnectionState = 'connecting' | 'open' | 'closed';

export interface StatusEvent {
  state: ConnectionState;
  /** Close code of the connection that was lost. */
  code?: number;
  reason?: string;
  /** When the next attempt begins, ms from now. */
  retryInMs?: number;
}

export type Identity = HubResult<'authenticate'>;

export interface ConnectionHandlers {
  /** Sends `authenticate` on the connection as it is. */
  authenticate(token: string): Promise<Identity>;
  received(frame: Frame): void;
  /** Authenticated: the state is `open`. */
  opened(): void;
  lost(code: number): void;
  /** Closed, and the client does not come back by itself. */
  ended(error: HubError): void;
  changed(event: StatusEvent): void;
}

/** Close code that a socket reports when it ended without one. */
const ABNORMAL = 1006;

interface Ready {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: HubError) => void;
}

export class Connection {
  state: ConnectionState = 'closed';
  identity: Identity | undefined;
  /** Why it is closed; undefined while it is not, and before the first connect. */
  ended: HubError | undefined;
  #link: Link | undefined;
  #ready: Ready | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What an attempt began with; it stops when this has moved on. */
  #attemptId = 0;
  #failures = 0;
  #openedAt: number | undefined;
  #tokenRefused = false;
  #goingAwayMs: number | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly handlers: ConnectionHandlers,
  ) {}

  get received(): number {
    return this.#link?.received ?? 0;
  }

  send(frame: string): boolean {
    return this.#link?.send(frame) ?? false;
  }

  connect(): Promise<void> {
    if (this.#ready) return this.#ready.promise;
    this.ended = undefined;
    this.#failures = 0;
    this.#tokenRefused = false;
    this.#ready = deferred();
    const { promise } = this.#ready;
    this.#change({ state: 'connecting' });
    // A listener may have closed it at once.
    if (this.#ready) void this.#attempt();
    return promise;
  }

  close(): void {
    this.#end(new HubError({ code: 0, reason: 'client_closed' }));
  }

  /** Gives this socket up, as if the network had, and reconnects. */
  drop(reason: string): void {
    if (!this.#link) return;
    this.#leave();
    this.#lost(ABNORMAL, reason);
  }

  /** The hub announced that it goes away. */
  goingAway(retryAfterMs: number): void {
    this.#goingAwayMs = Math.max(0, retryAfterMs);
  }

  /** The token expires soon: a fresh one extends the connection in place. */
  async renewToken(): Promise<void> {
    if (!this.settings.getToken || this.state !== 'open') return;
    const link = this.#link;
    try {
      const token = await this.#getToken();
      if (link !== this.#link) return;
      this.identity = await this.handlers.authenticate(token);
    } catch {
      // The hub closes with 4401 when the old token ends, and that asks for a new one again.
    }
  }

  async #attempt(): Promise<void> {
    const attempt = ++this.#attemptId;
    const { url } = this.settings;
    const WebSocket =
      this.settings.WebSocket ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
    if (!WebSocket) return this.#end(new HubError({ code: 0, reason: 'websocket_missing' }));
    let token: string;
    try {
      // Before the socket: the hub gives a new connection only a few seconds to authenticate.
      token = await this.#getToken();
    } catch (error) {
      if (attempt !== this.#attemptId) return;
      if (error instanceof HubError && !error.temporary) return this.#end(error);
      return this.#retry({ reason: 'token_unavailable' });
    }
    if (attempt !== this.#attemptId) return;
    try {
      this.#link = new Link(WebSocket, url, {
        opened: () => void this.#authenticate(attempt, token),
        received: (frame) => this.handlers.received(frame),
        closed: (code, reason) => {
          this.#leave();
          this.#lost(code, reason);
        },
      });
    } catch (error) {
      return this.#end(new HubError({ code: 0, reason: 'url_not_valid', message: String(error) }));
    }
    this.#timer = setTimeout(() => this.drop('timeout'), this.settings.requestTimeoutMs);
  }

  async #authenticate(attempt: number, token: string): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const identity = await this.handlers.authenticate(token);
      if (attempt !== this.#attemptId || !this.#link) return;
      this.identity = identity;
    } catch (error) {
      // A connection that was lost meanwhile has been seen to already.
      if (attempt !== this.#attemptId || !this.#link || !(error instanceof HubError)) return;
      if (error.reason === 'timeout') return this.drop('timeout');
      this.#leave();
      this.handlers.lost(error.code);
      if (!error.temporary) return this.#refused(error);
      return this.#retry({ code: error.code, reason: error.reason }, error.retryAfterMs);
    }
    this.#openedAt = Date.now();
    this.#goingAwayMs = undefined;
    this.state = 'open';
    this.handlers.opened();
    this.#ready?.resolve();
    this.#change({ state: 'open' });
  }

  #lost(code: number, reason: string): void {
    if (this.#openedAt !== undefined) {
      // Only a connection that lasted proves anything: one that is closed at once keeps the
      // delays growing and the refusals counted.
      if (Date.now() - this.#openedAt >= this.settings.maxBackoffMs) {
        this.#failures = 0;
        this.#tokenRefused = false;
      }
      this.#openedAt = undefined;
    }
    this.handlers.lost(code);
    if (code === CloseCode.Unauthenticated) this.#refused(fromClose(code, reason));
    else if (mayReconnect(code)) this.#retry({ code, reason });
    else this.#end(fromClose(code, reason));
  }

  /** The token is not good (any more): a fresh one gets one chance. */
  #refused(error: HubError): void {
    if (!this.settings.getToken || this.#tokenRefused) {
      this.#end(error);
    } else {
      this.#tokenRefused = true;
      this.#retry({ code: CloseCode.Unauthenticated, reason: error.message });
    }
  }

  #retry(why: { code?: number; reason?: string }, atLeastMs = 0): void {
    const delay = reconnectDelay(this.settings, this.#failures++, why.code, this.#goingAwayMs);
    this.#goingAwayMs = undefined;
    const retryInMs = Math.round(Math.max(delay, atLeastMs));
    this.#timer = setTimeout(() => void this.#attempt(), retryInMs);
    this.#change({ state: 'connecting', ...why, retryInMs });
  }

  #end(error: HubError): void {
    const ready = this.#ready;
    const was = this.state;
    this.#leave();
    this.#ready = undefined;
    this.#openedAt = undefined;
    this.identity = undefined;
    this.ended = error;
    ready?.reject(error);
    this.handlers.ended(error);
    if (was !== 'closed') {
      this.#change({ state: 'closed', code: error.code || undefined, reason: error.reason });
    }
  }

  #leave(): void {
    this.#attemptId++;
    clearTimeout(this.#timer);
    this.#link?.abandon();
    this.#link = undefined;
  }

  async #getToken(): Promise<string> {
    const { token, getToken, requestTimeoutMs } = this.settings;
    if (!getToken) {
      if (token) return token;
      throw new HubError({ code: 0, reason: 'token_missing' });
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(reject, requestTimeoutMs);
    });
    try {
      return await Promise.race([getToken(), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  #change(event: StatusEvent): void {
    this.state = event.state;
    this.handlers.changed(event);
  }
}

function deferred(): Ready {
  let resolve: Ready['resolve'] = () => {};
  let reject: Ready['reject'] = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Whoever did not ask for the connection itself learns of it by its requests and the status.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
