import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { BinlogBell } from '../../server/feed/binlog-bell.js';
import { createMariadbDatabase, onServer, type TestDatabase } from '../support/database.js';
import { type PrivateMariadb, startPrivateMariadb } from '../support/private-mariadb.js';
import { ALL, logIn, pause, setAgent, TestSink, until } from './support.js';

/** Far longer than any test waits: what arrives was rung for. */
const POLL_MS = 5_000;
const PATIENCE_MS = 2_000;

let server: PrivateMariadb;
let database: TestDatabase;
let feed: AgentFeed;
let bell: BinlogBell;
let sink: TestSink;
let rings: (string | undefined)[];
let logged: { level: string; message: string; reason: string }[];
let user: string | undefined;

beforeAll(async () => {
  server = await startPrivateMariadb({
    flags: ['--log-bin', '--binlog-format=ROW', '--server-id=1'],
  });
  database = await createMariadbDatabase({ server: server.url, prefix: 'vicidial_' });
});

afterAll(async () => {
  await database.close();
  await server.stop();
});

beforeEach(async () => {
  user = undefined;
  await elsewhere('delete from vicidial_live_agents', 'delete from vicidial_auto_calls');
  await logIn(database.connection, '1000');
  await logIn(database.connection, '1001');
});

afterEach(async () => {
  bell.stop();
  await feed.stop();
  await onServer(server.url, "set global binlog_format = 'ROW'", "drop user if exists 'bell'");
});

/** A feed with a bell, and nobody who listens yet. */
function start(): void {
  rings = [];
  logged = [];
  sink = new TestSink();
  const note = (level: string) => (details: object, message: string) => {
    logged.push({ level, message, reason: (details as { reason?: string }).reason ?? '' });
  };
  feed = new AgentFeed({
    connection: database.connection,
    pollMs: POLL_MS,
    onListening: (isListened) => (isListened ? bell.wake() : bell.sleep()),
  });
  bell = new BinlogBell({
    connection: database.connection,
    url: user ? database.url.replace('root@', `${user}:secret@`) : database.url,
    ring: (agent) => {
      rings.push(agent);
      feed.ring(agent);
    },
    log: { info: note('info'), warn: note('warn') },
    firstRetryMs: 50,
    retryCapMs: 400,
    lingerMs: 50,
  });
  feed.start();
}

const subscribe = () => feed.subscribe({ topic: 'agents', view: ALL, sink });
const warnings = () => logged.filter(({ level }) => level === 'warn');

/** Listens, and waits until the log is followed and the readings that come of it are over. */
async function listen() {
  const subscribed = await subscribe();
  await until(() => bell.isFollowing, 'the log is followed');
  await pause(100);
  rings.length = 0;
  return subscribed;
}

/** By a connection that the hub knows nothing of. */
async function elsewhere(...statements: string[]): Promise<void> {
  await onServer(database.url, ...statements);
}

/** The server's connection that sends the log. */
async function killFollower(): Promise<void> {
  const connection = await createConnection(server.url);
  const [rows] = await connection.query('show processlist');
  for (const { Id, Command } of rows as { Id: number; Command: string }[]) {
    if (Command === 'Binlog Dump') await connection.query(`kill ${Id}`);
  }
  await connection.end();
}

