import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { OutboundHttp } from '../../server/outbound/outbound-http.js';
import { startRemoteStub } from '../conformance/remote-stub.js';
import { onServer } from '../support/database.js';
import { callWith, type Means } from './call-with.js';
import { useFunctionBench } from './function-bench.js';

const CALL = 'Y1150934000000000205';
const HUNG_UP = `SUCCESS: ra_call_control hungup - 1011|${CALL}|HANGUP`;

describe('ra_call_control', () => {
  const bench = useFunctionBench();

  /** Agent 1011 has the inbound call. */
  const call = (params: Readonly<Record<string, string>> = {}, means: Means = {}) =>
    callWith(bench.database, means, 'ra_call_control', {
      agent_user: '1011',
      value: CALL,
      stage: 'HANGUP',
      ...params,
    });
  const agent = () =>
    bench.db
      .selectFrom('live_agents')
      .select(['status', 'lead_id', 'callerid'])
      .where('user', '=', '1011')
      .executeTakeFirstOrThrow();
  const isMoved = async () => (await agent()).status === 'READY';
  const actions = () => bench.db.selectFrom('manager').selectAll().execute();

  it('of two commands at once for one call only one moves it', async () => {
    const texts = (await Promise.all([call(), call()])).map(({ text }) => text);
    expect(texts.sort()).toEqual([`ERROR: no active call found - ${CALL}`, HUNG_UP]);
    expect(await actions()).toHaveLength(1);
  });

  it('the agent who has the call is touched as well as the one that was named', async () => {
    const { touched } = await call({ agent_user: '1000' });
    expect(touched).toEqual(['1000', '1011']);
  });

  it('a call that nobody has is moved all the same', async () => {
    await bench.db
      .updateTable('live_agents')
      .set({ callerid: '' })
      .where('user', '=', '1011')
      .execute();
    expect((await call()).text).toBe(HUNG_UP);
    expect(await agent()).toMatchObject({ status: 'INCALL', lead_id: 205 });
    expect(await actions()).toHaveLength(1);
  });

  it('a number that does not fit the action is not valid', async () => {
    const stage = 'EXTENSIONTRANSFER';
    const fits = '1'.repeat(193);
    expect((await call({ stage, phone_number: `${fits}1` })).text).toBe(
      `ERROR: ra_call_control not valid - ${CALL}|1011|${stage}`,
    );
    expect((await call({ stage, phone_number: fits })).text).toMatch(/^SUCCESS/);
    expect(await actions()).toMatchObject([{ cmd_line_d: `Exten: ${fits}` }]);
  });

  it('an in-group of one character is not looked up', async () => {
    const { text } = await call({ stage: 'INGROUPTRANSFER', ingroup_choices: 'T' });
    expect(text).toBe('ERROR: ingroup is not valid - T');
    expect(await isMoved()).toBe(false);
  });

  it('a client moves the calls of its own agents only', async () => {
    const { text } = await call({ agent_user: '1000' }, { agents: ['1000'] });
    expect(text).toMatch(/^ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - /);
    expect(await isMoved()).toBe(false);
    expect((await call({}, { agents: ['1011'] })).text).toBe(HUNG_UP);
  });

  describe('with QueueMetrics', () => {
    const server = new URL(inject('mariadbUrl'));
    const name = `queuemetrics_${randomBytes(6).toString('hex')}`;

    beforeAll(() =>
      onServer(
        server.href,
        `create database ${name}`,
        `create table ${name}.queue_log (
          \`partition\` varchar(4) default '', time_id int unsigned default 0,
          call_id varchar(30) default '', queue varchar(30) default '', agent varchar(30) default '',
          verb varchar(30) default '', data1 varchar(50) default '', data2 varchar(50) default '',
          data3 varchar(50) default '', data4 varchar(50) default '', data5 varchar(50) default '',
          serverid varchar(10) default '', unique_row_count int auto_increment primary key)`,
      ),
    );
    afterAll(() => onServer(server.href, `drop database if exists ${name}`));

    const connectedAt = Math.floor(Date.now() / 1000) - 90;
    const switchOn = async (settings: { address?: string; socket?: string } = {}) => {
      await bench.db
        .updateTable('system_settings')
        .set({
          enable_queuemetrics_logging: '1',
          queuemetrics_server_ip: settings.address ?? server.host,
          queuemetrics_dbname: name,
          queuemetrics_login: decodeURIComponent(server.username),
          queuemetrics_pass: decodeURIComponent(server.password),
          queuemetrics_log_id: 'VIC',
          queuemetrics_pause_type: '1',
          queuemetrics_pe_phone_append: '1',
          queuemetrics_socket: settings.socket ? 'CONNECT_COMPLETE' : 'NONE',
          queuemetrics_socket_url: settings.socket ?? '',
        })
        .execute();
      await bench.db
        .updateTable('campaigns')
        .set({ queuemetrics_phone_environment: 'ENV' })
        .where('campaign_id', '=', 'TESTCAMP')
        .execute();
    };
    const queueLog = async () => {
      const connection = await createConnection({
        uri: `${server.href.replace(/\/$/, '')}/${name}`,
      });
      try {
        const [rows] = await connection.query(
          "select * from queue_log where verb <> 'CONNECT' order by unique_row_count",
        );
        return rows as Record<string, unknown>[];
      } finally {
        await connection.end();
      }
    };

    it('the end of the call and the agent’s pauses are written there', async () => {
      await onServer(
        server.href,
        `insert into ${name}.queue_log (time_id, call_id, queue, agent, verb)
         values (${connectedAt}, 'V1150935000000000206', 'TESTCAMP', 'Agent/1013', 'CONNECT')`,
      );
      await switchOn();
      await call({ agent_user: '1013', value: 'V1150935000000000206', status: 'SALE' });
      const rows = await queueLog();
      const phone = `ENV-${await extensionOf('1013')}`;
      const both = { partition: 'P01', serverid: 'VIC', agent: 'Agent/1013' };
      const queued = { ...both, call_id: 'V1150935000000000206', queue: 'TESTCAMP' };
      const pause = { ...both, call_id: 'NONE', queue: 'NONE', data4: phone, data5: 'API' };
      expect(rows).toMatchObject([
        { ...queued, verb: 'COMPLETEAGENT', data1: '0', data3: '1', data4: phone },
        { ...queued, verb: 'CALLSTATUS', data1: 'SALE', data4: '' },
        { ...pause, verb: 'PAUSEALL' },
        { ...pause, verb: 'UNPAUSEALL' },
      ]);
      const length = Number(rows[0]?.data2);
      expect(length).toBeGreaterThanOrEqual(90);
      expect(length).toBeLessThan(100);
    });

    async function extensionOf(user: string): Promise<string | undefined> {
      const row = await bench.db
        .selectFrom('live_agents')
        .select('extension')
        .where('user', '=', user)
        .executeTakeFirst();
      return row?.extension?.split('/')[1] ?? '';
    }

    it('out of reach the call is moved and answered all the same', async () => {
      await switchOn({ address: '127.0.0.1:1' });
      expect((await call()).text).toBe(HUNG_UP);
      expect(await isMoved()).toBe(true);
    });

    it('the URL of its settings is called with the lead’s values', async () => {
      const stub = await startRemoteStub();
      try {
        await switchOn({
          address: '127.0.0.1:1',
          socket: `VARhttp://127.0.0.1:${stub.port}/qm?lead=--A--lead_id--B--&x=--a--NOSUCH--b--`,
        });
        await call({}, { outbound: new OutboundHttp(['127.0.0.1']) });
        const [asked = ''] = stub.requests;
        const query = Object.fromEntries(new URL(asked, 'http://stub').searchParams);
        expect(query).toMatchObject({
          lead: '205',
          x: '--a--NOSUCH--b--',
          call_id: CALL,
          queue: 'TEST_IN',
          agent: 'Agent/1011',
          verb: 'COMPLETEAGENT',
          data1: '4.00',
          data2: '1',
          data3: '2',
        });
        expect(stub.requests).toHaveLength(1);
      } finally {
        await stub.close();
      }
    });
  });
});
