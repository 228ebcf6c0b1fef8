import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Directory } from '../../server/auth/directory.js';
import { events } from '../../server/http/events.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import { EventReader } from './event-reader.js';

describe('GET /events', () => {
  let fixture: HubOnFixture;
  const readers: EventReader[] = [];

  beforeEach(async () => {
    fixture = await startHubOnFixture({ env: { HUB_ALLOWED_ORIGINS: 'https://crm.example.com' } });
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await fixture.close();
  });

  const open = async (
    query: string,
    options: Parameters<typeof EventReader.open>[1] = { token: fixture.token() },
  ) => {
    const reader = await EventReader.open(`${fixture.hub.url}/events${query}`, options);
    readers.push(reader);
    return reader;
  };
  const setAgent = (user: string, values: Record<string, string>) =>
    fixture.database.connection.db
      .updateTable('live_agents')
      .set(values)
      .where('user', '=', user)
      .execute();

  it('begins with a snapshot under its position and the headers of a stream', async () => {
    const reader = await open('');
    const { status, headers } = reader.response;
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toContain('no-cache');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('content-encoding')).toBeNull();
    const { event, id, data } = await reader.next();
    expect(event).toBe('snapshot');
    expect(id).toBe(`${data.epoch}:${data.revision}`);
    expect(data.epoch).toBe(fixture.hub.feed.epoch);
    expect(data.agents?.length).toBeGreaterThan(5);
  });

  it('sends a change after a command, with its position', async () => {
    const reader = await open('');
    const snapshot = await reader.next();
    const socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    const answer = await socket.request('external_pause', { agent_user: '1001', value: 'PAUSE' });
    expect(answer.result?.level).toBe('success');
    const { event, id, data } = await reader.next();
    expect(event).toBe('change');
    expect(data.changes).toEqual([
      {
        agent_user: '1001',
        set: expect.objectContaining({
          pending: { external_pause: expect.stringMatching(/^PAUSE!\d+$/) },
        }),
      },
    ]);
    expect(id).toBe(`${data.epoch}:${data.revision}`);
    expect(data.revision).toBeGreaterThan(snapshot.data.revision ?? Number.POSITIVE_INFINITY);
    socket.close();
  });

  it('sends exactly the missed changes to a client that comes back', async () => {
    const first = await open('');
    // somebody else keeps the feed reading meanwhile
    const other = await open('');
    await other.next();
    await first.next();
    await setAgent('1000', { pause_code: 'LUNCH' });
    const seen = await first.next();
    await other.next();
    first.close();
    await setAgent('1001', { pause_code: 'BREAK' });
    await other.next();
    await setAgent('1005', { pause_code: 'COFFEE' });
    const last = await other.next();
    const back = await open('', { token: fixture.token(), lastEventId: seen.id });
    const { event, id, data } = await back.next();
    expect(event).toBe('change');
    expect(id).toBe(last.id);
    expect(data.changes?.map(({ agent_user, set }) => [agent_user, set?.pause_code])).toEqual([
      ['1001', 'BREAK'],
      ['1005', 'COFFEE'],
    ]);
    expect(back.waiting).toBe(0);
  });

  it('sends nothing to a client that comes back and missed nothing, then the next change', async () => {
    const other = await open('');
    const { id } = await other.next();
    const back = await open('', { token: fixture.token(), lastEventId: id });
    await setAgent('1000', { pause_code: 'LUNCH' });
    const { event, data } = await back.next();
    expect(event).toBe('change');
    expect(data.changes?.[0]?.set?.pause_code).toBe('LUNCH');
  });

  it.each([
    ['of another run of the hub', '1:5'],
    ['of the future', () => `${fixture.hub.feed.epoch}:999999`],
    ['that is not ours', 'abc'],
  ])('sends a fresh snapshot to a position %s', async (_what, position) => {
    const lastEventId = typeof position === 'string' ? position : position();
    const reader = await open('', { token: fixture.token(), lastEventId });
    expect((await reader.next()).event).toBe('snapshot');
  });

  it('shows only what the filter asks for', async () => {
    const reader = await open('?agents=1001&campaigns=TESTCAMP');
    const { data } = await reader.next();
    expect(data.agents?.map(({ agent_user }) => agent_user)).toEqual(['1001']);
    await setAgent('1000', { pause_code: 'LUNCH' });
    await setAgent('1001', { pause_code: 'BREAK' });
    const change = await reader.next();
    expect(change.data.changes?.map(({ agent_user }) => agent_user)).toEqual(['1001']);
  });

  it('leaves lead and phone data out for a token with redact', async () => {
    const reader = await open('?agents=1002', { token: fixture.token({ redact: true }) });
    const { data } = await reader.next();
    expect(data.agents?.[0]).toMatchObject({ state: 'INCALL', lead_id: 0, phone_number: '' });
    await setAgent('1002', { pause_code: 'X', lead_id: '202' });
    expect(JSON.stringify(await reader.next())).not.toMatch(/7275550\d+|"lead_id":20/);
  });

  it.each([
    ['no token', undefined, 401],
    ['a bad token', () => 'nonsense', 401],
    ['the token of a user without API access', () => fixture.token({ sub: '6668' }), 401],
  ])('answers %s with JSON and no stream', async (_what, token, status) => {
    const reader = await open('', token ? { token: token() } : {});
    expect(reader.response.status).toBe(status);
    expect(reader.response.headers.get('content-type')).toContain('application/json');
    await reader.ended();
  });

  it('answers 503 when nothing can be read', async () => {
    const { db } = fixture.database.connection;
    await db.schema.alterTable('live_agents').renameTo('live_agents_away').execute();
    const reader = await open('');
    expect(reader.response.status).toBe(503);
    await reader.ended();
  });

  it('says when the database cannot be read, and when it can again', async () => {
    const reader = await open('');
    await reader.next();
    const { db } = fixture.database.connection;
    await db.schema.alterTable('live_agents').renameTo('live_agents_away').execute();
    const stale = await reader.next();
    expect(stale).toMatchObject({ event: 'status', id: undefined, data: { state: 'stale' } });
    await db.schema.alterTable('live_agents_away').renameTo('live_agents').execute();
    expect(await reader.next()).toMatchObject({ event: 'status', data: { state: 'live' } });
  });

  it('ends when the token expires', async () => {
    const exp = Math.floor(Date.now() / 1000) + 2;
    const reader = await open('', { token: fixture.token({ exp }) });
    await reader.next();
    expect(await reader.next()).toMatchObject({
      event: 'status',
      data: { state: 'ended', reason: 'token_expired' },
    });
    await reader.ended();
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1000 - 5);
    expect(fixture.hub.feed.listening).toBe(0);
  });

  it('ends when the user is switched off', async () => {
    const reader = await open('');
    await reader.next();
    const { db } = fixture.database.connection;
    await db.updateTable('users').set({ active: 'N' }).where('user', '=', '6666').execute();
    expect((await reader.next(7_000)).data).toEqual({ state: 'ended', reason: 'access_revoked' });
    await reader.ended();
  });

  it('says that the hub goes away before it does', async () => {
    const reader = await open('');
    await reader.next();
    void fixture.hub.close();
    const { event, data } = await reader.next();
    expect(event).toBe('status');
    expect(data).toEqual({ state: 'going_away', retry_after_ms: expect.any(Number) });
    await reader.ended();
  });

  it('stops listening when the client goes', async () => {
    const reader = await open('');
    await reader.next();
    expect(fixture.hub.feed.listening).toBe(1);
    reader.close();
    await expect.poll(() => fixture.hub.feed.listening).toBe(0);
  });

  it('lets pages of the allowed origins read it, and no others', async () => {
    const of = async (origin: string) =>
      (await open('', { token: fixture.token(), headers: { origin } })).response.headers.get(
        'access-control-allow-origin',
      );
    expect(await of('https://crm.example.com')).toBe('https://crm.example.com');
    expect(await of('https://evil.example')).not.toBe('https://evil.example');
    const preflight = await fetch(`${fixture.hub.url}/events`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://crm.example.com',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization,last-event-id',
      },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toContain('last-event-id');
  });

  it('has no answer without a body to a HEAD request that would never end', async () => {
    const response = await fetch(`${fixture.hub.url}/events`, { method: 'HEAD' });
    expect(response.status).toBe(404);
  });

  it('keeps an idle stream alive with comments', async () => {
    const { tokens, feed } = fixture.hub;
    const directory = new Directory(fixture.database.connection.db, 0);
    const app = fastify();
    await app.register(events, {
      tokens,
      directory,
      feed,
      onError: () => {},
      recheckMs: 60_000,
      heartbeatMs: 50,
    });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const reader = await EventReader.open(`${url}/events`, { token: fixture.token() });
    await reader.next();
    await reader.commented(1_000);
    expect(reader.waiting).toBe(0);
    await app.close();
    await reader.ended();
  });
});
