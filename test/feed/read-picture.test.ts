import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { PictureReader } from '../../server/feed/read-picture.js';
import { createMariadbDatabase, onServer } from '../support/database.js';
import { ALL, applyChanges, logIn, openDatabase, setAgent, TestSink, until } from './support.js';

const CALL = 'Y3021130000000000042';

let connection: DatabaseConnection;
let queries: number;
/** Runs once, between the reading of the calls and that of the agents. */
let inBetween: (() => Promise<unknown>) | undefined;

beforeEach(async () => {
  connection = await openDatabase();
  queries = 0;
  inBetween = undefined;
});

afterEach(() => connection.close());

function watched(): DatabaseConnection {
  const db = connection.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      queries += 1;
      return result;
    },
  });
  const executeQuery: typeof db.executeQuery = async (...query) => {
    const result = await db.executeQuery(...query);
    const act = inBetween;
    inBetween = undefined;
    await act?.();
    return result;
  };
  const disturbed = new Proxy(db, {
    get(target, name) {
      if (name === 'executeQuery') return executeQuery;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...connection, db: disturbed };
}

const beginCall = () =>
  connection.db
    .insertInto('auto_calls')
    .values({ server_ip: '10.0.0.1', lead_id: 42, callerid: CALL, status: 'CLOSER' })
    .execute();
const endCall = () => connection.db.deleteFrom('auto_calls').execute();
const inCall = { status: 'INCALL', lead_id: 42, callerid: CALL, comments: 'INBOUND' };

describe('a call', () => {
  it('that begins while the tables are read does not look as if the customer had left', async () => {
    await logIn(connection, '1000');
    const reader = new PictureReader(watched());
    inBetween = async () => {
      await beginCall();
      await setAgent(connection, '1000', inCall);
    };
    const picture = await reader.read();
    expect(picture.agents[0]?.status).toBe('INCALL');
    expect(picture.callOf.get(CALL)).toMatchObject({ status: 'CLOSER' });
  });

  it('that ends while the tables are read does not either', async () => {
    await logIn(connection, '1000', inCall);
    await beginCall();
    const feed = new AgentFeed({ connection: watched(), pollMs: 1_000 });
    inBetween = async () => {
      await endCall();
      await setAgent(connection, '1000', { status: 'PAUSED', callerid: '' });
    };
    expect((await feed.getAgent('1000', ALL))?.state).toBe('DISPO');
    await feed.stop();
  });

  it('that is missing is looked for once', async () => {
    await logIn(connection, '1000', inCall);
    const reader = new PictureReader(watched());
    await reader.read();
    const first = queries;
    await reader.read();
    expect(queries - first).toBe(3);
    expect(first).toBeGreaterThan(3);
  });
});

describe('names and numbers', () => {
  it('are read once, and again when they may have changed', async () => {
    await connection.db
      .insertInto('users')
      .values({ user: '1000', pass: 'x', full_name: 'Old', user_group: 'DAY' })
      .execute();
    const { lead_id } = await connection.db
      .insertInto('list')
      .values({ phone_number: '3125550042' })
      .returning('lead_id')
      .executeTakeFirstOrThrow();
    await logIn(connection, '1000', { lead_id });
    await logIn(connection, '1001', { preview_lead_id: 999 });
    let now = Date.now();
    const clock = Object.assign(Object.create(connection.clock), { nowMs: () => now });
    const reader = new PictureReader({ ...watched(), clock }, { rememberMs: 10_000 });
    const first = await reader.read();
    expect(first.nameOf('1000')).toEqual({ full_name: 'Old', user_group: 'DAY' });
    expect(first.nameOf('1001')).toEqual({ full_name: '', user_group: '' });
    expect([first.phoneOf(lead_id), first.phoneOf(999)]).toEqual(['3125550042', '']);

    await connection.db.updateTable('users').set({ full_name: 'New' }).execute();
    await connection.db.updateTable('list').set({ phone_number: '3125550043' }).execute();
    const before = queries;
    now += 9_000;
    expect((await reader.read()).nameOf('1000').full_name).toBe('Old');
    expect(queries - before).toBe(3);
    now += 1_000;
    const later = await reader.read();
    expect(later.nameOf('1000').full_name).toBe('New');
    expect(later.phoneOf(lead_id)).toBe('3125550043');
  });

  it('of an agent who logs in are there in the same reading', async () => {
    await logIn(connection, '1000');
    const reader = new PictureReader(connection);
    await reader.read();
    await connection.db
      .insertInto('users')
      .values({ user: '1001', pass: 'x', full_name: 'Second' })
      .execute();
    await logIn(connection, '1001');
    expect((await reader.read()).nameOf('1001').full_name).toBe('Second');
  });
});

describe('a reading for some agents', () => {
  const sessions = async (pollMs = 60_000) => {
    const feed = new AgentFeed({ connection, pollMs });
    feed.start();
    const sink = new TestSink();
    const { answer } = await feed.subscribe({ topic: 'agents', view: ALL, sink });
    const held = (user: string) => {
      const picture = new Map((answer.agents ?? []).map((one) => [one.agent_user, one]));
      applyChanges(picture, sink.changes());
      return picture.get(user);
    };
    return { feed, sink, held };
  };

  it('takes their rows only, with their calls and names', async () => {
    await logIn(connection, '1000');
    await logIn(connection, '1001');
    const reader = new PictureReader(watched());
    await reader.read();
    await beginCall();
    await setAgent(connection, '1000', inCall);
    await setAgent(connection, '1001', { pause_code: 'LATER' });
    const { only, agents, callOf } = await reader.read(new Set(['1000']));
    expect(only).toEqual(new Set(['1000']));
    expect(agents.map(({ user, status, pause_code }) => [user, status, pause_code])).toEqual([
      ['1000', 'INCALL', ''],
      ['1001', 'PAUSED', ''],
    ]);
    expect(callOf.has(CALL)).toBe(true);
    expect((await reader.read()).agents[1]?.pause_code).toBe('LATER');
  });

  it.each([
    ['has logged in just now', '1002'],
    ['is written in another letter case', 'ABC'],
  ])('finds one who %s', async (_what, name) => {
    await logIn(connection, 'abc');
    const reader = new PictureReader(connection);
    await reader.read();
    await logIn(connection, '1002');
    await setAgent(connection, 'abc', { pause_code: 'NEW' });
    const { agents } = await reader.read(new Set([name]));
    expect(agents.map(({ user }) => user)).toContain('1002' === name ? '1002' : 'abc');
    if (name === 'ABC') expect(agents.find(({ user }) => user === 'abc')?.pause_code).toBe('NEW');
  });

  it('reads all when one of them has gone', async () => {
    await logIn(connection, '1000');
    await logIn(connection, '1001');
    const reader = new PictureReader(connection);
    await reader.read();
    await connection.db.deleteFrom('live_agents').where('user', '=', '1000').execute();
    const { only, agents } = await reader.read(new Set(['1000', '1001']));
    expect(only).toBeUndefined();
    expect(agents.map(({ user }) => user)).toEqual(['1001']);
  });

  it('does not make it look as if the customers of others had left', async () => {
    await logIn(connection, '1000', inCall);
    await logIn(connection, '1001');
    await beginCall();
    const { feed, sink, held } = await sessions();
    await endCall();
    await setAgent(connection, '1000', { status: 'PAUSED', callerid: '' });
    await setAgent(connection, '1001', { pause_code: 'LUNCH' });
    feed.ring('1001');
    await until(() => held('1001')?.pause_code === 'LUNCH', 'the change');
    expect(held('1000')?.state).toBe('INCALL');
    feed.ring('1000');
    await until(() => held('1000')?.state === 'DISPO', 'the end of the call');
    expect(JSON.stringify(sink.frames)).not.toContain('DEAD');
    await feed.stop();
  });

  it('leaves what else has changed to the next poll, which bells do not put off', async () => {
    await logIn(connection, '1000');
    await logIn(connection, '1001');
    const { feed, held } = await sessions(150);
    await setAgent(connection, '1001', { pause_code: 'QUIET' });
    const ringing = setInterval(() => feed.ring('1000'), 4);
    await until(() => held('1001')?.pause_code === 'QUIET', 'the poll');
    clearInterval(ringing);
    await feed.stop();
  });
});

describe('an agent', () => {
  it('with two rows is the later login, one without a name is nobody', async () => {
    await logIn(connection, '1000', { pause_code: 'FIRST' });
    await logIn(connection, '1000', { pause_code: 'SECOND' });
    await logIn(connection, '');
    const { agents } = await new PictureReader(connection).read();
    expect(agents.map(({ pause_code }) => pause_code)).toEqual(['SECOND']);
  });
});

describe('an installation', () => {
  it('without parked channels and some columns is read all the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vici-hub-feed-'));
    const url = `sqlite:${join(folder, 'old.db')}`;
    try {
      const whole = await connectDatabase({ url, tablePrefix: '', create: true });
      await sql`drop table parked_channels`.execute(whole.db);
      for (const column of ['external_lead_id', 'pause_code', 'ring_callerid']) {
        await sql`alter table live_agents drop column ${sql.ref(column)}`.execute(whole.db);
      }
      await whole.close();
      const old = await connectDatabase({ url, tablePrefix: '' });
      await logIn(old, '1000', { status: 'READY' });
      const feed = new AgentFeed({ connection: old, pollMs: 1_000 });
      expect(await feed.getAgent('1000', ALL)).toMatchObject({ state: 'READY', pause_code: '' });
      await feed.stop();
      await old.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a dialler on MariaDB', () => {
  it('is read in its local time, and again after its connections were cut', async () => {
    const server = inject('mariadbUrl');
    const database = await createMariadbDatabase({
      server,
      prefix: 'vicidial_',
      schema: 'dialler',
    });
    const dialler = database.connection;
    const feed = new AgentFeed({ connection: dialler, pollMs: 10, retryCapMs: 20 });
    feed.start();
    const states: string[] = [];
    feed.onStatus(({ state }) => states.push(state));
    try {
      await logIn(dialler, '1000');
      const sink = new TestSink();
      const { answer } = await feed.subscribe({ topic: 'agents', view: ALL, sink });
      expect(Math.abs((answer.agents?.[0]?.since ?? 0) - Date.now())).toBeLessThan(5_000);
      const name = database.url.slice(database.url.lastIndexOf('/') + 1);
      const { rows } = await sql<{ id: number }>`
        select id from information_schema.processlist
        where db = ${name} and id <> connection_id()`.execute(dialler.db);
      await onServer(server, ...rows.map(({ id }) => `kill ${Number(id)}`)).catch(() => {});
      await setAgent(dialler, '1000', { pause_code: 'AFTER' }).catch(() =>
        setAgent(dialler, '1000', { pause_code: 'AFTER' }),
      );
      await until(() => sink.changes().length > 0, 'a change after the cut');
      expect(sink.changes()).toMatchObject([{ agent_user: '1000', set: { pause_code: 'AFTER' } }]);
      await until(() => feed.status.state === 'live', 'live');
      expect(states.at(-1) ?? 'live').toBe('live');
    } finally {
      await feed.stop();
      await database.close();
    }
  });
});
