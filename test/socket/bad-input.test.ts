import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

describe('bad input', () => {
  let fixture: HubOnFixture;
  let socket: RawSocket;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
  });
  afterAll(() => fixture.close());

  const open = async () => {
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    return socket;
  };
  const errorTo = async (text: string) => {
    await open();
    const before = socket.heard.length;
    socket.sendText(text);
    return (await socket.hears((message) => socket.heard.indexOf(message) >= before)) as {
      id: unknown;
      error: { code: number; data: Record<string, unknown> };
    };
  };

  it.each([
    ['text that is not JSON', '{nonsense', -32700],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600],
    ['a number', '7', -32600],
    ['another version of JSON-RPC', '{"id":1,"method":"ping"}', -32600],
    ['a request without id', '{"jsonrpc":"2.0","method":"ping"}', -32600],
    ['a request with an id of null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600],
    ['params that are an array', '{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', -32600],
  ])('answers %s with its error and id null', async (_name, text, code) => {
    const answer = await errorTo(text);
    expect(answer.error.code).toBe(code);
    expect(answer.id).toBeNull();
    expect(answer.error.data.temporary).toBe(false);
    expect((await socket.request('ping')).result).toHaveProperty('time');
    socket.close();
  });

  it('closes with 4400 after five malformed messages', async () => {
    await open();
    for (let sent = 0; sent < 5; sent++) socket.sendText('{');
    expect((await socket.closed).code).toBe(4400);
    expect(socket.heard.filter(({ error }) => error?.code === -32700)).toHaveLength(5);
  });

  it('closes with 1003 on a binary frame', async () => {
    await open();
    socket.socket.send(Buffer.from('{}'), { binary: true });
    expect((await socket.closed).code).toBe(1003);
  });

  it('closes with 1009 on a frame of 1 MB, and goes on serving others', async () => {
    const other = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    await open();
    socket.sendText('x'.repeat(1_000_000));
    expect((await socket.closed).code).toBe(1009);
    expect((await other.request('ping')).result).toHaveProperty('time');
    other.close();
  });

  it('takes a frame of just 64 KiB', async () => {
    await open();
    const padding = ' '.repeat(64 * 1024 - 80);
    const text = `{"jsonrpc":"2.0","id":"big","method":"ping","params":{}${padding}}`;
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024);
    socket.sendText(text);
    expect((await socket.hears(({ id }) => id === 'big')).result).toHaveProperty('time');
    socket.close();
  });

  it('answers an unknown method with -32601 and its documented line', async () => {
    await open();
    const { error } = await socket.request('do_magic', { value: '1' });
    expect(error).toMatchObject({
      code: -32601,
      data: { reason: 'unknown_function', text: 'ERROR: unknown function - do_magic' },
    });
    socket.close();
  });

  it('names every bad field of a function', async () => {
    await open();
    const { error } = await socket.request('external_pause', {
      agent_user: 1000,
      value: 'SLEEP',
      colour: 'red',
    });
    expect(error?.code).toBe(-32602);
    expect(error?.data.issues?.map(({ path }) => path).sort()).toEqual([
      'agent_user',
      'colour',
      'value',
    ]);
    expect(error?.data.text).toBe('ERROR: external_pause not valid - SLEEP|');
    socket.close();
  });

  it('names a missing field', async () => {
    await open();
    const { error } = await socket.request('external_pause', { agent_user: '1000' });
    expect(error).toMatchObject({
      code: -32602,
      data: {
        reason: 'external_pause_not_valid',
        text: 'ERROR: external_pause not valid - |1000',
        issues: [{ path: 'value', message: 'is required' }],
      },
    });
    socket.close();
  });

  it('names every bad field of a method of the hub', async () => {
    await open();
    const { error } = await socket.request('subscribe', { topic: 'news', agents: 'x', more: 1 });
    expect(error?.code).toBe(-32602);
    expect(error?.data.issues?.map(({ path }) => path).sort()).toEqual(['agents', 'more', 'topic']);
    socket.close();
  });

  it('judges wait, wait_ms and idempotency_key', async () => {
    await open();
    const { error } = await socket.request('external_pause', {
      agent_user: '1000',
      value: 'PAUSE',
      wait: 'forever',
      wait_ms: 40_000,
      idempotency_key: 'k'.repeat(65),
    });
    expect(error?.data.issues?.map(({ path }) => path).sort()).toEqual([
      'idempotency_key',
      'wait',
      'wait_ms',
    ]);
    socket.close();
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'is not led astray by a method or parameter named %s',
    async (name) => {
      await open();
      expect((await socket.request(name)).error?.code).toBe(-32601);
      socket.sendText(
        `{"jsonrpc":"2.0","id":"p","method":"external_pause","params":{"agent_user":"1000","value":"PAUSE","${name}":"x"}}`,
      );
      expect((await socket.hears(({ id }) => id === 'p')).error?.data.issues).toEqual([
        { path: name, message: 'is not a parameter of external_pause' },
      ]);
      socket.close();
    },
  );
});
