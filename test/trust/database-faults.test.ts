import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../server/database/connect.js';
import { inTransaction } from '../../server/database/transaction.js';
import type { RunningHub } from '../../server/start-hub.js';
import { onServer } from '../support/database.js';
import { RawSocket } from '../support/raw-socket.js';
import { FaultyDatabase } from './faulty-database.js';

const PAUSE = { agent_user: '1000', value: 'PAUSE' };
const UNAVAILABLE = {
  code: 5003,
  data: { temporary: true, reason: 'database_unavailable', retry_after_ms: expect.any(Number) },
};
/** The gate's patience and what the machine adds. */
const PATIENCE_MS = 16_000;
const LIMITS = { timeout: 15_000, interval: 50 };

describe('a database that fails', () => {
  let database: FaultyDatabase;

  beforeAll(async () => {
    database = await FaultyDatabase.create();
  });
  afterEach(async () => {
    await database.closeHubs();
    await database.server.start();
  });
  afterAll(() => database.close());

  const readiness = async (hub: RunningHub) => (await fetch(`${hub.url}/readyz`)).status;
  const logged = (value: string) =>
    database.rows(`select result from api_log where value = '${value}'`);
  const pauses = async (socket: RawSocket) =>
    (await socket.request('external_pause', PAUSE, PATIENCE_MS)).error;

  it('gone at the start: the hub starts, says so, and serves as soon as it is there', async () => {
    await database.server.kill();
    const hub = await database.startHub();
    expect(await readiness(hub)).toBe(503);
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
    const early = await RawSocket.open(hub.socketUrl);
    const refused = await early.request('authenticate', { token: database.token() });
    expect(refused.error).toMatchObject(UNAVAILABLE);
    const query = 'source=t&user=6666&pass=1234&function=external_pause&value=PAUSE';
    const text = await fetch(`${hub.url}/agc/api.php?${query}&agent_user=1000`);
    expect(text.status).toBe(503);
    expect(await text.text()).toBe('ERROR: database unavailable\n');
    const token = await fetch(`${hub.url}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: '6666', pass: '1234' }),
    });
    expect(token.status).toBe(503);

    await database.server.start();
    await expect.poll(() => readiness(hub), LIMITS).toBe(200);
    // the connection that was refused for a while is still good
    await expect
      .poll(async () => (await early.request('authenticate', { token: database.token() })).error)
      .toBeUndefined();
    expect(await pauses(early)).toBeUndefined();
    early.close();
  });

  it('gone in the middle: 5003 at once, the feed says stale, all comes back by itself', async () => {
    const hub = await database.startHub();
    const socket = await database.socket(hub);
    await socket.request('subscribe');
    expect(await pauses(socket)).toBeUndefined();
    await database.server.kill();
    await socket.hears(
      ({ method, params }) => method === 'feed_status' && params?.state === 'stale',
    );
    expect(await readiness(hub)).toBe(503);
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 400 }, () => pauses(socket)));
    expect(performance.now() - began).toBeLessThan(2_000);
    for (const error of answers) expect(error).toMatchObject(UNAVAILABLE);

    await database.server.start();
    await socket.hears(
      ({ method, params }) => method === 'feed_status' && params?.state === 'live',
    );
    await expect.poll(() => pauses(socket), LIMITS).toBeUndefined();
    expect(await readiness(hub)).toBe(200);
    socket.close();
  });

  it('slow: waiting is bounded, no crowd gathers, and a key does its thing once', async () => {
    const hub = await database.startHub();
    const socket = await database.socket(hub);
    await socket.request('subscribe');
    const locker = await database.connect();
    await locker.query('lock tables live_agents write');
    const began = performance.now();
    const dial = { agent_user: '1001', value: '0123456789', idempotency_key: 'slow' };
    const keyed = socket.request('send_dtmf', dial, PATIENCE_MS);
    const sockets = await Promise.all(Array.from({ length: 10 }, () => database.socket(hub)));
    const crowd = await Promise.all(
      sockets.flatMap((one) => Array.from({ length: 250 }, () => pauses(one))),
    );
    expect((await keyed).error).toMatchObject(UNAVAILABLE);
    expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
    for (const error of crowd) expect(error).toMatchObject(UNAVAILABLE);
    expect((await database.hubConnections()).length).toBeLessThanOrEqual(12);
    await socket.hears(
      ({ method, params }) => method === 'feed_status' && params?.state === 'stale',
    );

    // the first attempt is still under way: asking again with the key joins it
    const again = socket.request('send_dtmf', dial);
    await locker.query('unlock tables');
    await again;
    await expect
      .poll(async () => (await socket.request('send_dtmf', dial)).result?.level, LIMITS)
      .toBe('success');
    expect(await logged('0123456789')).toEqual([{ result: 'SUCCESS' }]);
    await expect.poll(() => pauses(socket), LIMITS).toBeUndefined();
    await locker.end();
    for (const one of [socket, ...sockets]) one.close();
  }, 40_000);

  it('out of connections: 5003, and work again as soon as there is one', async () => {
    const hub = await database.startHub();
    const socket = await database.socket(hub);
    expect(await pauses(socket)).toBeUndefined();
    // the least that the server allows; administrators have one more for themselves
    const admin = await database.connect();
    await admin.query('set global max_connections = 10');
    await onServer(
      database.server.url,
      ...(await database.hubConnections()).map(({ id }) => `kill ${id}`),
    );
    const taken = [];
    for (;;) {
      try {
        taken.push(await database.connect());
      } catch {
        break;
      }
    }
    expect(taken.length).toBeGreaterThan(4);
    expect(await pauses(socket)).toMatchObject(UNAVAILABLE);
    for (const connection of taken) await connection.end();
    await expect.poll(() => pauses(socket), LIMITS).toBeUndefined();
    await admin.query('set global max_connections = 400');
    await admin.end();
    socket.close();
  });

  it('read-only: commands get 5003, the feed stays live', async () => {
    const hub = await database.startHub();
    const socket = await database.socket(hub);
    await socket.request('subscribe');
    await onServer(database.server.url, 'set global read_only = 1');
    expect(await pauses(socket)).toMatchObject(UNAVAILABLE);
    expect(await readiness(hub)).toBe(200);
    expect(socket.heard.some(({ method }) => method === 'feed_status')).toBe(false);
    await onServer(database.server.url, 'set global read_only = 0');
    await expect.poll(() => pauses(socket), LIMITS).toBeUndefined();
    socket.close();
  });

  it('a connection killed inside a transaction: 5003, nothing half written, and on it goes', async () => {
    const hub = await database.startHub();
    const socket = await database.socket(hub);
    const lists = () =>
      database.rows(`select l.external_ingroups l, u.closer_campaigns u
        from live_agents l join users u on u.user = l.user where l.user = '1001'`);
    const before = await lists();
    const holder = await database.connect();
    await holder.query('start transaction');
    await holder.query("select * from users where user = '1001' for update");
    // writes live_agents first, then waits for the row of users
    const change = {
      agent_user: '1001',
      value: 'ADD',
      blended: 'NO',
      ingroup_choices: 'SALESLINE',
      set_as_default: 'YES',
    };
    const answer = socket.request('change_ingroups', change);
    const writing = async () =>
      (await database.hubConnections()).filter(({ info }) => /^update `users`/i.test(String(info)));
    await expect.poll(async () => (await writing()).length, LIMITS).toBe(1);
    await onServer(database.server.url, ...(await writing()).map(({ id }) => `kill ${id}`));
    expect((await answer).error).toMatchObject(UNAVAILABLE);
    await holder.query('rollback');
    await holder.end();
    expect(await lists()).toEqual(before);
    await expect
      .poll(async () => (await socket.request('change_ingroups', change)).result?.text, LIMITS)
      .toContain('SALESLINE');
    expect((await lists())[0]?.l).toContain('SALESLINE');
    expect((await lists())[0]?.u).toContain('SALESLINE');
    socket.close();
  });

  it('a log that cannot be written: no success, and the key then only finishes the log', async () => {
    const hub = await database.startHub();
    const socket = await database.socket(hub);
    await onServer(
      database.server.url,
      `rename table ${await table('api_log')} to ${await table('away')}`,
    );
    const add = {
      agent_user: '1000',
      phone_number: '5550001111',
      phone_code: '1',
      vendor_lead_code: 'once',
      idempotency_key: 'log',
    };
    const { error } = await socket.request('external_add_lead', add);
    expect(error).toMatchObject({ code: 5003 });
    await onServer(
      database.server.url,
      `rename table ${await table('away')} to ${await table('api_log')}`,
    );
    expect((await socket.request('external_add_lead', add)).result?.level).toBe('success');
    expect((await socket.request('external_add_lead', add)).result?.level).toBe('success');
    const leads = await database.rows("select lead_id from list where vendor_lead_code = 'once'");
    expect(leads).toHaveLength(1);
    expect(await logged('5550001111')).toEqual([{ result: 'SUCCESS' }]);
    socket.close();
  });

  const table = async (name: string) => `${new URL(database.url).pathname.slice(1)}.${name}`;

  it('runs again what a deadlock has undone', async () => {
    const { db, close } = await connectDatabase({ url: database.url, tablePrefix: '' });
    const attempts: string[] = [];
    let met: () => void = () => {};
    const meeting = new Promise<void>((resolve) => {
      met = resolve;
    });
    const move = (first: string, second: string) =>
      inTransaction(db, async (inside) => {
        const pause = (user: string) =>
          inside
            .updateTable('live_agents')
            .set({ pause_code: `${first}!` })
            .where('user', '=', user)
            .execute();
        await pause(first);
        attempts.push(first);
        if (attempts.length === 2) met();
        await meeting;
        await pause(second);
      });
    await Promise.all([move('1002', '1003'), move('1003', '1002')]);
    expect(attempts).toHaveLength(3);
    await close();
  });
});
