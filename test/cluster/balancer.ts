/** Spreads connections over the nodes that are there, as a load balancer does. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Random } from '../feed/random.js';

export class Balancer {
  /** Ports of the nodes; may be changed at any time. */
  ports: readonly number[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly random: Random,
  ) {
    server.on('connection', (client) => this.forward(client));
  }

  static async start(random: Random): Promise<Balancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Balancer(server, random);
  }

  get socketUrl(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `ws://127.0.0.1:${address.port}/ws`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private forward(client: Socket): void {
    if (this.ports.length === 0) {
      client.destroy();
      return;
    }
    const node = connect(this.random.pick(this.ports), '127.0.0.1');
    client.pipe(node).pipe(client);
    for (const [one, other] of [
      [client, node],
      [node, client],
    ] as const) {
      this.sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => {});
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
