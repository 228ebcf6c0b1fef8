/** What the hub is compared with: a loop over `ws` sockets, and a room of Socket.IO. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketIo } from 'socket.io';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FanOut } from './server.js';

/** @param text the message: the hub's own bytes */
export async function startBareWs(text: string): Promise<FanOut> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, path: '/ws' });
  const clients = new Set<WebSocket>();
  sockets.on('connection', (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    socket.on('message', () => socket.send('{}'));
  });
  const message = Buffer.from(text);
  return {
    port: await listen(http),
    path: '/ws',
    async publish() {
      for (const client of clients) client.send(message, { binary: false });
    },
  };
}

/** @param text a JSON-RPC notification: its method is the event, its params the argument */
export async function startSocketIo(text: string): Promise<FanOut> {
  const http = createServer();
  const io = new SocketIo(http, { transports: ['websocket'], serveClient: false });
  io.on('connection', (socket) => socket.join('all'));
  const { method, params } = text ? JSON.parse(text) : { method: '', params: {} };
  return {
    port: await listen(http),
    path: '/socket.io/?EIO=4&transport=websocket',
    async publish() {
      io.to('all').emit(method, params);
    },
  };
}

async function listen(http: Server): Promise<number> {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return (http.address() as AddressInfo).port;
}
