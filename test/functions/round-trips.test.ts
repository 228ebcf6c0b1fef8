import { createConnection, type Connection as MysqlConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { FunctionName, FunctionParams } from '../../protocol/index.js';
import { createMariadbDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

/** Long enough that nothing is read twice in one test. */
const CACHE_MS = '60000';

const TOGETHER = 32;

/** Functions that only set a flag for the agent screen, with parameters that succeed. */
const FLAGS: { [Name in FunctionName]?: FunctionParams<Name> } = {
  external_pause: { agent_user: '1000', value: 'PAUSE' },
  external_hangup: { agent_user: '1002', value: '1' },
  logout: { agent_user: '1005', value: 'LOGOUT' },
  send_dtmf: { agent_user: '1002', value: '12P' },
  pause_code: { agent_user: '1000', value: 'BREAK' },
  park_call: { agent_user: '1002', value: 'PARK_CUSTOMER' },
};

describe('a flag function on MariaDB with warm caches', () => {
  let fixture: HubOnFixture;
  let socket: RawSocket;
  let server: MysqlConnection;

  beforeAll(async () => {
    const database = await createMariadbDatabase({
      server: inject('mariadbUrl'),
      prefix: 'vicidial_',
    });
    fixture = await startHubOnFixture({ database, env: { HUB_CACHE_MS: CACHE_MS } });
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    server = await createConnection(inject('mariadbUrl'));
    // one row for each statement, with the connection that it came by
    await server.query("set global log_output = 'TABLE'");
    // each statement is prepared once per connection of the pool, and settings and users are read
    for (const [name, params] of Object.entries(FLAGS)) await socket.request(name, params);
    await socket.request('external_pause', { agent_user: '1000', value: 'RESUME' });
    await pauseAtOnce();
  });
  afterAll(async () => {
    await server.query('set global general_log = off');
    await server.end();
    socket.close();
    await fixture.close();
  });

  /** Also opens all connections of the pool. */
  const pauseAtOnce = () =>
    Promise.all(
      Array.from({ length: TOGETHER }, () =>
        socket.request('external_pause', { agent_user: '1000', value: 'PAUSE' }),
      ),
    );

  /** @returns the statements that the hub's database executed meanwhile */
  async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    await server.query('set global general_log = off');
    await server.query('truncate table mysql.general_log');
    await server.query('set global general_log = on');
    await work();
    await server.query('set global general_log = off');
    const [rows] = await server.query(
      `select convert(argument using utf8mb4) as statement from mysql.general_log
       where command_type in ('Query', 'Execute') and thread_id in
       (select id from information_schema.processlist where db = ?)`,
      [new URL(fixture.database.url).pathname.slice(1)],
    );
    return (rows as { statement: string }[]).map(({ statement }) => statement);
  }

  it.each(Object.entries(FLAGS))(
    '%s costs one UPDATE and one insert into api_log',
    async (name, params) => {
      const statements = await statementsOf(async () => {
        const { error } = await socket.request(name, params);
        expect(error).toBeUndefined();
      });
      expect(statements).toHaveLength(2);
      expect(statements[0]).toMatch(/^update `vicidial_live_agents` set /i);
      expect(statements[1]).toMatch(/^insert into `vicidial_api_log` /i);
    },
  );

  it('resuming costs no more, though the status decides', async () => {
    const statements = await statementsOf(() =>
      socket.request('external_pause', { agent_user: '1000', value: 'RESUME' }),
    );
    expect(statements).toHaveLength(2);
  });

  it('reads what hindered a command only when one failed', async () => {
    const statements = await statementsOf(() =>
      socket.request('external_pause', { agent_user: '1002', value: 'RESUME' }),
    );
    expect(statements.map((statement) => statement.split(' ')[0])).toEqual([
      'update',
      'select',
      'insert',
    ]);
  });

  it('32 commands at once share few inserts into api_log', async () => {
    const statements = await statementsOf(async () => {
      const answers = await pauseAtOnce();
      expect(answers.filter(({ error }) => error)).toEqual([]);
    });
    const inserts = statements.filter((statement) => statement.startsWith('insert'));
    expect(statements.filter((statement) => statement.startsWith('update'))).toHaveLength(TOGETHER);
    expect(inserts.length).toBeGreaterThanOrEqual(1);
    expect(inserts.length).toBeLessThanOrEqual(TOGETHER / 2);
    expect(statements).toHaveLength(TOGETHER + inserts.length);
  });
});
