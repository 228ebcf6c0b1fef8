import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functions } from '../../protocol/index.js';
import { commonParameters } from '../../protocol/parameters.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import { sendRaw } from './raw-http.js';

const KEY = 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==';
const upgrade = (lines: readonly string[], path = '/ws') =>
  `${[`GET ${path} HTTP/1.1`, 'Host: hub', ...lines].join('\r\n')}\r\n\r\n`;
const GOOD = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', KEY];
const get = (path: string, ...more: string[]) =>
  `${[`GET ${path} HTTP/1.1`, 'Host: hub', 'Connection: close', ...more].join('\r\n')}\r\n\r\n`;
const post = (path: string, body: string, ...lines: string[]) =>
  `${[`POST ${path} HTTP/1.1`, 'Host: hub', 'Connection: close', ...lines].join('\r\n')}\r\n\r\n${body}`;
const FORM = 'Content-Type: application/x-www-form-urlencoded';

describe('hostile input', () => {
  let fixture: HubOnFixture;
  let socket: RawSocket;

  beforeAll(async () => {
    fixture = await startHubOnFixture({ start: { isDemo: true } });
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
  });
  afterAll(async () => {
    // whatever was sent, others are served
    expect((await socket.request('ping')).result).toHaveProperty('time');
    socket.close();
    await fixture.close();
  });
  const send = (bytes: string | Buffer, ms?: number) => sendRaw(fixture.hub.port, bytes, ms);

  // the bytes, and the statuses with which they may be answered
  const requests: [name: string, bytes: string, allowed: number[]][] = [
    ['an upgrade without a key', upgrade(GOOD.slice(0, 3)), [400]],
    [
      'an upgrade with a key that is none',
      upgrade([...GOOD.slice(0, 3), 'Sec-WebSocket-Key: x']),
      [400],
    ],
    [
      'version 12 of the protocol',
      upgrade([...GOOD.slice(0, 2), 'Sec-WebSocket-Version: 12', KEY]),
      [400, 426],
    ],
    ['an upgrade to something else', upgrade(['Connection: Upgrade', 'Upgrade: h2c']), [400, 426]],
    ['an upgrade by POST', upgrade(GOOD).replace('GET', 'POST'), [405]],
    ['an upgrade at another path', upgrade(GOOD, '/wss'), [404]],
    ['an upgrade at a path that only begins like ours', upgrade(GOOD, '/ws/../ws'), [404]],
    ['an upgrade from a hostile page', upgrade([...GOOD, 'Origin: https://evil.example']), [403]],
    ['an upgrade from the origin null', upgrade([...GOOD, 'Origin: null']), [403]],
    ['an upgrade from an origin that is no URL', upgrade([...GOOD, 'Origin: %00']), [403]],
    ['only unknown subprotocols', upgrade([...GOOD, 'Sec-WebSocket-Protocol: x, y']), [400]],
    ['a subprotocol header that is none', upgrade([...GOOD, 'Sec-WebSocket-Protocol: ,,']), [400]],
    [
      'a flood of headers',
      get('/healthz', ...Array.from({ length: 3_000 }, (_, n) => `X-${n}: y`)),
      [400, 431],
    ],
    ['one header of 100 kB', get('/healthz', `X-Long: ${'y'.repeat(100_000)}`), [431]],
    ['a request line of 100 kB', get(`/${'x'.repeat(100_000)}`), [431]],
    ['a token of 15 kB', get('/agents', `Authorization: Bearer ${'e'.repeat(15_000)}`), [401]],
    ['Authorization of another kind', get('/agents', 'Authorization: Basic NjY2NjoxMjM0'), [401]],
    ['Authorization with nothing in it', get('/agents', 'Authorization: Bearer '), [401]],
    ['NUL in a header', get('/healthz', 'X-Bad: a\u0000b'), [400]],
    ['a header line without a name', get('/healthz', ': x'), [400]],
    ['a bare line feed in a header', get('/healthz', 'X-Bad: a\nX-Injected: b'), [200, 400]],
    ['no Host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
    ['an unknown verb', get('/healthz').replace('GET', 'BREW'), [400]],
    ['a tunnel', 'CONNECT 127.0.0.1:3306 HTTP/1.1\r\nHost: hub\r\n\r\n', [0, 400, 404, 405]],
    ['TRACE', get('/agc/api.php').replace('GET', 'TRACE'), [400, 404, 405]],
    ['HTTP/9.9', get('/healthz').replace('HTTP/1.1', 'HTTP/9.9'), [400, 505]],
    ['a request that is no HTTP', `\u0016\u0003\u0001${'\u0000'.repeat(50)}\r\n\r\n`, [400]],
    ['two lengths', post('/token', '{}', 'Content-Length: 2', 'Content-Length: 3'), [400]],
    [
      'a length and chunks',
      post('/token', '0\r\n\r\n', 'Content-Length: 5', 'Transfer-Encoding: chunked'),
      [400],
    ],
    ['chunks in disguise', post('/token', '0\r\n\r\n', 'Transfer-Encoding: xchunked'), [400]],
    [
      'a chunk size that is none',
      post('/token', 'zz\r\n{}\r\n', 'Transfer-Encoding: chunked'),
      [400],
    ],
    [
      'a chunk size beyond all numbers',
      post('/token', `${'f'.repeat(30)}\r\n{}`, 'Transfer-Encoding: chunked'),
      [400],
    ],
    ['a negative length', post('/token', '{}', 'Content-Length: -2'), [400]],
    ['a length with a sign', post('/token', '{}', 'Content-Length: +2'), [400]],
    [
      'a form of 300 kB',
      post('/agc/api.php', 'x'.repeat(300_000), FORM, 'Content-Length: 300000'),
      [413],
    ],
    [
      'a form said to be of 10 GB',
      post('/agc/api.php', 'x', FORM, 'Content-Length: 10000000000'),
      [413],
    ],
    [
      'a token request of 300 kB',
      post(
        '/token',
        'x'.repeat(300_000),
        'Content-Type: application/json',
        'Content-Length: 300000',
      ),
      [413],
    ],
    [
      'a body of an unknown kind',
      post('/token', 'x', 'Content-Type: application/xml', 'Content-Length: 1'),
      [415],
    ],
    [
      'prototype keys in a token request',
      post(
        '/token',
        '{"__proto__":{"x":1}}',
        'Content-Type: application/json',
        'Content-Length: 21',
      ),
      [400],
    ],
    [
      'JSON nested 10,000 deep in a token request',
      post('/token', '['.repeat(10_000), 'Content-Type: application/json', 'Content-Length: 10000'),
      [400],
    ],
    ['an expectation', post('/token', '', 'Expect: 200-maybe', 'Content-Length: 0'), [400, 417]],
  ];
  it.each(requests)('answers %s and ends the connection', async (_name, bytes, allowed) => {
    const { status, answers, text } = await send(bytes, 8_000);
    expect(allowed, text.slice(0, 300)).toContain(status);
    expect(answers).toBeLessThanOrEqual(1);
    expect(text).not.toMatch(/at .*\.[jt]s:\d+|node_modules|live_agents/);
  });

  it('reads two requests in one body as one', async () => {
    const inner = get('/healthz');
    const bytes = post('/agc/api.php', inner, FORM, `Content-Length: ${inner.length}`);
    expect((await send(bytes)).answers).toBe(1);
  });

  it.each([
    '/widget/../package.json',
    '/widget/%2e%2e/package.json',
    '/widget/%2e%2e%2fpackage.json',
    '/widget/..%5c..%5cpackage.json',
    '/widget/..\\..\\package.json',
    '/widget/%252e%252e/package.json',
    '/widget/....//package.json',
    '/widget/%00',
    '/widget/vici-agent-controls.js%00.html',
    '/widget//etc/passwd',
    '/demo/../../package.json',
    '/demo/%2e%2e/%2e%2e/package.json',
    '/demo/.%2e/server/main.js',
    '/demo/%c0%ae%c0%ae/package.json',
    '/demo/',
  ])('gives no file outside the page folders for %s', async (path) => {
    const { status, text } = await send(get(path));
    if (path === '/demo/') expect([200, 404]).toContain(status);
    else expect([400, 403, 404]).toContain(status);
    expect(text).not.toMatch(/"dependencies"|root:x:|import .*config/);
  });

  // the hub's patience is what they take: together
  it.concurrent.each([
    ['nothing at all', ''],
    ['half a request line', 'GET /ws HT'],
    ['headers that never end', 'GET /ws HTTP/1.1\r\nHost: hub\r\nX-Slow: '],
    ['a body that never comes', `POST /token HTTP/1.1\r\nHost: hub\r\nContent-Length: 10\r\n\r\n{`],
  ])('ends a connection that sends %s, in bounded time', async (_name, bytes) => {
    const { ms } = await send(bytes, 19_000);
    expect(ms).toBeLessThan(18_000);
  });

  it.concurrent('ends a socket that never authenticates and never answers the close', async () => {
    const { text, ms } = await send(upgrade(GOOD), 19_000);
    expect(text).toContain('101 Switching Protocols');
    expect(text.charCodeAt(text.length - 1)).toBeGreaterThan(0);
    expect(ms).toBeLessThan(17_000);
  });

  const frame = (opcode: number, payload: Buffer) =>
    Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
  it.each([
    ['text that is no UTF-8', frame(1, Buffer.from([0xc3, 0x28])), 1007],
    ['a surrogate in UTF-8', frame(1, Buffer.from([0xed, 0xa0, 0x80])), 1007],
    ['an unmasked frame', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
    ['an unknown opcode', frame(3, Buffer.from('x')), 1002],
    ['a reserved bit', Buffer.concat([Buffer.from([0xc1, 0x80]), Buffer.alloc(4)]), 1002],
    ['a continuation of nothing', frame(0, Buffer.from('x')), 1002],
    ['a control frame in pieces', Buffer.from([0x09, 0x80, 0, 0, 0, 0]), 1002],
    [
      'a frame said to be of 2^62 bytes',
      Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
      1009,
    ],
  ])('closes on %s', async (_name, bytes, code) => {
    const { text } = await send(Buffer.concat([Buffer.from(upgrade(GOOD)), bytes]), 12_000);
    const tail = Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1');
    expect(tail[0]).toBe(0x88);
    expect(tail.readUInt16BE(2)).toBe(code);
  });

  it('lets no bomb inflate beyond 64 KiB when compression is on', async () => {
    const compressing = await startHubOnFixture({ env: { HUB_COMPRESSION: 'on' } });
    const bomb = await RawSocket.authenticated(compressing.hub.socketUrl, compressing.token());
    expect(bomb.socket.extensions).toContain('permessage-deflate');
    // 50 MB of zeros are 50 kB on the wire
    bomb.socket.send(Buffer.alloc(50_000_000, 0x30).toString(), { compress: true });
    expect((await bomb.closed).code).toBe(1009);
    const other = await RawSocket.authenticated(compressing.hub.socketUrl, compressing.token());
    expect((await other.request('ping')).result).toHaveProperty('time');
    other.close();
    await compressing.close();
  });

  const NESTED = '['.repeat(10_000) + ']'.repeat(10_000);
  it.each([
    ['a value nested 10,000 deep', `{"agent_user":"1000","value":${NESTED}}`, -32602],
    ['a filter nested 10,000 deep', `{"agents":${NESTED}}`, -32602],
    [
      'a prototype as value',
      '{"agent_user":"1000","value":{"__proto__":{"value":"PAUSE"}}}',
      -32602,
    ],
    [
      'a key named __proto__',
      '{"agent_user":"1000","value":"PAUSE","__proto__":{"source":"x"}}',
      -32602,
    ],
    ['a token as a list', '{"token":["x"]}', -32602],
  ])('answers %s', async (name, params, code) => {
    const method = name.startsWith('a filter')
      ? 'subscribe'
      : name.includes('token')
        ? 'authenticate'
        : 'external_pause';
    const own = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    own.sendText(`{"jsonrpc":"2.0","id":"h","method":"${method}","params":${params}}`);
    expect((await own.hears(({ id }) => id === 'h')).error?.code).toBe(code);
    expect(({} as Record<string, unknown>).source).toBeUndefined();
    own.close();
  });

  it('obeys nothing that arrives after it closed the connection', async () => {
    const own = await RawSocket.open(fixture.hub.socketUrl);
    // never answers the close, and goes on
    own.socket.pause();
    own.sendText('{"jsonrpc":"2.0","id":1,"method":"ping"}');
    await new Promise((resolve) => setTimeout(resolve, 100));
    own.sendText(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 2,
        method: 'authenticate',
        params: { token: fixture.token() },
      }),
    );
    own.sendText(
      '{"jsonrpc":"2.0","id":3,"method":"send_dtmf","params":{"agent_user":"1001","value":"31337"}}',
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { rows } = await readLog();
    expect(rows.some(({ value }) => value === '31337')).toBe(false);
    own.close();
  });

  const readLog = async () => ({
    rows: await fixture.database.connection.db.selectFrom('api_log').select('value').execute(),
  });

  it('reads no more from a client that does not read its answers', async () => {
    const own = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    own.socket.pause();
    const text = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'get_agent',
      params: { agent_user: 'x'.repeat(100) },
    });
    for (let sent = 0; sent < 60_000; sent++) own.sendText(text);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const buffered = [...fixture.hub.hub.connections].map((one) => one.buffered);
    expect(Math.max(...buffered)).toBeLessThan(1_048_576 + 500_000);
    own.close();
  });

  it.each(Object.keys(functions))('takes SQL in every parameter of %s as text', async (name) => {
    const { store } = fixture.database;
    const counted = ['users', 'live_agents', 'list', 'campaigns'];
    const before = await store.read(counted);
    const definition = functions[name as keyof typeof functions];
    for (const attack of [
      "' or '1'='1",
      '1; drop table users; -- ',
      '" or sleep(5) #',
      "\\' union select pass from users -- ",
    ]) {
      for (const param of ['agent_user', ...Object.keys(definition.params)]) {
        if (param in commonParameters && param !== 'source') continue;
        const began = performance.now();
        const { error } = await socket.request(name, {
          agent_user: '1009',
          value: '1',
          [param]: attack,
        });
        expect(performance.now() - began).toBeLessThan(4_000);
        expect(error?.code ?? 0, JSON.stringify(error)).not.toBe(-32603);
        expect(error?.code ?? 0, JSON.stringify(error)).not.toBe(5003);
        expect(JSON.stringify(error ?? '')).not.toMatch(/SQLITE|syntax/i);
      }
    }
    const after = await store.read(counted);
    for (const table of counted) expect(after.get(table)).toEqual(before.get(table));
  });
});
