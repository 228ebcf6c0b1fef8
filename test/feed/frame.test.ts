import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { EncodedFrame } from '../../server/feed/frame.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** What a WebSocket client receives when the bytes are written to its TCP connection. */
async function receive(frames: EncodedFrame[]): Promise<string[]> {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.on('connection', (_socket, request) => {
    for (const frame of frames) request.socket.write(frame.webSocketFrame);
  });
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  closers.push(() => {
    client.terminate();
    server.close();
    http.close();
  });
  const received: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('message', (data) => {
      received.push(String(data));
      if (received.length === frames.length) resolve();
    });
  });
  return received;
}

describe('an encoded frame', () => {
  it('is a JSON-RPC notification', () => {
    const frame = new EncodedFrame('feed_status', '{"state":"live","since":1}');
    expect(JSON.parse(frame.text)).toEqual({
      jsonrpc: '2.0',
      method: 'feed_status',
      params: { state: 'live', since: 1 },
    });
  });

  it('is read by a WebSocket client at every size of header, also beyond ASCII', async () => {
    const texts = [0, 60, 61, 62, 63, 64, 65, 66, 65_460, 65_480, 65_536, 200_000].map((length) =>
      'x'.repeat(length),
    );
    texts.push('Zoë – 電話');
    const frames = texts.map(
      (text) => new EncodedFrame('agents_changed', JSON.stringify({ text })),
    );
    const received = await receive(frames);
    expect(received.map((text) => JSON.parse(text).params.text)).toEqual(texts);
  });

  it('is encoded once', () => {
    const frame = new EncodedFrame('feed_status', '{}');
    expect(frame.webSocketFrame).toBe(frame.webSocketFrame);
  });
});
