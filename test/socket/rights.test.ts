import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

describe('rights are the intersection of token and users row', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
  });
  afterAll(() => fixture.close());

  const open = (claims: object) =>
    RawSocket.authenticated(fixture.hub.socketUrl, fixture.token(claims));

  it('refuses an agent that the token does not name, and writes nothing', async () => {
    const socket = await open({ agents: ['1001'] });
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(error).toMatchObject({
      code: 4403,
      data: {
        reason: 'agent_not_allowed',
        text: 'ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - PAUSE|6666|external_pause|ADMIN',
      },
    });
    const row = await fixture.database.connection.db
      .selectFrom('live_agents')
      .select('external_pause')
      .where('user', '=', '1000')
      .executeTakeFirstOrThrow();
    expect(row.external_pause).toBe('');
    const allowed = await socket.request('external_pause', { agent_user: '1001', value: 'PAUSE' });
    expect(allowed.result?.level).toBe('success');
    socket.close();
  });

  it('refuses an agent found by alt_user that the token does not name', async () => {
    const socket = await open({ agents: ['1001'] });
    const { error } = await socket.request('external_pause', {
      alt_user: '771000',
      value: 'PAUSE',
    });
    expect(error?.data.reason).toBe('agent_not_allowed');
    socket.close();
  });

  it('allows only the agent equal to sub when the token names none', async () => {
    const socket = await open({ agents: undefined });
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(error?.data.reason).toBe('agent_not_allowed');
    socket.close();
  });

  it('gives a remembered answer only to who may ask for it now', async () => {
    const wide = await open({ agents: '*' });
    const params = { agent_user: '1000', value: 'PAUSE', idempotency_key: 'shared' };
    const first = await wide.request('external_pause', params);
    expect(first.result?.level).toBe('success');
    const narrow = await open({ agents: ['1001'] });
    const refused = await narrow.request('external_pause', params);
    expect(refused.error?.data.reason).toBe('agent_not_allowed');
    const other = await open({ functions: ['external_hangup'] });
    const unable = await other.request('external_pause', params);
    expect(unable.error?.data.reason).toBe('function_not_allowed');
    const again = await wide.request('external_pause', params);
    expect(again.result).toEqual(first.result);
    for (const socket of [wide, narrow, other]) socket.close();
  });

  it('refuses another request under a used key, and does not do it', async () => {
    const socket = await open({ agents: '*' });
    const key = { idempotency_key: 'used' };
    await socket.request('external_pause', { agent_user: '1001', value: 'PAUSE', ...key });
    const { error } = await socket.request('external_hangup', {
      agent_user: '1002',
      value: '1',
      ...key,
    });
    expect(error).toMatchObject({ code: 4409, data: { reason: 'idempotency_key_reused' } });
    socket.close();
  });

  it('names no lead or number in the refusal of a redacted client', async () => {
    const socket = await open({ redact: true });
    const { error } = await socket.request('external_dial', {
      agent_user: '1002',
      value: '7275551212',
      search: 'NO',
      preview: 'NO',
      focus: 'NO',
    });
    expect(error?.data.text).toBe(`ERROR: ${error?.message}`);
    expect(JSON.stringify(error)).not.toContain('7275551212');
    socket.close();
  });

  it('refuses a function that the token does not name', async () => {
    const socket = await open({ functions: ['external_hangup'] });
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(error).toMatchObject({ code: 4403, data: { reason: 'function_not_allowed' } });
    socket.close();
  });

  it('refuses a function that the user may not call, whatever the token says', async () => {
    const socket = await open({ sub: '6667', functions: '*' });
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(error).toMatchObject({ code: 4403, data: { reason: 'function_not_allowed' } });
    const hangup = await socket.request('external_hangup', { agent_user: '1002', value: '1' });
    expect(hangup.result?.level).toBe('success');
    socket.close();
  });

  it('shows only agents that the token allows, by name, campaign or group', async () => {
    const socket = await open({ agents: ['1000'], campaigns: [], user_groups: [] });
    const { result } = await socket.request('subscribe');
    const shown = (result?.agents ?? []) as { agent_user: string }[];
    expect(shown.map(({ agent_user }) => agent_user)).toEqual(['1000']);
    expect((await socket.request('get_agent', { agent_user: '1001' })).error?.code).toBe(4404);
    expect((await socket.request('agent_options', { agent_user: '1001' })).error?.code).toBe(4404);
    expect((await socket.request('get_agent', { agent_user: '1000' })).result?.agent_user).toBe(
      '1000',
    );
    socket.close();
  });

  it('leaves lead and phone data out for a token with redact', async () => {
    const socket = await open({ redact: true });
    const { result } = await socket.request('get_agent', { agent_user: '1002' });
    expect(result).toMatchObject({ lead_id: 0, phone_number: '', state: 'INCALL' });
    expect(JSON.stringify(result)).not.toContain('7275550101');
    socket.close();
  });

  it('leaves lead and phone data out of answers, too', async () => {
    const socket = await open({ redact: true });
    const { result } = await socket.request('st_get_agent_active_lead', {
      value: '876543',
      vendor_id: '207',
    });
    expect(result).toMatchObject({
      text: 'SUCCESS: st_get_agent_active_lead lead found',
      data: { user: '1002' },
    });
    expect(JSON.stringify(result)).not.toContain('7275550101');
    socket.close();
  });

  it('narrows open subscriptions to what a fresh token allows', async () => {
    const socket = await open({ agents: '*' });
    const { result } = await socket.request('subscribe');
    const shown = (result?.agents ?? []) as unknown[];
    expect(shown.length).toBeGreaterThan(20);
    await socket.request('authenticate', { token: fixture.token({ agents: ['1000'] }) });
    const { params } = await socket.hears(({ method }) => method === 'agents_changed');
    const changes = params?.changes as { agent_user: string; removed?: true }[];
    expect(changes.every(({ removed }) => removed)).toBe(true);
    expect(changes.some(({ agent_user }) => agent_user === '1000')).toBe(false);
    expect(changes.length).toBe(shown.length - 1);
    socket.close();
  });
});
