/** One client's socket: frames in, messages to the dispatcher, answers and notifications out. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import {
  AUTHENTICATION_TIMEOUT_MS,
  CloseCode,
  MALFORMED_LIMIT,
  MAX_MESSAGE_BYTES,
} from '../../protocol/close-codes.js';
import type { NotificationName, NotificationParams, RequestId } from '../../protocol/messages.js';
import { ErrorCode } from '../../protocol/reasons.js';
import type { Identity } from '../auth/tokens.js';
import type { SubscriptionHandle } from '../feed/agent-feed.js';
import type { EncodedFrame } from '../feed/frame.js';
import type { Sink } from '../feed/sink.js';
import type { ViewFilter } from '../feed/view.js';
import type { Limit } from './limit.js';
import { RateLimiter } from './rate-limiter.js';
import { idOf, readRequest } from './read-request.js';
import { hubError, type RpcError } from './rpc-error.js';

/** What a connection asks of the hub. */
export interface ConnectionHandlers {
  /** Answers one request, as JSON text of its result. @throws RpcError */
  perform(
    connection: HubConnection,
    method: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<string>;
  /** @throws RpcError when the token is not acceptable */
  authenticate(connection: HubConnection, token: string): Promise<string>;
  internalError(error: unknown): RpcError;
  closed(connection: HubConnection): void;
  /** A limit refused something. */
  limited(limit: Limit): void;
  /** The token ends soon. */
  readonly expiryNoticeMs: number;
}

export interface ConnectionLimits {
  readonly rateLimit: number;
  /** True when frames may be compressed: then they must go through `ws` in order. */
  readonly compresses: boolean;
  /** Bytes waiting for the peer above which nothing more is read from it. */
  readonly maxBuffered: number;
}

/** Requests under way at most; more wait in the socket. */
const UNDER_WAY_LIMIT = 256;
/** A peer that does not answer the close is cut off after this long, ms. */
const CLOSE_TIMEOUT_MS = 5_000;
/** Refusals for too many requests, in seconds of the allowed rate, before the connection ends. */
const PATIENCE_S = 10;
/** Longest delay of a timer in Node. */
const MAX_TIMER_MS = 2_147_483_647;

let connections = 0;

/** Short names that tell connections apart in the log. */
function nextName(): string {
  connections += 1;
  return connections.toString(36);
}

export class HubConnection implements Sink {
  identity: Identity | undefined;
  readonly subscriptions = new Map<string, { handle: SubscriptionHandle; filter: ViewFilter }>();
  missedPongs = 0;
  private readonly limiter: RateLimiter;
  private readonly beforeAuthentication: string[] = [];
  private waitingBytes = 0;
  private authenticating = false;
  private malformed = 0;
  private refusedRequests = 0;
  private underWay = 0;
  private isPaused = false;
  /** The close has been sent: what still arrives is not obeyed. */
  private isClosing = false;
  private isClosed = false;
  private closeTimer: NodeJS.Timeout | undefined;
  private commands = 0;
  private readonly name = nextName();
  private authenticationTimer: NodeJS.Timeout | undefined;
  private expiryTimers: NodeJS.Timeout[] = [];
  private lastInLine: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    readonly ip: string,
    private readonly limits: ConnectionLimits,
    private readonly handlers: ConnectionHandlers,
  ) {
    this.limiter = new RateLimiter(limits.rateLimit);
    this.authenticationTimer = setTimeout(() => {
      handlers.limited('authentication_time');
      this.close(CloseCode.AuthenticationTimeout, 'no authentication');
    }, AUTHENTICATION_TIMEOUT_MS);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.close(CloseCode.BinaryFrame, 'only text frames');
      else this.receive(data.toString('utf8'));
    });
    socket.on('pong', () => {
      this.missedPongs = 0;
    });
    socket.on('error', (error: Error & { code?: string }) => {
      // ws closes the socket itself, 1009 included
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') handlers.limited('message_size');
    });
    socket.on('close', () => this.ended());
  }

  /** Presents the token that came with the upgrade. */
  async presentToken(token: string): Promise<void> {
    try {
      this.authenticating = true;
      await this.handlers.authenticate(this, token);
    } catch (error) {
      this.closeRefused(this.handlers.internalError(error));
    } finally {
      this.authenticating = false;
      this.releaseWaiting();
    }
  }

  private closeRefused({ object: { data } }: RpcError): void {
    if (data.temporary) {
      this.close(CloseCode.ServiceRestart, 'the token cannot be checked now');
    } else if (data.reason === 'too_many_connections') {
      this.close(CloseCode.TooManyConnections, 'too many connections of this subject');
    } else this.close(CloseCode.Unauthenticated, 'token not accepted');
  }

  /** The identity from now on; timers announce and enforce its end. */
  accept(identity: Identity): void {
    this.identity = identity;
    clearTimeout(this.authenticationTimer);
    for (const timer of this.expiryTimers) clearTimeout(timer);
    const left = identity.expiresAt * 1000 - Date.now();
    const after = (ms: number, act: () => void) =>
      setTimeout(act, Math.min(Math.max(0, ms), MAX_TIMER_MS));
    this.expiryTimers = [
      after(left - this.handlers.expiryNoticeMs, () =>
        this.notify('token_expiring', { expires_at: identity.expiresAt }),
      ),
      after(left, () => this.close(CloseCode.Unauthenticated, 'token expired')),
    ];
  }

  notify<N extends NotificationName>(method: N, params: NotificationParams<N>): void {
    this.write(JSON.stringify({ jsonrpc: '2.0', method, params }));
  }

  close(code: number, reason: string): void {
    if (this.isClosed || this.isClosing) return;
    this.isClosing = true;
    this.socket.close(code, reason);
    this.closeTimer = setTimeout(() => this.terminate(), CLOSE_TIMEOUT_MS);
    this.adjustReading();
  }

  /** Ends a connection whose peer no longer answers. */
  terminate(): void {
    this.socket.terminate();
  }

  ping(): void {
    this.socket.ping();
  }

  send(frame: EncodedFrame): void {
    if (this.isClosed || this.socket.readyState !== this.socket.OPEN) return;
    // The same bytes for all who share the frame, straight into the stream: ws holds nothing back
    // unless it compresses.
    if (this.limits.compresses) this.socket.send(frame.text, this.onWritten);
    else this.stream.write(frame.webSocketFrame);
  }

  get buffered(): number {
    return this.socket.bufferedAmount;
  }

  onDrain(callback: () => void): void {
    this.stream.once('drain', callback);
  }

  private receive(text: string): void {
    if (this.hasEnded) return;
    const wait = this.limiter.take();
    if (wait > 0) {
      this.refuseRate(text, wait);
      return;
    }
    this.refusedRequests = Math.max(0, this.refusedRequests - 1);
    if (this.authenticating) this.hold(text);
    else this.handle(text);
  }

  private refuseRate(text: string, retry_after_ms: number): void {
    this.handlers.limited('requests');
    this.refusedRequests += 1;
    if (this.refusedRequests > this.limits.rateLimit * PATIENCE_S) {
      this.close(CloseCode.TooManyRequests, 'too many requests');
      return;
    }
    const error = hubError(ErrorCode.TooManyRequests, 'too_many_requests', 'too many requests', {
      temporary: true,
      retry_after_ms,
    });
    this.answerError(idOf(text), error);
  }

  /** Messages that arrive while a token is being checked wait for the outcome. */
  private hold(text: string): void {
    this.waitingBytes += text.length;
    if (this.waitingBytes > MAX_MESSAGE_BYTES) {
      this.handlers.limited('before_authentication');
      this.close(CloseCode.Unauthenticated, 'too much before authentication');
      return;
    }
    this.beforeAuthentication.push(text);
  }

  private releaseWaiting(): void {
    this.waitingBytes = 0;
    for (const text of this.beforeAuthentication.splice(0)) {
      if (this.authenticating) this.hold(text);
      else this.handle(text);
    }
  }

  private handle(text: string): void {
    if (this.hasEnded) return;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      this.refuseMalformed(null, ErrorCode.ParseError, 'not JSON');
      return;
    }
    const request = readRequest(message);
    if ('problem' in request) {
      this.refuseMalformed(null, ErrorCode.InvalidRequest, request.problem);
      return;
    }
    const { id, method, params } = request;
    if (method === 'authenticate') void this.runAuthenticate(id, params);
    else if (!this.identity) {
      this.answerError(
        id,
        hubError(ErrorCode.NotAllowed, 'not_authenticated', 'authenticate first'),
      );
      this.close(CloseCode.Unauthenticated, 'not authenticated');
    } else void this.run(id, () => this.handlers.perform(this, method, params));
  }

  private async runAuthenticate(id: RequestId, params: Record<string, unknown>): Promise<void> {
    const { token } = params;
    const unknown = Object.keys(params).find((name) => name !== 'token');
    if (typeof token !== 'string' || unknown !== undefined) {
      const issues = [
        ...(typeof token === 'string' ? [] : [{ path: 'token', message: 'must be a string' }]),
        ...(unknown === undefined ? [] : [{ path: unknown, message: 'is not a parameter' }]),
      ];
      this.answerError(
        id,
        hubError(ErrorCode.InvalidParams, 'invalid_params', 'invalid params', { issues }),
      );
      return;
    }
    this.authenticating = true;
    const wasOpen = this.identity !== undefined;
    const error = await this.run(id, () => this.handlers.authenticate(this, token));
    this.authenticating = false;
    if (error && !error.object.data.temporary && !wasOpen) this.closeRefused(error);
    this.releaseWaiting();
  }

  /** @returns the error that was answered, if it was one */
  private async run(id: RequestId, perform: () => Promise<string>): Promise<RpcError | undefined> {
    this.underWay += 1;
    this.adjustReading();
    try {
      const result = await perform();
      this.write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`);
      return undefined;
    } catch (reason) {
      const error = this.handlers.internalError(reason);
      this.answerError(id, error);
      return error;
    } finally {
      this.underWay -= 1;
      this.adjustReading();
    }
  }

  /** Whoever does not read its answers, or has much under way, is not read from either. */
  private adjustReading(): void {
    const { maxBuffered } = this.limits;
    const { bufferedAmount } = this.socket;
    if (!this.isPaused) {
      if (this.isClosing) return;
      if (this.underWay < UNDER_WAY_LIMIT && bufferedAmount <= maxBuffered) return;
      this.isPaused = true;
      this.socket.pause();
      this.stream.once('drain', this.onWritten);
    } else if (
      this.isClosing ||
      (this.underWay < UNDER_WAY_LIMIT / 2 && bufferedAmount <= maxBuffered / 2)
    ) {
      this.isPaused = false;
      this.stream.off('drain', this.onWritten);
      // the peer's answer to the close must be read
      this.socket.resume();
    }
  }

  private readonly onWritten = (): void => {
    if (this.isPaused) this.adjustReading();
  };

  /** Tells the commands of all connections apart in the log. */
  nextCommandId(): string {
    this.commands += 1;
    return `${this.name}-${this.commands}`;
  }

  /** Subscribing looks at the ids in use: two at once would take the same. */
  oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const result = this.lastInLine.then(work);
    this.lastInLine = result.catch(() => {});
    return result;
  }

  /** Closed, or told to close. */
  get hasEnded(): boolean {
    return this.isClosed || this.isClosing;
  }

  /** Requests under way. */
  get busy(): number {
    return this.underWay;
  }

  private refuseMalformed(id: RequestId | null, code: number, message: string): void {
    this.malformed += 1;
    this.answerError(
      id,
      hubError(code, code === ErrorCode.ParseError ? 'parse_error' : 'invalid_request', message),
    );
    if (this.malformed >= MALFORMED_LIMIT) this.close(CloseCode.NotJsonRpc, 'not JSON-RPC 2.0');
  }

  private answerError(id: RequestId | null, error: RpcError): void {
    this.write(JSON.stringify({ jsonrpc: '2.0', id, error: error.object }));
  }

  private write(text: string): void {
    if (this.isClosed || this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(text, this.onWritten);
    if (!this.isPaused) this.adjustReading();
  }

  private ended(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.authenticationTimer);
    clearTimeout(this.closeTimer);
    for (const timer of this.expiryTimers) clearTimeout(timer);
    for (const { handle } of this.subscriptions.values()) handle.close();
    this.subscriptions.clear();
    this.beforeAuthentication.length = 0;
    this.handlers.closed(this);
  }
}
