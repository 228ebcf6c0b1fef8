/** Every example that the documentation shows, run as it stands against a real hub. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';

const folder = new URL('../../docs/examples/', import.meta.url);
const loader = new URL('../../tasks/ts-loader.mjs', import.meta.url).href;
const PAUSED = /^SUCCESS: external_pause function set - PAUSE\|\d+\|1000$/m;

let bench: HubOnFixture;

beforeEach(async () => {
  bench = await startHubOnFixture();
  await bench.database.store.execute("update live_agents set status = 'READY' where user = '1000'");
});

afterEach(() => bench.close());

async function run(program: string, args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(program, args, {
    env: {
      PATH: process.env.PATH,
      HUB: bench.hub.url,
      HUB_URL: bench.hub.socketUrl,
      HUB_JWT_SECRET: bench.secret,
      TOKEN: bench.token(),
      API_PASS: '1234',
      AGENT: '1000',
    },
    timeout: 15_000,
  });
  expect(stderr).toBe('');
  return stdout;
}

const path = (name: string) => fileURLToPath(new URL(name, folder));

async function pauseWanted(): Promise<string | null | undefined> {
  const row = await bench.database.connection.db
    .selectFrom('live_agents')
    .select('external_pause')
    .where('user', '=', '1000')
    .executeTakeFirst();
  return row?.external_pause;
}

/** Debian's packages belong to its own interpreter, which need not be the first one found. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

const RUNS: Record<string, () => Promise<string>> = {
  'watch-and-pause.ts': () =>
    run(process.execPath, ['--import', loader, path('watch-and-pause.ts')]),
  'watch_and_pause.py': () => run(python, [path('watch_and_pause.py')]),
  'pause.php': () => run('php', [path('pause.php')]),
  'curl.sh': () => run('sh', [path('curl.sh')]),
};

describe('docs/examples', () => {
  it('are all run here, and all shown in docs/integrating.md', () => {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).sort()).toEqual(Object.keys(RUNS).sort());
    const text = readFileSync(new URL('../integrating.md', folder), 'utf8');
    for (const name of Object.keys(RUNS)) expect(text).toContain(`examples/${name}`);
  });

  it.each(Object.keys(RUNS))('%s pauses the agent', async (name) => {
    expect(await pauseWanted()).toBe('');
    const output = await RUNS[name]?.();
    expect(output).toMatch(PAUSED);
    expect(await pauseWanted()).toMatch(/^PAUSE!\d+$/);
  });

  it.each(['watch-and-pause.ts', 'watch_and_pause.py'])('%s sees the change', async (name) => {
    expect(await RUNS[name]?.()).toMatch(/1000.*external_pause/s);
  });

  it.each(['watch-and-pause.ts', 'watch_and_pause.py', 'pause.php'])(
    "%s shows the agent's state",
    async (name) => {
      expect(await RUNS[name]?.()).toMatch(/^1000 READY$/m);
    },
  );

  it('curl.sh shows a snapshot and the event stream', async () => {
    const output = (await RUNS['curl.sh']?.()) ?? '';
    expect(output).toMatch(/^\{"epoch":\d+,"revision":\d+,"agents":\[\{"agent_user":"1000"/m);
    expect(output).toMatch(/^event: snapshot$/m);
  });
});