describe.each(['InnoDB', 'MyISAM'])('on tables of engine %s', (engine) => {
  beforeEach(async () => {
    for (const table of ['live_agents', 'auto_calls', 'parked_channels']) {
      const name = database.connection.installation.realName(table);
      await elsewhere(`alter table ${name} engine = ${engine}`);
    }
    start();
    await listen();
  });

  it("another program's change reaches the subscriber long before the next poll", async () => {
    await elsewhere("update vicidial_live_agents set status = 'READY' where user = '1000'");
    await until(() => sink.changes().length > 0, 'the change', PATIENCE_MS);
    expect(sink.changes()[0]).toMatchObject({ agent_user: '1000', set: { status: 'READY' } });
    expect(rings).toEqual(['1000']);
  });

  it('a login and a logout reach the subscriber', async () => {
    await logIn(database.connection, '1002');
    await until(() => sink.changes().length === 1, 'the login', PATIENCE_MS);
    await elsewhere("delete from vicidial_live_agents where user = '1002'");
    await until(() => sink.changes().length === 2, 'the logout', PATIENCE_MS);
    expect(sink.changes()).toMatchObject([
      { added: { agent_user: '1002' } },
      { agent_user: '1002', removed: true },
    ]);
  });

  it('heart-beats and the seconds that a call waits ring nothing', async () => {
    await elsewhere(
      "insert into vicidial_auto_calls (server_ip, lead_id, callerid, status, stage) values ('', 0, 'Y1', 'LIVE', 'LIVE-0')",
    );
    await until(() => rings.length === 1, 'a ring for the call', PATIENCE_MS);
    for (let beat = 1; beat <= 5; beat++) {
      await elsewhere(
        `update vicidial_live_agents set random_id = ${beat}, last_update_time = now() + interval ${beat} second`,
        `update vicidial_auto_calls set stage = 'LIVE-${beat}'`,
      );
    }
    await pause(200);
    expect(rings).toHaveLength(1);
    await elsewhere("update vicidial_live_agents set pause_code = 'TEA' where user = '1001'");
    await until(() => rings.includes('1001'), 'a ring for the pause code', PATIENCE_MS);
  });
});

describe('while nobody listens', () => {
  it('the log is not followed, and again when the last one has gone', async () => {
    start();
    await pause(150);
    expect(bell.isFollowing).toBe(false);
    const { handle } = await listen();
    handle.close();
    await until(() => !bell.isFollowing, 'rest');
    await listen();
  });

  it('one who comes back soon finds it still followed', async () => {
    start();
    const { handle } = await listen();
    handle.close();
    await subscribe();
    await pause(150);
    expect(bell.isFollowing).toBe(true);
    expect(warnings()).toEqual([]);
  });
});

describe('when the log cannot be followed', () => {
  const change = (status: 'READY' | 'CLOSER') => setAgent(database.connection, '1000', { status });

  it('another format is warned of once, and the bell comes back when it is right', async () => {
    await onServer(server.url, "set global binlog_format = 'MIXED'");
    start();
    await subscribe();
    await pause(500);
    expect(warnings()).toMatchObject([{ reason: 'binlog_format is MIXED: set it to ROW' }]);
    await change('READY');
    await feed.refresh();
    expect(feed.status.state).toBe('live');
    await onServer(server.url, "set global binlog_format = 'ROW'");
    await until(() => logged.some(({ level }) => level === 'info'), 'followed', 4_000);
    expect(warnings()).toHaveLength(1);
  });

  it.each([[[]], [['REPLICATION CLIENT']], [['REPLICATION SLAVE']]])(
    'a user with no more than the rights %j is warned of once',
    async (rights) => {
      await onServer(server.url, "create user 'bell' identified by 'secret'");
      await onServer(server.url, "grant select on *.* to 'bell'");
      for (const right of rights) await onServer(server.url, `grant ${right} on *.* to 'bell'`);
      user = 'bell';
      start();
      await subscribe();
      await pause(600);
      expect(warnings().map(({ reason }) => reason)).toEqual([
        expect.stringContaining('REPLICATION SLAVE, REPLICATION CLIENT'),
      ]);
      expect(warnings()[0]?.message).toContain('polled');
      await onServer(server.url, "grant replication slave, replication client on *.* to 'bell'");
      await until(() => logged.some(({ level }) => level === 'info'), 'followed', 4_000);
      rings.length = 0;
      await change('READY');
      await until(() => rings.includes('1000'), 'a ring', PATIENCE_MS);
    },
  );

  it('a killed connection is warned of once, and the bell comes back by itself', async () => {
    start();
    await listen();
    await killFollower();
    await until(() => warnings().length > 0, 'the warning', PATIENCE_MS);
    await until(() => bell.isFollowing, 'followed again', PATIENCE_MS);
    await pause(50);
    rings.length = 0;
    await change('CLOSER');
    await until(() => rings.includes('1000'), 'a ring', PATIENCE_MS);
    expect(warnings()).toHaveLength(1);
  });

  it('what changed meanwhile is read at once when the log is followed again', async () => {
    await onServer(server.url, "set global binlog_format = 'STATEMENT'");
    start();
    await subscribe();
    await pause(100);
    await change('READY');
    await onServer(server.url, "set global binlog_format = 'ROW'");
    await until(() => sink.changes().length > 0, 'the change', PATIENCE_MS);
  });
});
