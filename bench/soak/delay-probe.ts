/** Gives a command now and then and measures when its change is heard after its answer. */
import { RawSocket } from '../../test/support/raw-socket.js';

const EVERY_MS = 100;
const AGENT = '1000';
/** The screen takes a command once a second. */
const PATIENCE_MS = 2_000;
/** How often the measuring process looks whether it is late itself, ms. */
const OWN_LOOK_MS = 5;

export interface Delay {
  readonly atMs: number;
  readonly ms: number;
  /** How late the measuring process itself was meanwhile, at most, ms: no fault of the hub. */
  readonly ownMs: number;
}

export class DelayProbe {
  readonly delays: Delay[] = [];
  /** Commands that the agent screen took before a reading could see them: no change to hear of. */
  unseen = 0;
  private latest = 0;
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
    let expected = performance.now() + OWN_LOOK_MS;
    const looking = setInterval(() => {
      this.latest = Math.max(this.latest, performance.now() - expected);
      expected = performance.now() + OWN_LOOK_MS;
    }, OWN_LOOK_MS);
    try {
      await this.ask();
    } finally {
      clearInterval(looking);
    }
  }

  private async ask(): Promise<void> {
    for (let turn = 1; !this.isStopped; turn++) {
      // what was heard before is of no use any more
      this.socket.heard.length = 0;
      const value = String(1_000_000 + turn);
      const { error } = await this.socket.request('send_dtmf', { agent_user: AGENT, value });
      if (error) throw new Error(error.message);
      const answered = performance.now();
      this.latest = 0;
      const isSeen = await this.socket
        .hears(({ params }) => JSON.stringify(params ?? '').includes(value), PATIENCE_MS)
        .then(
          () => true,
          () => false,
        );
      if (!isSeen) {
        this.unseen += 1;
        continue;
      }
      const heard = performance.now();
      // a look that is due comes first
      await new Promise((resolve) => setTimeout(resolve, OWN_LOOK_MS));
      this.delays.push({ atMs: heard, ms: heard - answered, ownMs: this.latest });
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
