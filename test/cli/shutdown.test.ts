/** SIGTERM while HTTP requests are under way, on the command line as it is shipped. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signToken } from '../support/hub-on-fixture.js';
import { freePort } from '../support/private-mariadb.js';
import { type Program, startProgram } from '../support/program.js';
import { RawSocket } from '../support/raw-socket.js';
import { FaultyDatabase } from '../trust/faulty-database.js';

const SECRET = 's'.repeat(32);
const LIMITS = { timeout: 10_000, interval: 50 };
/** What ends when nothing is under way, and what this machine adds, ms. */
const SOON_MS = 3_000;
const DRAIN_MS = 10_000;

describe('SIGTERM', () => {
  let database: FaultyDatabase;
  let hub: Program;
  let port: number;

  beforeAll(async () => {
    database = await FaultyDatabase.create();
  });
  beforeEach(async () => {
    port = await freePort();
    hub = startProgram([], {
      DATABASE_URL: database.url,
      HUB_PORT: String(port),
      HUB_JWT_SECRET: SECRET,
      HUB_CACHE_MS: '0',
    });
    await hub.says(/vici-hub serves/);
  });
  afterEach(async () => {
    hub.child.kill('SIGKILL');
    await hub.ended;
    await database.closeHubs();
  });
  afterAll(() => database?.close());

  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const pause = () =>
    fetch(
      url(
        '/agc/api.php?source=test&user=6666&pass=1234&function=external_pause&value=PAUSE&agent_user=1000',
      ),
    );
  const askToken = () =>
    fetch(url('/token'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: '6666', pass: '1234' }),
    });
  /** @returns a connection that keeps what the statement locks until it ends */
  const hold = async (statement: string) => {
    const holder = await database.connect();
    await holder.query('start transaction');
    await holder.query(statement);
    return holder;
  };
  const untilWaiting = (pattern: RegExp) =>
    expect
      .poll(
        async () =>
          (await database.hubConnections()).some(({ info }) => pattern.test(String(info))),
        LIMITS,
      )
      .toBe(true);
  const isRefused = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(socket.destroy() && false));
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
    });

  it('lets a text API request under way have its answer, and takes no new one', async () => {
    const holder = await hold("select * from live_agents where user = '1000' for update");
    const answer = pause();
    await untilWaiting(/^update `live_agents`/i);
    hub.child.kill('SIGTERM');
    await expect.poll(isRefused, { timeout: 1_000, interval: 20 }).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(hub.child.exitCode).toBeNull();
    await holder.query('rollback');
    const released = performance.now();
    const response = await answer;
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^SUCCESS: external_pause function set - PAUSE/);
    expect(await hub.ended).toBe(0);
    expect(performance.now() - released).toBeLessThan(SOON_MS);
    const logged = await database.rows(
      "select result from api_log where function = 'external_pause'",
    );
    expect(logged).toEqual([{ result: 'SUCCESS' }]);
  });

  it('lets POST /token under way have its answer', async () => {
    const holder = await hold('select 1');
    await holder.query('lock tables users write');
    const answer = askToken();
    await untilWaiting(/`users`/i);
    hub.child.kill('SIGTERM');
    await expect.poll(isRefused, { timeout: 1_000, interval: 20 }).toBe(true);
    await holder.query('unlock tables');
    const response = await answer;
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ token: expect.any(String) });
    expect(await hub.ended).toBe(0);
  });

  it('ends event streams with their notice at once, whatever is under way', async () => {
    const stream = await fetch(url('/events'), {
      headers: { authorization: `Bearer ${signToken(SECRET)}` },
    });
    const holder = await hold("select * from live_agents where user = '1000' for update");
    const answer = pause();
    await untilWaiting(/^update `live_agents`/i);
    hub.child.kill('SIGTERM');
    const began = performance.now();
    expect(await stream.text()).toMatch(/event: status\ndata: \{"state":"going_away".*\}\n\n$/);
    expect(performance.now() - began).toBeLessThan(1_000);
    await holder.query('rollback');
    expect((await answer).status).toBe(200);
    expect(await hub.ended).toBe(0);
  });

  it('ends in ten seconds and a little when a request does not', async () => {
    await hold("select * from live_agents where user = '1000' for update");
    const answer = pause().catch(() => undefined);
    await untilWaiting(/^update `live_agents`/i);
    hub.child.kill('SIGTERM');
    const began = performance.now();
    await hub.ended;
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(DRAIN_MS / 2);
    expect(took).toBeLessThan(DRAIN_MS + 6_000);
    expect((await answer)?.status).not.toBe(200);
  }, 30_000);

  it('ends at once when nothing is under way, kept and silent connections notwithstanding', async () => {
    expect((await fetch(url('/healthz'))).status).toBe(200);
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    const socket = await RawSocket.authenticated(`ws://127.0.0.1:${port}/ws`, signToken(SECRET));
    hub.child.kill('SIGTERM');
    const began = performance.now();
    expect(await socket.closed).toMatchObject({ code: 1012 });
    expect(await hub.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    silent.destroy();
  });
});
