/** A socket that gives one command at a time, with as little of its own as can be. */
import type WebSocket from 'ws';
import type { ErrorObject } from '../protocol/messages.js';
import { openSocket } from './open-socket.js';

/** The hub refused a command. */
export class CommandRefused extends Error {
  constructor(readonly refusal: ErrorObject) {
    super(refusal.data?.text ?? refusal.message);
  }
}

/** The hub ended the connection. */
export class SocketClosed extends Error {
  constructor(readonly code: number) {
    super(`the hub closed the connection with ${code}`);
  }
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

export class CommandClient {
  private id = 0;
  private waiting: Waiting | undefined;
  private closedWith: number | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const { error, method } = JSON.parse(data.toString()) as {
        error?: ErrorObject;
        method?: string;
      };
      if (method === undefined) this.settle(error && new CommandRefused(error));
    });
    socket.on('close', (code) => {
      this.closedWith = code;
      this.settle(new SocketClosed(code));
    });
    socket.on('error', () => {}); // the close follows
  }

  /** @throws Error when the hub cannot be reached or does not take the token */
  static async open(url: string, token: string): Promise<CommandClient> {
    const client = new CommandClient(await openSocket(url, token));
    await client.call('ping', {});
    return client;
  }

  /** @throws CommandRefused, SocketClosed */
  call(method: string, params: object): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.closedWith !== undefined) throw new SocketClosed(this.closedWith);
      this.waiting = { resolve, reject };
      this.socket.send(JSON.stringify({ jsonrpc: '2.0', id: ++this.id, method, params }));
    });
  }

  close(): void {
    this.socket.close();
  }

  private settle(error: Error | undefined): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (error) waiting?.reject(error);
    else waiting?.resolve();
  }
}
