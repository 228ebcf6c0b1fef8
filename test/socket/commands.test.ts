import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase, createSqliteDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

describe.each([
  [
    'MariaDB, prefixed',
    () => createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' }),
  ],
  [
    'MariaDB, plain names',
    () => createMariadbDatabase({ server: inject('mariadbUrl'), prefix: '' }),
  ],
  ['SQLite', createSqliteDatabase],
] as const)('commands on %s', (_form, createDatabase) => {
  let fixture: HubOnFixture;
  let socket: RawSocket;

  beforeAll(async () => {
    fixture = await startHubOnFixture({ database: await createDatabase() });
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
  });
  afterAll(async () => {
    socket.close();
    await fixture.close();
  });

  it('answers the example exchange of the contract to the letter', async () => {
    socket.sendText(
      '{"jsonrpc":"2.0","id":7,"method":"external_pause","params":{"agent_user":"1000","value":"PAUSE"}}',
    );
    const { result } = await socket.hears(({ id }) => id === 7);
    const epoch = (result?.data as { epoch: number } | undefined)?.epoch ?? 0;
    expect(Math.abs(epoch - Date.now() / 1000)).toBeLessThan(5);
    expect(result).toEqual({
      level: 'success',
      message: 'external_pause function set',
      text: `SUCCESS: external_pause function set - PAUSE|${epoch}|1000`,
      stage: 'accepted',
      data: { value: 'PAUSE', epoch, agent_user: '1000' },
    });
    socket.sendText(
      '{"jsonrpc":"2.0","id":8,"method":"external_pause","params":{"agent_user":"1009","value":"PAUSE"}}',
    );
    expect((await socket.hears(({ id }) => id === 8)).error).toEqual({
      code: 4404,
      message: 'agent_user is not logged in',
      data: {
        temporary: true,
        reason: 'agent_not_logged_in',
        text: 'ERROR: agent_user is not logged in - 1009',
      },
    });
  });

  it('shows a second client what the first one changed', async () => {
    const watcher = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    const { result: snapshot } = await watcher.request('subscribe', { agents: ['1001'] });
    const { result } = await socket.request('external_pause', {
      agent_user: '1001',
      value: 'PAUSE',
    });
    const epoch = (result?.data as { epoch: number } | undefined)?.epoch ?? 0;
    const { params } = await watcher.hears(({ method }) => method === 'agents_changed');
    expect(params?.subscription).toBe(snapshot?.subscription);
    expect(params?.changes).toEqual([
      {
        agent_user: '1001',
        set: expect.objectContaining({ pending: { external_pause: `PAUSE!${epoch}` } }),
      },
    ]);
    expect(params?.revision).toBeGreaterThan(snapshot?.revision as number);
    watcher.close();
  });

  it('shows a change made directly in the database', async () => {
    const watcher = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    await watcher.request('subscribe', { agents: ['1000'] });
    await fixture.database.connection.db
      .updateTable('live_agents')
      .set({ pause_code: 'LUNCH' })
      .where('user', '=', '1000')
      .execute();
    const { params } = await watcher.hears(({ method }) => method === 'agents_changed');
    expect(params?.changes).toMatchObject([{ agent_user: '1000', set: { pause_code: 'LUNCH' } }]);
    watcher.close();
  });

  it('does a command once for one idempotency_key', async () => {
    const params = { agent_user: '1000', value: 'BREAK', idempotency_key: 'same' };
    const [first, second] = await Promise.all([
      socket.request('pause_code', params),
      socket.request('pause_code', params),
    ]);
    expect(first.result?.level).toBe('success');
    expect(second.result).toEqual(first.result);
    const rows = await fixture.database.connection.db
      .selectFrom('api_log')
      .select('api_id')
      .where('function', '=', 'pause_code')
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('says honestly how far a command came when nobody picks it up', async () => {
    const { result } = await socket.request('send_dtmf', {
      agent_user: '1002',
      value: '12P',
      wait: 'effective',
      wait_ms: 150,
    });
    expect(result).toMatchObject({ level: 'success', stage: 'accepted' });
  });

  it('waits until the screen has picked a command up', async () => {
    const answer = socket.request('external_hangup', {
      agent_user: '1002',
      value: 1,
      wait: 'effective',
      wait_ms: 5_000,
    });
    const { db } = fixture.database.connection;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await db
      .updateTable('live_agents')
      .set({ external_hangup: '0', callerid: '', status: 'PAUSED' })
      .where('user', '=', '1002')
      .execute();
    expect((await answer).result).toMatchObject({ level: 'success', stage: 'effective' });
  });

  it('writes one api_log row with the token as source', async () => {
    const { error } = await socket.request('external_hangup', { agent_user: '1003', value: '1' });
    expect(error).toBeUndefined();
    const row = await fixture.database.connection.db
      .selectFrom('api_log')
      .selectAll()
      .where('function', '=', 'external_hangup')
      .where('agent_user', '=', '1003')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      user: '6666',
      api_script: 'agent',
      value: '1',
      result: 'SUCCESS',
      result_reason: 'external_hangup function set',
      source: 'hub',
      data: '',
    });
  });

  it('offers what the campaign has', async () => {
    const { result, error } = await socket.request('agent_options', { agent_user: '1000' });
    expect(error).toBeUndefined();
    expect(result?.pause_codes).toContainEqual(
      expect.objectContaining({ pause_code: 'BREAK', pause_code_name: 'Short break' }),
    );
    expect(result?.ingroups).toContainEqual(
      expect.objectContaining({ group_id: 'TEST_IN', selected: true }),
    );
    expect(result?.allowed).toMatchObject({ manual_dial: true, pause: true });
  });
});
