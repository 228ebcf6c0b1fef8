/** Where a subscription's frames go: a WebSocket, an event stream, a test. */
import type { EncodedFrame } from './frame.js';

export interface Sink {
  /** Takes a frame for sending. Must not throw for a peer that has gone. */
  send(frame: EncodedFrame): void;
  /** Bytes taken and not yet handed to the peer. */
  readonly buffered: number;
  /** Calls back once, the next time that what was buffered has gone out. */
  onDrain(callback: () => void): void;
}
