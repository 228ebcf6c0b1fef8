import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../test/support/private-mariadb.js';

export interface HubProcess {
  readonly url: string;
  /** Signs its tokens. */
  readonly secret: string;
  /** CPU that it has used so far, s. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 15_000;
const LOOK_EVERY_MS = 50;

/**
 * The hub as it is shipped, in a process of its own.
 * @param env more variables; `undefined` takes one of this process's own away
 * @throws Error with what the hub says when it is not ready in 15 s
 */
export async function startHubProcess(
  databaseUrl: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<HubProcess> {
  const port = await freePort();
  const secret = randomBytes(32).toString('hex');
  const main = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      HUB_PORT: String(port),
      HUB_JWT_SECRET: secret,
      HUB_RATE_LIMIT: '1000000',
      HUB_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  let isReady = false;
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
    if (isReady) process.stderr.write(chunk);
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await exited;
  };
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const problem = await notReady(port);
    if (problem === undefined) break;
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new Error(`the hub did not start: ${said.trim().split('\n').at(-1) || problem}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
  isReady = true;
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    secret,
    async cpuSeconds() {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
      return Number(/^process_cpu_seconds_total (\S+)/m.exec(await answer.text())?.[1]);
    },
    stop,
  };
}

/** @returns why it is not, undefined when it is */
async function notReady(port: number): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (answer.ok) return undefined;
    const { reason } = (await answer.json()) as { reason?: string };
    return reason ?? `HTTP ${answer.status}`;
  } catch {
    return 'it does not listen';
  }
}
