import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { freePort } from '../test/support/private-mariadb.js';

/** The hub as it is shipped, in a process of its own. */
export async function startHubProcess(databaseUrl: string, env: Record<string, string> = {}) {
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
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const deadline = Date.now() + 15_000;
  while (
    !(await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (r) => r.ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('the hub did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    secret,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
