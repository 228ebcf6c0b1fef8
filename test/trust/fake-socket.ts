/** Both ends of a WebSocket without a network: what was sent is kept, what arrives is made up. */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { WebSocket } from 'ws';

class Emitting extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;

  constructor(private readonly sent: string[]) {
    super();
  }

  send(text: string): void {
    this.sent.push(text);
  }

  /** Nothing is closed: every message gets its answer. */
  close(): void {}
  pause(): void {}
  resume(): void {}
  ping(): void {}
  terminate(): void {}
}

export class FakeSocket {
  readonly sent: string[] = [];
  readonly stream = new PassThrough();
  private readonly emitting = new Emitting(this.sent);

  get socket(): WebSocket {
    return this.emitting as unknown as WebSocket;
  }

  receive(text: string): void {
    this.emitting.emit('message', Buffer.from(text), false);
  }

  end(): void {
    this.emitting.emit('close');
  }
}
