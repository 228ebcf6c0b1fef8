import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutboundHttp } from '../../server/outbound/outbound-http.js';
import { callWith, type Means } from './call-with.js';
import { useFunctionBench } from './function-bench.js';

const PASSWORD = 's3cr+t!';

describe('the functions that reach for the fronter', () => {
  const bench = useFunctionBench();
  let remote: Server;
  let port: number;
  let asked: string[];
  let answer: { status: number; body: string };

  beforeEach(async () => {
    asked = [];
    answer = { status: 200, body: 'SUCCESS: done' };
    remote = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve));
    port = (remote.address() as AddressInfo).port;
    await setContainer(
      `http://127.0.0.1:${port}/admin/non_agent_api.php?source=x&user=api&pass=${encodeURIComponent(PASSWORD)}&function=ccc_lead_info&call_id=--A--call_id--B--`,
    );
  });
  afterEach(async () => {
    remote.closeAllConnections();
    await new Promise((resolve) => remote.close(resolve));
  });

  const setContainer = (container_entry: string) =>
    bench.db
      .updateTable('settings_containers')
      .set({ container_entry })
      .where('container_id', '=', 'test_ccc')
      .execute();
  const outbound = new OutboundHttp(['127.0.0.1']);
  /** The lead of agent 1025 came from another cluster. */
  const leave = async (
    params: Readonly<Record<string, string>> = {},
    means: Means = { outbound },
  ) => {
    const named = { agent_user: '1025', value: 'LOCAL_AND_CCC', ...params };
    return (await callWith(bench.database, means, 'force_fronter_leave_3way', named)).text;
  };
  const urlLog = () => bench.db.selectFrom('url_log').selectAll().executeTakeFirst();

  const SENT = 'SUCCESS: force_fronter_leave_3way command sent over CCC - test_ccc';
  const NOBODY = 'ERROR: no fronter found - 1025';

  describe('the request to the other cluster', () => {
    it('keeps the container’s own parameters', async () => {
      expect(await leave()).toBe(SENT);
      expect(asked).toEqual([
        `/agc/api.php?source=x&user=api&pass=${encodeURIComponent(PASSWORD)}&function=force_fronter_leave_3way&value=CCC_REMOTE&lead_id=77711&agent_user=CCC_REMOTE&call_id=--A--call_id--B--`,
      ]);
    });

    it('is sent whatever the remote says, as long as it says something', async () => {
      answer = { status: 200, body: 'ERROR: no fronter found - CCC_REMOTE' };
      expect(await leave()).toBe(SENT);
      expect(await urlLog()).toMatchObject({ url_response: answer.body });
    });

    it.each([
      { status: 404, body: 'not here' },
      { status: 500, body: 'broken' },
      { status: 200, body: '' },
    ])('counts as not sent when the answer is %j', async (given) => {
      answer = given;
      expect(await leave()).toBe(NOBODY);
      expect((await urlLog())?.url_response).not.toBe('');
    });

    it('is not sent to this machine unless it is listed', async () => {
      expect(await leave({}, { outbound: new OutboundHttp([]) })).toBe(NOBODY);
      expect(asked).toEqual([]);
      expect(await urlLog()).toMatchObject({ url_response: 'address is not permitted' });
    });

    it('is not sent where nothing may be sent', async () => {
      expect(await leave({}, {})).toBe(NOBODY);
      expect(asked).toEqual([]);
    });

    it.each(['', '   ', 'no url', 'file:///etc/hostname'])(
      'is not sent for the container %j',
      async (entry) => {
        await setContainer(entry);
        expect(await leave()).toBe(NOBODY);
      },
    );

    it('leaves no password in the log, even when the remote repeats it', async () => {
      answer = {
        status: 200,
        body: `you said ${PASSWORD}; pass=${encodeURIComponent(PASSWORD)}&x`,
      };
      await setContainer(
        `http://api:other-word@127.0.0.1:${port}/?pass=${encodeURIComponent(PASSWORD)}&function=ccc_lead_info`,
      );
      expect(await leave()).toBe(SENT);
      expect(await urlLog()).toMatchObject({
        url: `http://127.0.0.1:${port}/?pass=&function=force_fronter_leave_3way&value=CCC_REMOTE&lead_id=77711&agent_user=CCC_REMOTE`,
        url_response: 'you said  pass=&x',
      });
    });

    it('goes where the newest transfer of the lead came from', async () => {
      await bench.db
        .insertInto('ccc_log')
        .values({
          call_date: '2026-01-15 09:59:00',
          lead_id: 211,
          server_ip: '10.10.10.15',
          container_id: 'test_ccc',
          remote_lead_id: 88,
        })
        .execute();
      await leave();
      expect(asked[0]).toContain('&lead_id=88&');
    });
  });

  it('a lead that the client names leads only to agents that it may control', async () => {
    const params = { agent_user: 'CCC_REMOTE', value: 'CCC_REMOTE', lead_id: '204' };
    const text = await leave(params, { agents: ['ccc_remote'] });
    expect(text).toBe(
      'ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - CCC_REMOTE|6666|force_fronter_leave_3way|ADMIN',
    );
    expect(await leave(params, { agents: ['ccc_remote', '1012'] })).toBe(
      'SUCCESS: force_fronter_leave_3way SENT - 1012',
    );
  });

  it('whoever shares the agent’s call is within reach of a client of that agent', async () => {
    expect(await leave({ agent_user: '1008' }, { agents: ['1008'] })).toBe(
      'SUCCESS: force_fronter_leave_3way SENT - 1012',
    );
  });

  it.each(['0', 'abc', '4294967296'])('CCC_REMOTE never searches lead %s', async (lead_id) => {
    const text = await leave({ agent_user: '1008', value: 'CCC_REMOTE', lead_id });
    expect(text).toBe(
      lead_id === '0'
        ? 'ERROR: agent_user is not on a phone call - 1008'
        : 'ERROR: force_fronter_leave_3way not valid - CCC_REMOTE|1008',
    );
  });

  it('the answer about audio repeats the stage', async () => {
    const stop = (params: Readonly<Record<string, string>>) =>
      bench.call('force_fronter_audio_stop', { value: 'LOCAL_ONLY', stage: 'now', ...params });
    expect((await stop({ agent_user: '1008' })).text).toBe(
      'SUCCESS: force_fronter_audio_stop function SENT - LOCAL_ONLY|now|1008|1012',
    );
    expect((await stop({ agent_user: '1023' })).text).toBe(
      'ERROR: force_fronter_audio_stop error - no audio playing in other agent session - 8600073|10.10.10.15|now|1023|1024',
    );
    expect((await bench.log()).map(({ data }) => data)).toEqual([
      expect.stringMatching(/^\d{10}$/),
      '8600073|10.10.10.15|now',
    ]);
  });
});
