import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { ALL, logIn, openDatabase, pause, setAgent, TestSink, until } from './support.js';

let connection: DatabaseConnection;
let feed: AgentFeed;
let sink: TestSink;
let queries: number;

beforeEach(async () => {
  connection = await openDatabase();
  await logIn(connection, '1000');
  queries = 0;
  const counted = {
    ...connection,
    db: connection.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        queries += 1;
        return result;
      },
    }),
  };
  feed = new AgentFeed({ connection: counted, pollMs: 5, retryCapMs: 20 });
  feed.start();
  sink = new TestSink();
});

afterEach(async () => {
  await feed.stop();
  await connection.close();
});

const breakDatabase = () => sql`alter table auto_calls rename to gone`.execute(connection.db);
const repairDatabase = () => sql`alter table gone rename to auto_calls`.execute(connection.db);
const subscribe = (to = sink) => feed.subscribe({ topic: 'agents', view: ALL, sink: to });
const statuses = (of: TestSink) =>
  of.frames
    .filter(({ method }) => method === 'feed_status')
    .map(({ params }) => (params as unknown as { state: string }).state);

describe('while nobody listens', () => {
  it('no query is sent', async () => {
    await pause(30);
    feed.ring('1000');
    await pause(30);
    expect(queries).toBe(0);
    const { handle } = await subscribe();
    await until(() => queries > 6, 'readings');
    handle.close();
    await pause(5);
    const before = queries;
    feed.ring('1000');
    await pause(40);
    expect(queries).toBe(before);
  });

  it('memory ages, and the next snapshot is read anew', async () => {
    const first = await subscribe();
    first.handle.close();
    await setAgent(connection, '1000', { pause_code: 'LATER' });
    const { answer } = await subscribe();
    expect(answer.agents?.[0]?.pause_code).toBe('LATER');
    expect(answer.revision).toBeGreaterThan(first.answer.revision);
  });
});

describe('one query set a reading', () => {
  it('serves any number of clients', async () => {
    for (let i = 0; i < 50; i += 1) await subscribe(new TestSink());
    await feed.getAgent('1000', ALL);
    const before = queries;
    await pause(100);
    // calls, agents and parked channels, 5 ms apart at least
    expect(queries - before).toBeGreaterThan(3);
    expect(queries - before).toBeLessThanOrEqual((100 / 5 + 2) * 3);
  });

  it('however often the bell rings', async () => {
    await subscribe();
    await pause(10);
    const before = queries;
    for (let i = 0; i < 1_000; i += 1) feed.ring('1000');
    await pause(4);
    expect(queries - before).toBeLessThanOrEqual(9);
  });
});

describe('when the database cannot be read', () => {
  it('every client is told once, and once again when it can be', async () => {
    const other = new TestSink();
    await subscribe();
    await subscribe(other);
    await feed.subscribe({ topic: 'queues', view: ALL, sink });
    await breakDatabase();
    await until(() => feed.status.state === 'stale', 'stale');
    await pause(60);
    await setAgent(connection, '1000', { pause_code: 'MEANWHILE' });
    await repairDatabase();
    await until(() => feed.status.state === 'live', 'live');
    await pause(20);
    expect(statuses(sink)).toEqual(['stale', 'live']);
    expect(statuses(other)).toEqual(['stale', 'live']);
    expect(sink.changes()).toMatchObject([
      { agent_user: '1000', set: { pause_code: 'MEANWHILE' } },
    ]);
  });

  it('it is asked less and less often', async () => {
    await feed.stop();
    let failures = 0;
    feed = new AgentFeed({
      connection,
      pollMs: 5,
      retryCapMs: 5_000,
      log: {
        warn: () => {
          failures += 1;
        },
      },
    });
    feed.start();
    await subscribe();
    await breakDatabase();
    await until(() => failures > 0, 'a failure');
    await pause(150);
    // after 10, 20, 40, 80 ms
    expect(failures).toBeGreaterThan(2);
    expect(failures).toBeLessThanOrEqual(5);
  });

  it('a first subscriber gets the error, and a later one a snapshot', async () => {
    await breakDatabase();
    await expect(subscribe()).rejects.toThrow(/auto_calls/);
    await expect(feed.getAgent('1000', ALL)).rejects.toThrow(/auto_calls/);
    expect(feed.listening).toBe(0);
    await repairDatabase();
    const { answer } = await subscribe();
    expect(answer.agents).toHaveLength(1);
    expect(feed.status.state).toBe('live');
  });

  it('a client that joins the others is told that the picture is stale', async () => {
    await subscribe();
    await breakDatabase();
    await until(() => feed.status.state === 'stale', 'stale');
    const late = new TestSink();
    const { answer } = await subscribe(late);
    expect(answer.agents).toHaveLength(1);
    await until(() => late.frames.length > 0, 'the status');
    expect(statuses(late)).toEqual(['stale']);
  });

  it('by not answering at all, the picture is stale too, until it answers again', async () => {
    await feed.stop();
    let hang = false;
    let readings = 0;
    const hanging = {
      ...connection,
      db: connection.db.withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          readings += 1;
          while (hang) await pause(5);
          return result;
        },
      }),
    };
    feed = new AgentFeed({ connection: hanging, pollMs: 5, readTimeoutMs: 30, retryCapMs: 10 });
    feed.start();
    await subscribe();
    hang = true;
    await until(() => feed.status.state === 'stale', 'stale');
    const before = readings;
    await pause(150);
    expect(readings - before).toBeLessThanOrEqual(1);
    hang = false;
    await until(() => feed.status.state === 'live', 'live');
    await setAgent(connection, '1000', { pause_code: 'AGAIN' });
    await until(() => sink.changes().length > 0, 'a change');
  });
});

describe('a stopped feed', () => {
  it('reads no more and refuses subscribers', async () => {
    await subscribe();
    await feed.stop();
    const before = queries;
    await pause(30);
    expect(queries).toBe(before);
    expect(feed.listening).toBe(0);
    await expect(subscribe()).rejects.toThrow(/not running/);
    await expect(feed.getAgent('1000', ALL)).rejects.toThrow(/stopped/);
  });
});
