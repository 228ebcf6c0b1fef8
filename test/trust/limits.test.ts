import { afterAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type HubOnFixture, signToken, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

describe('limits', () => {
  const hubs: HubOnFixture[] = [];
  afterAll(async () => {
    for (const hub of hubs) await hub.close();
  });
  const start = async (env: Record<string, string>) => {
    const hub = await startHubOnFixture({ env });
    hubs.push(hub);
    return hub;
  };
  const limited = async ({ hub }: HubOnFixture, limit: string) =>
    (await (await fetch(`${hub.url}/metrics`)).text())
      .split('\n')
      .some((line) => line.includes(`"${limit}"`) && Number(line.split(' ')[1]) > 0);

  it('lets an address have so many connections, and the next when one has gone', async () => {
    const fixture = await start({ HUB_MAX_CONNECTIONS_PER_ADDRESS: '2' });
    const url = fixture.hub.socketUrl;
    const first = await RawSocket.authenticated(url, fixture.token());
    const second = await RawSocket.authenticated(url, fixture.token());
    await expect(RawSocket.open(url)).rejects.toThrow('HTTP 429');
    expect(await limited(fixture, 'connections')).toBe(true);
    first.close();
    await expect.poll(() => fixture.hub.hub.connections.size).toBe(1);
    (await RawSocket.authenticated(url, fixture.token())).close();
    second.close();
  });

  it('lets a subject have so many connections', async () => {
    const fixture = await start({ HUB_MAX_CONNECTIONS_PER_SUBJECT: '1' });
    const url = fixture.hub.socketUrl;
    const first = await RawSocket.authenticated(url, fixture.token());
    const second = await RawSocket.open(url);
    const { error } = await second.request('authenticate', { token: fixture.token() });
    expect(error?.data.reason).toBe('too_many_connections');
    expect((await second.closed).code).toBe(4409);
    const other = await RawSocket.authenticated(url, fixture.token({ sub: '6667' }));
    for (const one of [first, other]) one.close();
    expect(await limited(fixture, 'connections_per_subject')).toBe(true);
  });

  it('counts a connection that ends while its token is checked only once', async () => {
    const fixture = await start({
      HUB_MAX_CONNECTIONS_PER_SUBJECT: '1',
      HUB_MAX_UNAUTHENTICATED: '3',
    });
    const url = fixture.hub.socketUrl;
    for (let round = 0; round < 20; round++) {
      const hasty = await RawSocket.open(url, [], {
        headers: { authorization: `Bearer ${fixture.token()}` },
      });
      hasty.close();
    }
    await expect.poll(() => fixture.hub.hub.connections.size).toBe(0);
    const calm = await RawSocket.authenticated(url, fixture.token());
    expect((await calm.request('ping')).result).toHaveProperty('time');
    calm.close();
  });

  it('lets so many wait unauthenticated, and closes them with 4408', async () => {
    const fixture = await start({ HUB_MAX_UNAUTHENTICATED: '2' });
    const url = fixture.hub.socketUrl;
    const waiting = [await RawSocket.open(url), await RawSocket.open(url)];
    await expect(RawSocket.open(url)).rejects.toThrow('HTTP 429');
    for (const one of waiting) expect((await one.closed).code).toBe(4408);
    expect(await limited(fixture, 'authentication_time')).toBe(true);
    (await RawSocket.authenticated(url, fixture.token())).close();
  });

  it('lets a connection have so many subscriptions', async () => {
    const fixture = await start({ HUB_MAX_SUBSCRIPTIONS: '2' });
    const own = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    const subscribe = async () => (await own.request('subscribe')).error?.data.reason;
    expect([await subscribe(), await subscribe(), await subscribe()]).toEqual([
      undefined,
      undefined,
      'too_many_subscriptions',
    ]);
    own.close();
  });

  it('answers 4429 above the rate, and closes with it after long abuse', async () => {
    const fixture = await start({ HUB_RATE_LIMIT: '5' });
    const own = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    for (let sent = 0; sent < 200; sent++)
      own.sendText(`{"jsonrpc":"2.0","id":${sent},"method":"ping"}`);
    const refused = await own.hears(({ error }) => error?.code === 4429);
    expect(refused.error?.data).toMatchObject({
      temporary: true,
      retry_after_ms: expect.any(Number),
    });
    expect((await own.closed).code).toBe(4429);
    expect(await limited(fixture, 'requests')).toBe(true);
  });

  it('locks an address out after so many failed logins, right password or not', async () => {
    const fixture = await start({ HUB_MAX_LOGIN_FAILURES: '3' });
    const login = async (pass: string, user = '6666') => {
      const response = await fetch(`${fixture.hub.url}/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, pass }),
      });
      return response.status;
    };
    expect(await login('1234')).toBe(200);
    for (const user of ['6666', 'nobody', '6667']) expect(await login('wrong', user)).toBe(401);
    expect(await login('1234')).toBe(401);
    const text = await fetch(
      `${fixture.hub.url}/agc/api.php?source=test&user=6666&pass=1234&function=external_pause&agent_user=1000&value=PAUSE`,
    );
    expect(await text.text()).toContain('LOCK');
    expect(await limited(fixture, 'login_failures')).toBe(true);
  });

  it.each([
    ['nobody', '', false],
    ['another peer', '10.9.9.9', false],
    ['this peer', '127.0.0.1', true],
  ])('believes a forwarded address when %s is trusted', async (_name, trusted, believed) => {
    const fixture = await start({ HUB_MAX_CONNECTIONS_PER_ADDRESS: '1', HUB_TRUST_PROXY: trusted });
    const from = (address: string) =>
      RawSocket.open(fixture.hub.socketUrl, [], {
        headers: {
          'x-forwarded-for': address,
          authorization: `Bearer ${signToken(fixture.secret)}`,
        },
      });
    const first = await from('192.0.2.1');
    const second = from('192.0.2.2');
    if (believed) (await second).close();
    else await expect(second).rejects.toThrow('HTTP 429');
    expect(first.socket.readyState).toBe(WebSocket.OPEN);
    first.close();
  });
});
