/** Child process: many subscribers that do nothing but count what they are told. */
import { connect, type Socket } from 'node:net';
import { obey } from '../../test/support/other-process.js';
import { clientFrame, FrameCounter } from './frame-counter.js';

export interface Subscribers {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  /** The text frames that each of them sends first. */
  readonly greeting: readonly string[];
  readonly count: number;
  /** Frames that each hears before it counts as subscribed. */
  readonly answers: number;
}

const AT_ONCE = 50;

const sockets: Socket[] = [];
const counters: FrameCounter[] = [];

async function open(subscribers: Subscribers): Promise<FrameCounter> {
  const socket = connect(subscribers.port, '127.0.0.1');
  socket.setNoDelay(true);
  sockets.push(socket);
  const counter = new FrameCounter();
  const { path, token, greeting, answers } = subscribers;
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n` +
      `Authorization: Bearer ${token}\r\n\r\n`,
  );
  await new Promise<void>((resolve, reject) => {
    let head = '';
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(head.slice(0, 40)));
      socket.off('data', read);
      const subscribed = (bytes: Buffer) => {
        counter.take(bytes);
        if (counter.count >= answers) resolve();
      };
      socket.on('data', (bytes: Buffer) =>
        counter.count < answers ? subscribed(bytes) : counter.take(bytes),
      );
      subscribed(Buffer.from(head.slice(end + 4), 'latin1'));
      for (const text of greeting) socket.write(clientFrame(text));
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
  return counter;
}

const total = () => counters.reduce((sum, { count }) => sum + count, 0);

export const loadOrders = {
  async open(subscribers: Subscribers): Promise<void> {
    let started = 0;
    const worker = async () => {
      while (started++ < subscribers.count) counters.push(await open(subscribers));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  },
  /** @returns text frames heard by all of them, answers included */
  heard: async (_: object): Promise<number> => total(),
  async close(_: object): Promise<void> {
    for (const socket of sockets.splice(0)) socket.destroy();
    counters.length = 0;
  },
};

obey(loadOrders);
