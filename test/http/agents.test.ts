import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import { createMariadbDatabase } from '../support/database.js';
import { type HubOnFixture, signToken, startHubOnFixture } from '../support/hub-on-fixture.js';

interface Body {
  epoch?: number;
  revision?: number;
  agents: AgentSession[];
  error?: string;
  message?: string;
  reason?: string;
  issues?: { path: string; message: string }[];
}

describe('GET /agents', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    fixture = await startHubOnFixture({ env: { HUB_ALLOWED_ORIGINS: 'https://crm.example.com' } });
  });
  afterAll(() => fixture.close());

  const get = async (query: string, token: string | undefined, headers = {}) => {
    const response = await fetch(`${fixture.hub.url}/agents${query}`, {
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Body,
    };
  };
  const users = ({ agents }: Body) => agents.map(({ agent_user }) => agent_user).sort();

  it('shows every session that the token allows, with the position of the feed', async () => {
    const { status, headers, body } = await get('', fixture.token());
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.epoch).toBe(fixture.hub.feed.epoch);
    expect(body.revision).toBe(fixture.hub.feed.revision);
    expect(body.agents.length).toBeGreaterThan(5);
    expect(body.agents.find(({ agent_user }) => agent_user === '1002')).toMatchObject({
      full_name: 'Cid Inbound',
      campaign_id: 'TESTCAMP',
      state: 'INCALL',
      lead_id: 201,
      phone_number: '7275550101',
      call_direction: 'inbound',
      ingroup: 'TEST_IN',
    });
  });

  it('reads the tables at each request, for nobody else keeps them read', async () => {
    const { db } = fixture.database.connection;
    await db
      .updateTable('live_agents')
      .set({ pause_code: 'LUNCH' })
      .where('user', '=', '1000')
      .execute();
    const { body } = await get('?agents=1000', fixture.token());
    expect(body.agents[0]?.pause_code).toBe('LUNCH');
  });

  it('filters by agents, campaigns and user groups, all of which must match', async () => {
    const token = fixture.token();
    expect(users((await get('?agents=1000,1002', token)).body)).toEqual(['1000', '1002']);
    expect(users((await get('?campaigns=manual', token)).body)).toEqual(['1004', '1010']);
    expect(users((await get('?agents=1000,1004&campaigns=MANUAL', token)).body)).toEqual(['1004']);
    expect(users((await get('?user_groups=NOBODY', token)).body)).toEqual([]);
    expect((await get('?agents=&campaigns=', token)).body.agents.length).toBeGreaterThan(5);
  });

  it('shows no more than the token allows, whatever is asked for', async () => {
    const token = fixture.token({ agents: ['1000'] });
    expect(users((await get('', token)).body)).toEqual(['1000']);
    expect(users((await get('?agents=1001', token)).body)).toEqual([]);
  });

  it('leaves lead and phone data out for a token with redact', async () => {
    const { body } = await get('?agents=1002', fixture.token({ redact: true }));
    expect(body.agents[0]).toMatchObject({ state: 'INCALL', lead_id: 0, phone_number: '' });
    expect(JSON.stringify(body)).not.toContain('7275550101');
  });

  it('refuses a parameter that it does not have', async () => {
    const { status, body } = await get('?campaign=TESTCAMP', fixture.token());
    expect(status).toBe(400);
    expect(body).toEqual({
      error: 'invalid_params',
      issues: [{ path: 'campaign', message: 'is not a parameter' }],
    });
  });

  it('answers 401 without a token, also to a query that is not valid', async () => {
    for (const query of ['', '?what=ever']) {
      const { status, headers, body } = await get(query, undefined);
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="vici-hub"');
      expect(body.error).toBe('not_authenticated');
    }
  });

  it.each([
    ['is no token', () => 'nonsense'],
    ['is signed with another secret', () => signToken('x'.repeat(32))],
    ['has expired', () => fixture.token({ iat: 1_000, exp: 1_300 })],
    ['names a user that is inactive', () => fixture.token({ sub: '6670' })],
    ['names a user without API access', () => fixture.token({ sub: '6668' })],
    ['names nobody', () => fixture.token({ sub: 'nobody' })],
  ])('answers 401 to a token that %s', async (_what, token) => {
    const { status, headers, body } = await get('', token());
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(body.error).toBe('token_not_valid');
    expect(body.message).toMatch(/^token not accepted: /);
    expect(JSON.stringify(body)).not.toContain(token());
  });

  it('takes no token from the URL', async () => {
    const { status } = await get(`?token=${fixture.token()}`, undefined);
    expect(status).toBe(401);
  });

  it('lets pages of the allowed origins read it, and no others', async () => {
    const of = async (origin: string) =>
      (await get('', fixture.token(), { origin })).headers.get('access-control-allow-origin');
    expect(await of('https://crm.example.com')).toBe('https://crm.example.com');
    expect(await of('https://evil.example')).not.toBe('https://evil.example');
  });
});

describe('GET /agents while the database cannot be read', () => {
  it('answers 503 with the reason, and the sessions again afterwards', async () => {
    const database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: '' });
    const fixture = await startHubOnFixture({ database });
    try {
      const get = async () => {
        const response = await fetch(`${fixture.hub.url}/agents`, {
          headers: { authorization: `Bearer ${fixture.token()}` },
        });
        return { status: response.status, text: await response.text() };
      };
      const { store } = database;
      await store.execute('rename table live_agents to live_agents_away');
      const { status, text } = await get();
      expect(status).toBe(503);
      expect(JSON.parse(text)).toEqual({
        error: 'database_unavailable',
        reason: 'the database cannot be read',
      });
      await store.execute('rename table live_agents_away to live_agents');
      expect((await get()).status).toBe(200);
      await store.execute('rename table users to users_away');
      expect((await get()).status).toBe(503);
      await store.execute('rename table users_away to users');
    } finally {
      await fixture.close();
    }
  });
});
