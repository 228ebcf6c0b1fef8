import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CloseCode } from '../../protocol/close-codes.js';
import { HubError, type StatusEvent } from '../../server/client.js';
import { REFUSE, ScriptedHub } from './scripted-hub.js';

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await ScriptedHub.start();
});
afterEach(() => hub.stop());

/** Tokens t1, t2, … */
function counter() {
  let count = 0;
  return vi.fn(async () => `t${++count}`);
}
const tokens = () => hub.of('authenticate').map(({ params }) => params.token);
const closed = (client: { state: string }) => vi.waitFor(() => expect(client.state).toBe('closed'));

test('each connect asks for a token', async () => {
  const client = hub.client({ getToken: counter() });
  await client.connect();
  hub.peer.socket.close(1001);
  await vi.waitFor(() => expect(tokens()).toEqual(['t1', 't2']));
});

test('a client with neither token nor getToken gives up', async () => {
  const client = hub.client({ token: undefined });
  await expect(client.connect()).rejects.toMatchObject({ reason: 'token_missing' });
});

test('4401 with a fixed token is final', async () => {
  const client = hub.client();
  await client.connect();
  hub.peer.socket.close(CloseCode.Unauthenticated, 'token expired');
  await closed(client);
  await expect(client.request('ping', {})).rejects.toMatchObject({
    code: 4401,
    reason: 'not_authenticated',
    message: 'token expired',
    temporary: false,
  });
  expect(hub.peers).toHaveLength(1);
});

test('4401 with getToken brings the client back with a fresh token', async () => {
  const client = hub.client({ getToken: counter() });
  await client.connect();
  hub.peer.socket.close(CloseCode.Unauthenticated);
  await vi.waitFor(() => expect(tokens()).toEqual(['t1', 't2']));
  await vi.waitFor(() => expect(client.state).toBe('open'));
});

test('4401 again with the fresh token is final', async () => {
  hub.scripts.authenticate = (_, peer) => peer.socket.close(CloseCode.Unauthenticated);
  const client = hub.client({ getToken: counter() });
  await expect(client.connect()).rejects.toMatchObject({ code: 4401 });
  expect(tokens()).toEqual(['t1', 't2']);
});

test('a connection that lasted earns the next 4401 a fresh token again', async () => {
  const client = hub.client({ getToken: counter(), maxBackoffMs: 20 });
  await client.connect();
  for (const count of [2, 3]) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    hub.peer.socket.close(CloseCode.Unauthenticated);
    await vi.waitFor(() => expect(tokens()).toHaveLength(count));
    await vi.waitFor(() => expect(client.state).toBe('open'));
  }
});

test('a token that the hub refuses in its answer is final, with what the hub said', async () => {
  hub.scripts.authenticate = () => REFUSE(4403, { reason: 'token_not_valid' });
  const client = hub.client();
  await expect(client.connect()).rejects.toMatchObject({ code: 4403, reason: 'token_not_valid' });
  await vi.waitFor(() => expect(hub.peer.closedWith).toBeDefined());
  expect(hub.peers).toHaveLength(1);
});

test('a refused token is replaced once when there is getToken', async () => {
  const { authenticate } = hub.scripts;
  hub.scripts.authenticate = (request, peer) =>
    request.params.token === 't1'
      ? REFUSE(4403, { reason: 'token_not_valid' })
      : authenticate?.(request, peer);
  await hub.client({ getToken: counter() }).connect();
  expect(tokens()).toEqual(['t1', 't2']);
});

test('an authentication that may succeed later is tried again after retry_after_ms', async () => {
  const { authenticate } = hub.scripts;
  hub.scripts.authenticate = (request, peer) =>
    hub.peers.length === 1
      ? REFUSE(5003, { temporary: true, reason: 'database_unavailable', retry_after_ms: 60 })
      : authenticate?.(request, peer);
  const client = hub.client();
  const events: StatusEvent[] = [];
  client.onState((event) => events.push(event));
  await client.connect();
  expect(events[1]).toEqual({
    state: 'connecting',
    code: 5003,
    reason: 'database_unavailable',
    retryInMs: 60,
  });
});

test('getToken that fails is asked again', async () => {
  const getToken = vi.fn(async () => 'good').mockRejectedValueOnce(new Error('offline'));
  const client = hub.client({ getToken });
  const events: StatusEvent[] = [];
  client.onState((event) => events.push(event));
  await client.connect();
  expect(events[1]).toMatchObject({ state: 'connecting', reason: 'token_unavailable' });
  expect(tokens()).toEqual(['good']);
});

test('getToken that never answers is asked again', async () => {
  const getToken = vi.fn(async () => 'good').mockReturnValueOnce(new Promise(() => {}));
  await hub.client({ getToken, requestTimeoutMs: 50 }).connect();
  expect(getToken).toHaveBeenCalledTimes(2);
});

test('getToken that throws a lasting HubError ends the client with it', async () => {
  const refusal = new HubError({ code: 0, reason: 'signed_out' });
  const client = hub.client({ getToken: () => Promise.reject(refusal) });
  await expect(client.connect()).rejects.toBe(refusal);
  expect(hub.peers).toHaveLength(0);
});

test('token_expiring makes the client authenticate anew on the open connection', async () => {
  const client = hub.client({ getToken: counter() });
  await client.connect();
  hub.peer.notify('token_expiring', { expires_at: 1 });
  await vi.waitFor(() => expect(client.identity?.server.name).toBe('t2'));
  expect(hub.peers).toHaveLength(1);
  expect(client.state).toBe('open');
});

test('a renewal that fails leaves the connection as it is', async () => {
  const getToken = vi.fn(async () => 'good');
  const client = hub.client({ getToken });
  await client.connect();
  getToken.mockRejectedValueOnce(new Error('offline'));
  hub.peer.notify('token_expiring', { expires_at: 1 });
  await vi.waitFor(() => expect(getToken).toHaveBeenCalledTimes(2));
  expect(await client.request('ping', {})).toEqual({ time: 1 });
  expect(tokens()).toEqual(['good']);
});

test('a renewed token that comes after a reconnect is not sent any more', async () => {
  let giveToken = (_: string) => {};
  const getToken = vi.fn(async () => 'good');
  const client = hub.client({ getToken });
  await client.connect();
  getToken.mockReturnValueOnce(
    new Promise((resolve) => {
      giveToken = resolve;
    }),
  );
  hub.peer.notify('token_expiring', { expires_at: 1 });
  await vi.waitFor(() => expect(getToken).toHaveBeenCalledTimes(2));
  hub.peer.socket.close(1001);
  await vi.waitFor(() => expect(hub.peers).toHaveLength(2));
  await client.request('ping', {});
  giveToken('late');
  await client.request('ping', {});
  expect(tokens()).toEqual(['good', 'good']);
});

test('token_expiring with a fixed token changes nothing', async () => {
  const client = hub.client();
  await client.connect();
  hub.peer.notify('token_expiring', { expires_at: 1 });
  await client.request('ping', {});
  expect(tokens()).toEqual(['token']);
});
