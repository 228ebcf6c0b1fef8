/** Gives a command now and then and measures when its change is heard after its answer. */
import { RawSocket } from '../../test/support/raw-socket.js';

const EVERY_MS = 100;
const AGENT = '1000';

export class DelayProbe {
  readonly delays: { readonly atMs: number; readonly ms: number }[] = [];
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();

  private constructor(private readonly socket: RawSocket) {}

  static async start(url: string, token: string): Promise<DelayProbe> {
    const socket = await RawSocket.authenticated(url, token);
    await socket.request('subscribe', { agents: [AGENT] });
    const probe = new DelayProbe(socket);
    probe.running = probe.run();
    return probe;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
    this.socket.close();
  }

  private async run(): Promise<void> {
    for (let turn = 1; !this.isStopped; turn++) {
      // what was heard before is of no use any more
      this.socket.heard.length = 0;
      const value = String(1_000_000 + turn);
      const { error } = await this.socket.request('send_dtmf', { agent_user: AGENT, value });
      if (error) throw new Error(error.message);
      const answered = performance.now();
      await this.socket.hears((message) => JSON.stringify(message.params ?? '').includes(value));
      this.delays.push({ atMs: performance.now(), ms: performance.now() - answered });
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
