/** `npm run bench -- --against`: a hub's own text API stands for the other HTTP API. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { compare } from '../../bench/against/compare.js';
import { readArguments } from '../../bench/arguments.js';
import { BenchError } from '../../bench/bench-error.js';
import { createMariadbDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { freePort } from '../support/private-mariadb.js';

const MAIN = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const LOADER = new URL('../../tasks/ts-loader.mjs', import.meta.url).href;
const PASS = 'bench-secret-1234';
const SHORT = ['--rounds', '2', '--seconds', '0.1', '--count', '40'];

let other: HubOnFixture;
let url: string;

beforeAll(async () => {
  const server = inject('mariadbUrl');
  const database = await createMariadbDatabase({ server, prefix: 'vicidial_' });
  other = await startHubOnFixture({ database });
  await database.connection.db
    .updateTable('users')
    .set({ pass: PASS })
    .where('user', '=', '6666')
    .execute();
  url = `${other.hub.url}/agc/api.php`;
});
afterAll(() => other.close());

describe('a comparison', () => {
  it('gives the command to both sides, on the same database, and shows both', async () => {
    const args = ['--against', url, '--user', '6666', '--source', 'compare', ...SHORT];
    const { code, output } = await run(args, {
      DATABASE_URL: other.database.url,
      BENCH_PASS: PASS,
    });
    expect(output).toContain('acts on no agent');
    expect(code, output).toBe(0);
    const given = commands(output);
    expect(Object.keys(given)).toEqual(['HTTP API', 'vici-hub']);
    for (const counts of Object.values(given)) {
      expect(counts).toHaveLength(2); // one connection, then 32
      for (const count of counts) expect(count).toBeGreaterThan(0);
      for (const count of counts) expect(count).toBeLessThanOrEqual(80);
    }
    expect(output).toMatch(/1 connection .*\n.*\n.*\nvici-hub: \d+\.\d\d x as many a second/);
    const byHttp = await servedByStandIn('version');
    expect(byHttp).toBeGreaterThanOrEqual(sum(given['HTTP API']));
    const byHub = (await logged('version', 'compare')) - byHttp;
    expect(byHub).toBeGreaterThanOrEqual(sum(given['vici-hub']));
    expect(output).not.toContain(PASS);
  });

  it('acts on an agent only when told to, says on whom, and uses the hub that is named', async () => {
    const args = ['--against', url, '--user', '6666', '--pass', PASS, ...SHORT];
    const hub = ['--hub', other.hub.socketUrl];
    const { code, output } = await here([...args, ...hub, ...pauseOf('1000')], {
      HUB_TOKEN: other.token(),
    });
    expect(output).toContain('ACTS ON AGENT 1000');
    expect(code, output).toBe(0);
    const given = commands(output);
    const all = sum(given['HTTP API']) + sum(given['vici-hub']);
    expect(await logged('external_pause', 'bench')).toBeGreaterThanOrEqual(all);
    const { external_pause } = await other.database.connection.db
      .selectFrom('live_agents')
      .select('external_pause')
      .where('user', '=', '1000')
      .executeTakeFirstOrThrow();
    expect(external_pause).toMatch(/^PAUSE!/);
  });
});

describe('what goes wrong is told in one line', () => {
  const account = () => ['--against', url, '--user', '6666', '--pass', PASS];
  const withHub = () => [...account(), '--hub', other.hub.socketUrl];

  it('on the error output, with exit code 1', async () => {
    const { code, output } = await run(['--against', url, '--user', '6666', '--pass', 'wrong-one']);
    expect(output).toBe(`bench: --user, --pass: ${url} refuses the login of 6666`);
    expect(code).toBe(1);
  });

  it('of a hub that limits requests', async () => {
    const limited = await startHubOnFixture({ env: { HUB_RATE_LIMIT: '5' } });
    const hub = ['--hub', limited.hub.socketUrl, '--token', limited.token()];
    const message = await failure([...account(), ...hub]);
    await limited.close();
    expect(message).toMatch(/^--hub: \S+ limits requests: raise its HUB_RATE_LIMIT/);
  });

  it.each<[string, () => string[] | Promise<string[]>, RegExp]>([
    ['a missing --user', () => ['--against', url, '--pass', PASS], /^--user: /],
    ['no password', () => ['--against', url, '--user', '6666'], /^--pass, or BENCH_PASS: /],
    [
      'an address where nobody listens',
      async () => ['--against', `http://127.0.0.1:${await freePort()}/x`, ...account().slice(2)],
      /^--against: \S+ cannot be reached \(ECONNREFUSED\)$/,
    ],
    [
      'an address of something else',
      () => ['--against', `${other.hub.url}/nothing`, ...account().slice(2)],
      /^--against: \S+ answers HTTP 404$/,
    ],
    [
      'a password in the address',
      () => ['--against', `${url}?user=6666&pass=${PASS}`, ...account().slice(2)],
      /^--against: the address alone/,
    ],
    [
      'an agent who is not logged in',
      () => [...withHub(), '--token', other.token(), ...pauseOf('4711')],
      /^--agent-user: agent 4711 is not logged in, says \S+$/,
    ],
    ['a function without its agent', () => [...account(), ...pauseOf('')], /^--agent-user: /],
    ['an unknown function', () => [...account(), '--function', 'x'], /^--function: /],
    ['a parameter of another function', () => [...account(), 'a=1'], /^version: .*"a"/],
    ['a hub without a token', withHub, /^--token, or HUB_TOKEN: /],
    [
      'a token that the hub does not take',
      () => [...withHub(), '--token', 'no.token.atall'],
      /^--token: \S+ does not take it$/,
    ],
    ['neither hub nor database', account, /^DATABASE_URL: is required, or --hub/],
    ['rounds that are no number', () => [...account(), '--rounds', 'x'], /^--rounds: /],
    ['an unknown option', () => [...account(), '--passs', 'x'], /^Unknown option '--passs'$/],
    ['an option of comparisons alone', () => ['--user', '6666'], /^--user: only .* --against$/],
    ['an unknown bench', () => ['food'], /^food: there is no such bench \(commands, /],
  ])('%s', async (_, args, line) => {
    const message = await failure(await args());
    expect(message).toMatch(line);
    expect(message).not.toContain(PASS);
    expect(message).not.toContain('\n');
  });
});

const pauseOf = (agent: string) => ['--function', 'external_pause', '--agent-user', agent];

/** The comparison in this process. @throws BenchError */
async function here(args: readonly string[], env: Record<string, string> = {}) {
  const lines: string[] = [];
  vi.stubEnv('DATABASE_URL', undefined);
  vi.spyOn(console, 'log').mockImplementation((line = '') => lines.push(line));
  try {
    const given = readArguments(args, env);
    const code = given.kind === 'against' ? await compare(given) : undefined;
    return { code, output: lines.join('\n') };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

/** @returns what it fails with */
async function failure(args: readonly string[]): Promise<string> {
  try {
    await here(args);
    return 'no failure';
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return error.message;
  }
}

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', LOADER, MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const hear = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output.trim() };
}

/** Side -> commands with one connection and with 32, as printed. */
function commands(output: string): Record<string, number[]> {
  const given: Record<string, number[]> = {};
  for (const [, side = '', count] of output.matchAll(/^(HTTP API|vici-hub) +(\d+) +\d/gm)) {
    given[side] = [...(given[side] ?? []), Number(count)];
  }
  return given;
}

const sum = (counts: number[] | undefined) => (counts ?? []).reduce((a, b) => a + b, 0);

/** Commands that the stand-in answered, as its metrics say. */
async function servedByStandIn(name: string): Promise<number> {
  const metrics = await (await fetch(`${other.hub.url}/metrics`)).text();
  const line = new RegExp(`^vici_hub_commands_total\\{function="${name}",.*\\} (\\d+)`, 'm');
  return Number(line.exec(metrics)?.[1]);
}

async function logged(name: string, source: string): Promise<number> {
  const { rows } = await other.database.connection.db
    .selectFrom('api_log')
    .select((all) => all.fn.countAll<number>().as('rows'))
    .where('function', '=', name)
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  return Number(rows);
}
