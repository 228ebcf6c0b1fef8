/** A socket that gives one command at a time, with as little of its own as can be. */
import WebSocket from 'ws';

export class CommandClient {
  private id = 0;
  private settle: ((message: { error?: unknown }) => void) | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.settle?.(JSON.parse(data.toString())));
  }

  static async open(url: string, token: string): Promise<CommandClient> {
    const socket = new WebSocket(url, [], { headers: { authorization: `Bearer ${token}` } });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const client = new CommandClient(socket);
    await client.call('ping', {});
    return client;
  }

  call(method: string, params: object): Promise<void> {
    return new Promise((resolve, reject) => {
      this.settle = ({ error }) => (error ? reject(new Error(JSON.stringify(error))) : resolve());
      this.socket.send(JSON.stringify({ jsonrpc: '2.0', id: ++this.id, method, params }));
    });
  }

  close(): void {
    this.socket.close();
  }
}
