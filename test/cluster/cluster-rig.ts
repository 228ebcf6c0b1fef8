/** Hubs in processes of their own, one NATS server, one database. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/private-mariadb.js';

export interface Node {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  readonly socketUrl: string;
  /** It reads the database for the others. */
  readonly isLeading: boolean;
  /** When it said that it leads, epoch ms; the last time. */
  readonly ledSince: number;
  output(): string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM. */
  end(): Promise<number | null>;
}

export interface RigOptions {
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** As it is shipped; `npm test` builds it first. */
const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const START_LIMIT_MS = 30_000;

export class ClusterRig {
  readonly secret = randomBytes(32).toString('hex');
  readonly nodes: Node[] = [];

  constructor(private readonly options: RigOptions) {}

  /** Resolves when it serves. @param env over the rig's */
  async add(name: string, env: Readonly<Record<string, string>> = {}): Promise<Node> {
    const port = await freePort();
    const { databaseUrl, natsUrl } = this.options;
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: databaseUrl,
        HUB_NATS_URL: natsUrl,
        HUB_PORT: String(port),
        HUB_POLL_MS: '25',
        HUB_JWT_SECRET: this.secret,
        HUB_RATE_LIMIT: '100000',
        ...this.options.env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const node = new HubProcess(name, port, child);
    this.nodes.push(node);
    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await answers(`${node.url}/healthz`))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`${name} did not start: ${node.output()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return node;
  }

  get leader(): Node | undefined {
    return this.nodes.find(({ isLeading }) => isLeading);
  }

  /** @returns the leader, when there is one. @throws Error after the time */
  async untilLed(ms: number): Promise<Node> {
    const deadline = Date.now() + ms;
    for (;;) {
      const { leader } = this;
      if (leader) return leader;
      if (Date.now() > deadline) throw new Error(`nobody leads after ${ms} ms`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }
}

class HubProcess implements Node {
  readonly url: string;
  readonly socketUrl: string;
  isLeading = false;
  ledSince = 0;
  private said = '';
  private readonly exited: Promise<unknown>;

  constructor(
    readonly name: string,
    readonly port: number,
    private readonly child: ChildProcess,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.socketUrl = `ws://127.0.0.1:${port}/ws`;
    let line = '';
    const hear = (chunk: Buffer) => {
      const text = chunk.toString();
      this.said = (this.said + text).slice(-200_000);
      line += text;
      const lines = line.split('\n');
      line = lines.pop() ?? '';
      for (const whole of lines) this.listen(whole);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    this.exited = once(child, 'exit').then(() => {
      this.isLeading = false;
    });
  }

  output(): string {
    return this.said;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  async end(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await this.exited;
    return this.child.exitCode;
  }

  private listen(line: string): void {
    if (line.includes('"this node leads"')) {
      this.isLeading = true;
      this.ledSince = Date.now();
    } else if (line.includes('"this node leads no more"')) this.isLeading = false;
  }
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
