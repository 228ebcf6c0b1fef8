import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { freePort } from '../support/private-mariadb.js';
import { RawSocket } from '../support/raw-socket.js';

/** As it is shipped; `npm test` builds it first. */
const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const SECRET = 'command-line-secret-of-32-bytes-or-more';

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (data: Buffer) => {
    output += data.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    ended,
    output: () => output,
    says: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => pattern.test(output) && resolve();
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without saying ${pattern}: ${output}`)));
      }),
  };
}

const run = async (args: string[], env: Record<string, string> = {}) => {
  const program = start(args, env);
  const code = await program.ended;
  return { code, output: program.output().trim() };
};

const children = new Set<ChildProcess>();

describe('the command line', { timeout: 60_000 }, () => {
  // also after a failure: nothing that a test started may outlive it
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });

  it.each([
    [[], { HUB_PORT: 'x' }, 'vici-hub: HUB_PORT: must be a whole number'],
    [[], { HUB_NONSENSE: '1' }, 'vici-hub: HUB_NONSENSE: there is no such variable'],
    [['fly'], {}, 'vici-hub: fly: there is no such command (--help)'],
    [['token'], {}, 'vici-hub: HUB_JWT_SECRET: is required to sign a token'],
    [['demo', '--agents', '0'], {}, 'vici-hub: --agents: a number from 1 to 2000'],
    [['call', 'fly'], {}, 'vici-hub: fly: there is no such function'],
    [['token', '--ttl', 'soon'], { HUB_JWT_SECRET: SECRET }, 'vici-hub: --ttl: soon is not a time'],
  ])('stops at %j %j with one line', async (args, env, line) => {
    const { code, output } = await run(args, env as Record<string, string>);
    expect(output.split('\n')).toHaveLength(1);
    expect(output).toContain(line);
    expect(code).toBe(1);
  });

  it('refuses to serve a database without a key', async () => {
    const { code, output } = await run([], { DATABASE_URL: `${inject('mariadbUrl')}/mysql` });
    expect(output).toContain('HUB_JWT_SECRET');
    expect(code).toBe(1);
  });

  it('says so when the database is no dialler', async () => {
    const { output } = await run([], {
      DATABASE_URL: `${inject('mariadbUrl')}/mysql`,
      HUB_JWT_SECRET: SECRET,
    });
    expect(output).toContain('neither live_agents nor vicidial_live_agents');
  });

  it('waits for a database that cannot be reached yet', async () => {
    const port = String(await freePort());
    const hub = start([], {
      DATABASE_URL: 'mysql://root@127.0.0.1:1/nothing',
      HUB_JWT_SECRET: SECRET,
      HUB_PORT: port,
    });
    await hub.says(/vici-hub serves/);
    expect(hub.output()).toContain('the database cannot be reached');
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('serves a database, takes a signed token and a call, and ends cleanly', async () => {
    const database = await createMariadbDatabase({
      server: inject('mariadbUrl'),
      prefix: 'vicidial_',
    });
    await loadFixture(database);
    const port = String(await freePort());
    const folder = mkdtempSync(join(tmpdir(), 'vici-hub-env-'));
    writeFileSync(join(folder, 'hub.env'), `HUB_JWT_SECRET=${SECRET}\nHUB_PORT=${port}\n`);
    const hub = start(['serve', '--env-file', join(folder, 'hub.env')], {
      DATABASE_URL: database.url,
    });
    await hub.says(/vici-hub serves/);
    const env = { HUB_JWT_SECRET: SECRET, HUB_PORT: port };
    const token = await run(['token', '--user', '6666', '--agents', '1000', '--ttl', '1h'], env);
    const socket = await RawSocket.authenticated(`ws://127.0.0.1:${port}/ws`, token.output);
    expect((await socket.request('get_agent', { agent_user: '1000' })).result?.state).toBe(
      'PAUSED',
    );
    const call = await run(['call', 'external_pause', 'agent_user=1000', 'value=PAUSE'], env);
    expect(call.output).toMatch(/^SUCCESS: external_pause function set - PAUSE\|\d+\|1000$/);
    expect(call.code).toBe(0);
    const refused = await run(['call', 'external_pause', 'agent_user=1009', 'value=PAUSE'], env);
    expect(refused).toEqual({ code: 1, output: 'ERROR: agent_user is not logged in - 1009' });
    hub.child.kill('SIGTERM');
    expect((await socket.closed).code).toBe(1012);
    expect(socket.heard.at(-1)?.method).toBe('going_away');
    expect(await hub.ended).toBe(0);
    expect(hub.output()).not.toContain(SECRET);
    rmSync(folder, { recursive: true });
    await database.close();
  });

  it('runs the demo when nothing is configured, and says that it is one', async () => {
    const port = String(await freePort());
    const demo = start([], { HUB_PORT: port });
    await demo.says(/CRM page/);
    expect(demo.output()).toContain('vici-hub demo: a simulated call centre');
    expect(demo.output()).toContain(`http://127.0.0.1:${port}/demo/`);
    const answer = await fetch(`http://127.0.0.1:${port}/demo/token?agent_user=1000`);
    const { token } = (await answer.json()) as { token: string };
    const socket = await RawSocket.authenticated(`ws://127.0.0.1:${port}/ws`, token);
    const { result } = await socket.request('subscribe');
    const agents = (result?.agents ?? []) as { agent_user: string; campaign_id: string }[];
    expect(agents.map(({ agent_user }) => agent_user).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => String(1000 + index)),
    );
    expect(new Set(agents.map(({ campaign_id }) => campaign_id)).size).toBe(2);
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
  });
});
