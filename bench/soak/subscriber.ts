import { connect, type Socket } from 'node:net';
import { clientFrame, FrameCounter } from '../feed/frame-counter.js';

export interface SoakSubscriber {
  readonly socket: Socket;
  readonly counter: FrameCounter;
}

const ANSWER_MS = 20_000;
/** How often it answers a ping that it does not look for, ms: pongs may be sent unasked. */
const PONG_MS = 15_000;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** Opens a subscriber that only counts frames. @param agents undefined: all */
export async function openSubscriber(
  url: string,
  token: string,
  agents: readonly string[] | undefined,
): Promise<SoakSubscriber> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const counter = new FrameCounter();
  socket.setNoDelay(true);
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n` +
      `Authorization: Bearer ${token}\r\n\r\n`,
  );
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a subscriber was not answered')), ANSWER_MS);
    let head: Buffer | undefined = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      let bytes = chunk;
      if (head) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.toString('latin1').startsWith('HTTP/1.1 101')) {
          reject(new Error(head.toString('latin1').slice(0, 40)));
        }
        bytes = head.subarray(end + 4);
        head = undefined;
      }
      counter.take(bytes);
      if (counter.count === 0) return;
      clearTimeout(timer);
      resolve();
    });
    socket.once('error', reject);
    const params = agents ? { agents } : {};
    socket.write(
      clientFrame(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'subscribe', params })),
    );
  });
  socket.on('error', () => {}); // counted as lost
  const pongs = setInterval(() => socket.write(PONG), PONG_MS);
  socket.once('close', () => clearInterval(pongs));
  return { socket, counter };
}
