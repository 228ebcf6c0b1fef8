/** Bytes over a plain socket, as no HTTP client would send them. */
import { connect } from 'node:net';

export interface RawAnswer {
  /** All that came back. */
  readonly text: string;
  /** The first status, 0: none came. */
  readonly status: number;
  /** Status lines: more than one means that one message was read as several. */
  readonly answers: number;
  /** Until the hub ended the connection, ms. */
  readonly ms: number;
}

/** Sends the bytes and waits until the hub ends the connection. @throws Error when it does not */
export function sendRaw(port: number, bytes: string | Buffer, patienceMs = 20_000) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const began = performance.now();
    // our end stays open: the hub must not wait for it
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`still open after ${patienceMs} ms: ${text.slice(0, 200)}`));
    }, patienceMs);
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)];
      resolve({
        text,
        status: Number(statuses[0]?.[1] ?? 0),
        answers: statuses.length,
        ms: performance.now() - began,
      });
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('end', done);
    socket.on('error', done);
    socket.write(bytes);
  });
}
