import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubOnFixture, signToken, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

const now = () => Math.floor(Date.now() / 1000);
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('authentication', () => {
  let fixture: HubOnFixture;
  let url: string;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
    url = fixture.hub.socketUrl;
  });
  afterAll(() => fixture.close());

  it('accepts a token in the Authorization header', async () => {
    const socket = await RawSocket.open(url, [], {
      headers: { authorization: `Bearer ${fixture.token()}` },
    });
    expect((await socket.request('ping')).result).toHaveProperty('time');
    socket.close();
  });

  it('accepts a token as a second subprotocol and never echoes it', async () => {
    const socket = await RawSocket.open(url, ['vici-hub.v1', `bearer.${fixture.token()}`]);
    expect(socket.socket.protocol).toBe('vici-hub.v1');
    expect((await socket.request('ping')).result).toHaveProperty('time');
    socket.close();
  });

  it('accepts a token as the first message and says what it allows', async () => {
    const socket = await RawSocket.open(url);
    const { result } = await socket.request('authenticate', {
      token: fixture.token({ agents: ['1000'], functions: ['external_pause'] }),
    });
    expect(result).toMatchObject({
      sub: '6666',
      agents: ['1000'],
      functions: ['external_pause'],
      server: { name: 'vici-hub' },
    });
    expect(result?.expires_at).toBeGreaterThan(now() + 200);
    socket.close();
  });

  it('holds requests that arrive while the token is being checked', async () => {
    const socket = await RawSocket.open(url);
    const answers = [
      socket.request('authenticate', { token: fixture.token() }),
      socket.request('ping'),
      socket.request('external_hangup', { agent_user: '1002', value: 1 }),
    ];
    const [, pong, hangup] = await Promise.all(answers);
    expect(pong?.result).toHaveProperty('time');
    expect(hangup?.result?.text).toBe('SUCCESS: external_hangup function set - 1|1002');
    socket.close();
  });

  it('refuses a request before authentication and closes with 4401', async () => {
    const socket = await RawSocket.open(url);
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(error).toMatchObject({ code: 4403, data: { reason: 'not_authenticated' } });
    expect((await socket.closed).code).toBe(4401);
  });

  const bad: [string, (secret: string) => string][] = [
    ['an expired token', (secret) => signToken(secret, { iat: now() - 900, exp: now() - 600 })],
    ['a token of another secret', () => signToken('x'.repeat(32))],
    [
      'a tampered token',
      (secret) => {
        const [head, , signature] = signToken(secret).split('.');
        return [head, encode({ sub: '6667', agents: '*', exp: now() + 300 }), signature].join('.');
      },
    ],
    [
      'an unsigned token (alg none)',
      () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ sub: '6666', exp: now() + 300 })}.`,
    ],
    [
      'another HMAC algorithm',
      (secret) => jwt.sign({ sub: '6666', exp: now() + 300 }, secret, { algorithm: 'HS512' }),
    ],
    ['a token without sub', (secret) => jwt.sign({ exp: now() + 300 }, secret)],
    ['a token without exp', (secret) => jwt.sign({ sub: '6666' }, secret)],
    ['a token that lives too long', (secret) => signToken(secret, { exp: now() + 200_000 })],
    ['a token that is not yet valid', (secret) => signToken(secret, { nbf: now() + 100 })],
    ['a user that does not exist', (secret) => signToken(secret, { sub: 'nobody' })],
    ['an inactive user', (secret) => signToken(secret, { sub: '6670' })],
    ['a user of level 0', (secret) => signToken(secret, { sub: '6671' })],
    ['a user without API access', (secret) => signToken(secret, { sub: '6668' })],
    ['no token at all', () => 'nonsense'],
  ];
  it.each(bad)('refuses %s as a message, in a header and as a subprotocol', async (_name, make) => {
    const token = make(fixture.secret);
    const byMessage = await RawSocket.open(url);
    const { error } = await byMessage.request('authenticate', { token });
    expect(error).toMatchObject({ code: 4403, data: { reason: 'token_not_valid' } });
    expect(JSON.stringify(error)).not.toContain(token);
    expect((await byMessage.closed).code).toBe(4401);
    const byHeader = await RawSocket.open(url, [], {
      headers: { authorization: `Bearer ${token}` },
    });
    expect((await byHeader.closed).code).toBe(4401);
    const byProtocol = await RawSocket.open(url, ['vici-hub.v1', `bearer.${token}`]);
    expect((await byProtocol.closed).code).toBe(4401);
  });

  it('closes with 4401 when the token expires', async () => {
    const socket = await RawSocket.authenticated(url, fixture.token({ exp: now() + 2 }));
    await socket.hears(({ method }) => method === 'token_expiring');
    expect((await socket.closed).code).toBe(4401);
  });

  it('extends a connection with a fresh token of the same sub', async () => {
    const socket = await RawSocket.authenticated(url, fixture.token({ exp: now() + 2 }));
    const { result } = await socket.request('authenticate', { token: fixture.token() });
    expect(result).toHaveProperty('sub', '6666');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect((await socket.request('ping')).result).toHaveProperty('time');
    socket.close();
  });

  it('keeps a connection as it is when a fresh token is of another sub or not valid', async () => {
    const socket = await RawSocket.authenticated(url, fixture.token());
    const other = await socket.request('authenticate', { token: fixture.token({ sub: '6667' }) });
    expect(other.error?.data.reason).toBe('token_not_valid');
    const bad = await socket.request('authenticate', { token: 'x' });
    expect(bad.error?.data.reason).toBe('token_not_valid');
    expect((await socket.request('ping')).result).toHaveProperty('time');
    socket.close();
  });

  it('accepts either of two secrets', async () => {
    const secrets = ['o'.repeat(40), 'n'.repeat(40)];
    const rotating = await startHubOnFixture({ env: { HUB_JWT_SECRET: secrets.join(',') } });
    for (const secret of secrets) {
      const socket = await RawSocket.authenticated(rotating.hub.socketUrl, signToken(secret));
      socket.close();
    }
    await rotating.close();
  });

  it.each([
    ['RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ] as const)(
    'verifies %s with a public key, and nothing else with it',
    async (algorithm, make) => {
      const keys = make();
      const pem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const folder = mkdtempSync(join(tmpdir(), 'vici-hub-key-'));
      writeFileSync(join(folder, 'public.pem'), pem);
      const env = { HUB_JWT_SECRET: '', HUB_JWT_PUBLIC_KEY: join(folder, 'public.pem') };
      const verifying = await startHubOnFixture({ env });
      const claims = { sub: '6666', iat: now(), exp: now() + 60 };
      const good = jwt.sign(claims, keys.privateKey, { algorithm });
      const socket = await RawSocket.authenticated(verifying.hub.socketUrl, good);
      socket.close();
      // the classic confusion: the public key used as an HMAC secret
      const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
      const confused = `${body}.${createHmac('sha256', pem).update(body).digest('base64url')}`;
      await expect(RawSocket.authenticated(verifying.hub.socketUrl, confused)).rejects.toThrow(
        'not accepted',
      );
      await verifying.close();
      rmSync(folder, { recursive: true });
    },
  );

  it('checks issuer and audience when configured', async () => {
    const strict = await startHubOnFixture({
      env: { HUB_JWT_ISSUER: 'crm', HUB_JWT_AUDIENCE: 'hub' },
    });
    const good = strict.token({ iss: 'crm', aud: 'hub' });
    (await RawSocket.authenticated(strict.hub.socketUrl, good)).close();
    for (const claims of [{}, { iss: 'crm' }, { iss: 'x', aud: 'hub' }, { iss: 'crm', aud: 'x' }]) {
      await expect(
        RawSocket.authenticated(strict.hub.socketUrl, strict.token(claims)),
      ).rejects.toThrow('not accepted');
    }
    await strict.close();
  });

  it('speaks vici-hub.v1 or nothing: only unknown subprotocols get HTTP 400', async () => {
    await expect(RawSocket.open(url, ['vici-hub.v9'])).rejects.toThrow('HTTP 400');
    const socket = await RawSocket.open(url, ['vici-hub.v9', 'vici-hub.v1']);
    expect(socket.socket.protocol).toBe('vici-hub.v1');
    socket.close();
    const without = await RawSocket.open(url);
    expect(without.socket.protocol).toBe('');
    without.close();
  });

  it('lets no page of another origin in, and clients without origin', async () => {
    await expect(RawSocket.open(url, [], { origin: 'https://evil.example' })).rejects.toThrow(
      'HTTP 403',
    );
    const own = await RawSocket.open(url, [], { origin: fixture.hub.url });
    own.close();
    const listed = await startHubOnFixture({
      env: { HUB_ALLOWED_ORIGINS: 'https://crm.example.com' },
    });
    const socket = await RawSocket.open(listed.hub.socketUrl, [], {
      origin: 'https://crm.example.com',
    });
    socket.close();
    await expect(
      RawSocket.open(listed.hub.socketUrl, [], { origin: 'https://crm.example.com.evil.example' }),
    ).rejects.toThrow('HTTP 403');
    await listed.close();
  });

  it('answers 404 at other paths', async () => {
    await expect(RawSocket.open(url.replace('/ws', '/other'))).rejects.toThrow('HTTP 404');
  });

  it('ends a connection whose user is switched off', async () => {
    const socket = await RawSocket.authenticated(url, fixture.token({ sub: '6672' }));
    await fixture.database.connection.db
      .updateTable('users')
      .set({ active: 'N' })
      .where('user', '=', '6672')
      .execute();
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
    });
    expect(error?.data.reason).toBe('not_authenticated');
    expect((await socket.closed).code).toBe(4401);
  });
});
