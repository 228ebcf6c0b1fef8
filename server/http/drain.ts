/** The end of an HTTP server: what is under way finishes, nothing else keeps it open. */
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';

/** At a shutdown idle connections are looked for this often, ms. */
const LOOK_MS = 50;
/** WebSockets have this much longer to be closed by the hub, ms. */
const SOCKETS_MS = 2_000;

/**
 * To be called before the server listens.
 * @returns refuses new connections, ends event streams, and lets requests under way finish for
 *   `withinMs`; resolves when the last connection has ended, those of WebSockets among them
 */
export function prepareDrain(app: FastifyInstance): (withinMs: number) => Promise<void> {
  const { server } = app;
  const all = new Set<Socket>();
  /** They have not asked for anything yet, which Node does not count as idle. */
  const silent = new Set<Socket>();
  const keep = (sockets: Set<Socket>) => (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const asks = ({ socket }: { socket: Socket }) => silent.delete(socket);
  server.on('connection', keep(all));
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', keep(silent));
  server.on('request', asks);
  server.on('upgrade', asks);
  return async (withinMs) => {
    const closed = app.close();
    for (const socket of silent) socket.destroy();
    // one that has just been answered would be kept for its next request
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const late = [
      setTimeout(() => server.closeAllConnections(), withinMs),
      setTimeout(() => {
        for (const socket of all) socket.destroy();
      }, withinMs + SOCKETS_MS),
    ];
    await closed;
    clearInterval(idle);
    for (const timer of late) clearTimeout(timer);
  };
}
