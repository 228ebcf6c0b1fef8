import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

describe('POST /token', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
  });
  afterAll(() => fixture.close());

  const post = async (body: unknown) => {
    const response = await fetch(`${fixture.hub.url}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('answers a right password with a token that works', async () => {
    const { status, body } = await post({
      user: '6666',
      pass: '1234',
      agents: ['1000'],
      ttl_s: 60,
    });
    expect(status).toBe(200);
    expect(body.expires_at).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) + 60);
    const socket = await RawSocket.authenticated(fixture.hub.socketUrl, String(body.token));
    const { result } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(result?.level).toBe('success');
    socket.close();
  });

  it('never grants more than the user has', async () => {
    const { body } = await post({ user: '6667', pass: '1234', functions: '*', agents: '*' });
    const socket = await RawSocket.authenticated(fixture.hub.socketUrl, String(body.token));
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(error?.data.reason).toBe('function_not_allowed');
    socket.close();
  });

  it('never lets a token live longer than HUB_TOKEN_MAX_TTL', async () => {
    const { body } = await post({ user: '6666', pass: '1234', ttl_s: 10_000_000 });
    expect(body.expires_at).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) + 86_400);
  });

  it.each([
    ['a wrong password', { user: '6666', pass: 'wrong' }, 'BAD'],
    ['an unknown user', { user: 'nobody', pass: '1234' }, 'BAD'],
    ['a user without API access', { user: '6668', pass: '1234' }, 'GOOD'],
  ])('refuses %s with 401 and counts it like the text API', async (_name, body, reason) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 401, body: { error: 'login_refused', reason } });
    expect(JSON.stringify(answer.body)).not.toContain(body.pass);
  });

  it('shares the lock-out with the text API', async () => {
    const { db } = fixture.database.connection;
    const failures = async () =>
      (
        await db
          .selectFrom('users')
          .select('failed_login_count')
          .where('user', '=', '6672')
          .executeTakeFirstOrThrow()
      ).failed_login_count;
    const before = await failures();
    await post({ user: '6672', pass: 'wrong' });
    await fetch(
      `${fixture.hub.url}/agc/api.php?source=test&user=6672&pass=wrong&function=external_pause`,
    );
    expect(await failures()).toBe((before ?? 0) + 2);
    await db
      .updateTable('users')
      .set({
        failed_login_count: 10,
        last_login_date: fixture.database.connection.clock.moment().now,
      })
      .where('user', '=', '6672')
      .execute();
    expect(await post({ user: '6672', pass: '1234' })).toMatchObject({
      status: 401,
      body: { reason: 'LOCK' },
    });
  });

  it.each([
    ['{', 400],
    [{}, 400],
    [{ user: '6666', pass: 1234 }, 400],
    [{ user: '6666', pass: '1234', ttl_s: 'long' }, 400],
    [{ user: '6666', pass: '1234', admin: true }, 400],
  ])('answers %j with %i', async (body, status) => {
    expect((await post(body)).status).toBe(status);
  });
});
