/** One client's event stream: the feed's frames as Server-Sent Events on an HTTP response. */
import type { ServerResponse } from 'node:http';
import type { EncodedFrame } from '../feed/frame.js';
import type { Sink } from '../feed/sink.js';

/** Of the feed's notifications the ones that a stream can carry. */
const EVENT_OF: Readonly<Record<string, string>> = {
  agents_changed: 'change',
  feed_status: 'status',
};

/** Beats without a byte taken by a peer whose buffer is full, before it counts as gone. */
const STUCK_BEATS = 3;

/** What many streams share is written out once. */
const encoded = new WeakMap<EncodedFrame, Buffer>();

export class EventStream implements Sink {
  private drained: (() => void)[] = [];
  private taken = 0;
  private stuckBeats = 0;
  private readonly onWritten = () => {
    if (this.buffered > 0) return;
    for (const callback of this.drained.splice(0)) callback();
  };

  constructor(private readonly response: ServerResponse) {
    response.on('error', () => {}); // the peer went away: `close` follows
  }

  get hasEnded(): boolean {
    return this.response.writableEnded || this.response.destroyed;
  }

  get buffered(): number {
    return this.response.writableLength;
  }

  send(frame: EncodedFrame): void {
    let bytes = encoded.get(frame);
    if (!bytes) {
      const event = EVENT_OF[frame.method];
      if (!event) throw new Error(`${frame.method} is no event of a stream`);
      bytes = Buffer.from(eventText(event, frame.params, frame.position));
      encoded.set(frame, bytes);
    }
    this.write(bytes);
  }

  /** @param data JSON @param id position that the client holds afterwards, `epoch:revision` */
  event(name: string, data: string, id?: string): void {
    this.write(eventText(name, data, id));
  }

  /** @param ms how long the client shall wait before it comes back */
  retry(ms: number): void {
    this.write(`retry: ${ms}\n\n`);
  }

  onDrain(callback: () => void): void {
    this.drained.push(callback);
    if (this.buffered === 0) setImmediate(this.onWritten);
  }

  /** A sign of life; ends the stream of a peer that takes nothing any more. */
  beat(): void {
    if (this.buffered === 0) {
      this.stuckBeats = 0;
      this.write(': alive\n\n');
      return;
    }
    const { socket } = this.response;
    const taken = socket ? socket.bytesWritten - socket.writableLength : this.taken;
    this.stuckBeats = taken === this.taken ? this.stuckBeats + 1 : 0;
    this.taken = taken;
    if (this.stuckBeats >= STUCK_BEATS) this.response.destroy();
  }

  /** Says why and ends; resolves when all is handed over, or after `withinMs`. */
  end(reason: object, withinMs = 0): Promise<void> {
    if (this.hasEnded) return Promise.resolve();
    this.event('status', JSON.stringify(reason));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.response.end(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private write(chunk: string | Buffer): void {
    if (!this.hasEnded) this.response.write(chunk, this.onWritten);
  }
}

function eventText(name: string, data: string, id: string | undefined): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}
