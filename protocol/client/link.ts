/** One socket: from its opening to its end, frames in and out. */
import { SUBPROTOCOL } from '../close-codes.js';

/** The part of a WebSocket that the client uses; browsers, Node and `ws` all have it. */
export interface WebSocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** `WebSocket.OPEN`, the same everywhere. */
const OPEN = 1;

export type Frame = Readonly<Record<string, unknown>>;

export interface LinkHandlers {
  opened(): void;
  received(frame: Frame): void;
  closed(code: number, reason: string): void;
}

export class Link {
  /** Frames received: whoever remembers the number can tell whether the other side is silent. */
  received = 0;
  readonly #socket: WebSocketLike;

  /** @throws what the constructor of the socket throws: the URL is not valid */
  constructor(WebSocket: WebSocketConstructor, url: string, handlers: LinkHandlers) {
    const socket = new WebSocket(url, [SUBPROTOCOL]);
    this.#socket = socket;
    socket.onopen = () => handlers.opened();
    socket.onmessage = (event: { data: unknown }) => {
      this.received++;
      const frame = parse(event.data);
      if (frame) handlers.received(frame);
    };
    // A close event always follows an error and says more.
    socket.onerror = ignore;
    socket.onclose = (event: { code: number; reason: string }) =>
      handlers.closed(event.code, event.reason);
  }

  /** @returns whether the frame was handed to an open socket */
  send(frame: string): boolean {
    if (this.#socket.readyState !== OPEN) return false;
    this.#socket.send(frame);
    return true;
  }

  /** Ends the socket; no handler is called any more. */
  abandon(): void {
    const socket = this.#socket;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    // Closing before the opening is an error event too.
    socket.onerror = ignore;
    socket.close(1000);
  }
}

function ignore(): void {}

/** @returns the object in a text frame, or undefined for anything else */
function parse(data: unknown): Frame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
