/** Stands between a hub and its database, and can keep the database's answers to itself. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export class AnswerCutter {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private isCutting = false;
  private readonly server = createServer((client) => {
    const upstream = connect(this.port, '127.0.0.1');
    const pair = [client, upstream] as const;
    this.pairs.add(pair);
    client.on('data', (chunk: Buffer) => upstream.write(chunk));
    upstream.on('data', (chunk: Buffer) => this.isCutting || client.write(chunk));
    for (const socket of pair) {
      socket.on('error', () => {}); // its close follows
      socket.once('close', () => {
        for (const one of pair) one.destroy();
        this.pairs.delete(pair);
      });
    }
  });

  private constructor(private readonly port: number) {}

  /** @param port of the database on this machine */
  static async start(port: number): Promise<AnswerCutter> {
    const cutter = new AnswerCutter(port);
    cutter.server.listen(0, '127.0.0.1');
    await once(cutter.server, 'listening');
    return cutter;
  }

  /** @returns the same URL by way of this one */
  through(url: string): string {
    const way = new URL(url);
    way.hostname = '127.0.0.1';
    way.port = String((this.server.address() as AddressInfo).port);
    return way.href;
  }

  /** From now on what is sent arrives, and no answer comes back. */
  cut(): void {
    this.isCutting = true;
  }

  /** Ends all connections; new ones are answered again. */
  restore(): void {
    for (const [client] of this.pairs) client.destroy();
    this.isCutting = false;
  }

  async close(): Promise<void> {
    this.restore();
    this.server.close();
    await once(this.server, 'close');
  }
}
