/** Requests that wait for the connection or for their answer. */
import { MAX_MESSAGE_BYTES } from '../close-codes.js';
import type { ErrorObject } from '../messages.js';
import { fromAnswer, HubError } from './errors.js';
import { type Frame, isObject } from './link.js';

/** Bounds what a page can pile up while the hub is away, and what then arrives there at once. */
const MAX_WAITING = 64;
/** The hub's own default when a call waits and does not say how long. */
const DEFAULT_WAIT_MS = 5_000;

interface Pending {
  readonly id: number;
  readonly frame: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: HubError) => void;
  timer?: ReturnType<typeof setTimeout>;
  /** May be sent a second time after a lost connection: the hub knows it by its key. */
  repeatable: boolean;
  /** {@link Wire.received} when it was sent. */
  mark: number;
}

/** What requests travel on. */
export interface Wire {
  /** Authenticated: anything may be sent. */
  readonly open: boolean;
  /** Frames received so far. */
  readonly received: number;
  /** @returns whether the frame was handed to an open socket */
  send(frame: string): boolean;
  /** A request was not answered in time, and nothing else came in since it was sent. */
  silent(): void;
}

export class Requests {
  readonly #inFlight = new Map<unknown, Pending>();
  #waiting: Pending[] = [];
  #lastId = 0;

  constructor(
    private readonly wire: Wire,
    private readonly timeoutMs: number,
  ) {}

  /**
   * @param options.now send on the connection as it is, or fail: for what opens a connection
   * @returns `result` of the answer
   * @throws HubError as answered, or with a reason of the client
   */
  add(method: string, params: object, options: { now?: boolean } = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const frame = encode(id, method, params);
      const repeatable = !options.now && 'idempotency_key' in params && !!params.idempotency_key;
      const pending: Pending = { id, frame, resolve, reject, repeatable, mark: 0 };
      if (options.now || this.wire.open ? this.#send(pending) : false) {
        // on its way
      } else if (options.now) {
        throw new HubError({ code: 0, reason: 'connection_lost', temporary: true });
      } else if (this.#waiting.length >= MAX_WAITING) {
        throw new HubError({ code: 0, reason: 'too_many_waiting', temporary: true });
      } else {
        this.#waiting.push(pending);
      }
      pending.timer = setTimeout(() => this.#expire(pending), this.timeoutMs + waitOf(params));
    });
  }

  /** Takes an answer; one that nobody waits for is ignored. */
  answered(frame: Frame): void {
    const pending = this.#inFlight.get(frame.id);
    if (!pending) return;
    if (isObject(frame.error)) {
      this.#settle(pending).reject(fromAnswer(frame.error as Partial<ErrorObject>));
    } else if ('result' in frame) {
      this.#settle(pending).resolve(frame.result);
    }
  }

  /** The connection is open: sends what waited. */
  opened(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const pending of waiting) if (!this.#send(pending)) this.#waiting.push(pending);
  }

  /** The connection is gone: what was sent is lost, except what may be sent again, once. */
  lost(code: number): void {
    const again: Pending[] = [];
    for (const pending of [...this.#inFlight.values()]) {
      if (pending.repeatable) {
        pending.repeatable = false;
        this.#inFlight.delete(pending.id);
        again.push(pending);
      } else {
        this.#settle(pending).reject(
          new HubError({ code, reason: 'connection_lost', temporary: true }),
        );
      }
    }
    this.#waiting.unshift(...again);
  }

  /** There will be no connection: rejects everything. */
  end(error: HubError): void {
    for (const pending of [...this.#inFlight.values(), ...this.#waiting]) {
      this.#settle(pending).reject(error);
    }
  }

  #send(pending: Pending): boolean {
    if (!this.wire.send(pending.frame)) return false;
    pending.mark = this.wire.received;
    this.#inFlight.set(pending.id, pending);
    return true;
  }

  #settle(pending: Pending): Pending {
    clearTimeout(pending.timer);
    this.#inFlight.delete(pending.id);
    const index = this.#waiting.indexOf(pending);
    if (index >= 0) this.#waiting.splice(index, 1);
    return pending;
  }

  #expire(pending: Pending): void {
    const silent = this.#inFlight.has(pending.id) && pending.mark === this.wire.received;
    this.#settle(pending).reject(new HubError({ code: 0, reason: 'timeout', temporary: true }));
    // A half-open connection (the machine slept, the network changed) is found out here.
    if (silent) this.wire.silent();
  }
}

/** A frame over the hub's limit would end the connection for good, so it is refused here. */
function encode(id: number, method: string, params: object): string {
  let frame: string;
  try {
    frame = JSON.stringify({ jsonrpc: '2.0', id, method, params });
  } catch (error) {
    throw new HubError({ code: -32602, reason: 'invalid_params', message: String(error) });
  }
  // No character takes more than 3 bytes per UTF-16 unit.
  const mayBeTooBig = frame.length * 3 > MAX_MESSAGE_BYTES;
  if (mayBeTooBig && new TextEncoder().encode(frame).length > MAX_MESSAGE_BYTES) {
    throw new HubError({ code: 0, reason: 'too_big' });
  }
  return frame;
}

/** @returns ms that the hub may hold the answer back because the call asked for it */
function waitOf(params: { wait?: unknown; wait_ms?: unknown }): number {
  if (params.wait === undefined || params.wait === 'accepted') return 0;
  return typeof params.wait_ms === 'number' ? params.wait_ms : DEFAULT_WAIT_MS;
}
