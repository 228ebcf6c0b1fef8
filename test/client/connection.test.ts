import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CloseCode } from '../../protocol/close-codes.js';
import { HubError, type StatusEvent } from '../../server/client.js';
import { ScriptedHub } from './scripted-hub.js';

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await ScriptedHub.start();
});
afterEach(() => hub.stop());

/** A connected client, and every change of its state from before the connect on. */
async function connected(options: Parameters<ScriptedHub['client']>[0] = {}) {
  const client = hub.client(options);
  const events: StatusEvent[] = [];
  client.onState((event) => events.push(event));
  await client.connect();
  return { client, events };
}

const peers = (count: number) => vi.waitFor(() => expect(hub.peers).toHaveLength(count));

test('the client offers vici-hub.v1 and sends its token as the first message', async () => {
  const { client } = await connected({ token: 'abc' });
  expect(hub.peer.socket.protocol).toBe('vici-hub.v1');
  expect(hub.peer.requests).toMatchObject([{ method: 'authenticate', params: { token: 'abc' } }]);
  expect(client.state).toBe('open');
  expect(client.identity).toMatchObject({ sub: '6666', agents: '*' });
});

test('connect() called twice is one connection', async () => {
  const client = hub.client();
  await Promise.all([client.connect(), client.connect()]);
  await client.connect();
  expect(hub.peers).toHaveLength(1);
});

test('the states are told in order, with the reason of a loss', async () => {
  const { events } = await connected({ random: () => 1 });
  hub.peer.socket.close(1001, 'bye');
  await vi.waitFor(() => expect(events).toHaveLength(4));
  expect(events).toEqual([
    { state: 'connecting' },
    { state: 'open' },
    { state: 'connecting', code: 1001, reason: 'bye', retryInMs: 5 },
    { state: 'open' },
  ]);
});

test('status() gives the same events to a loop, until close()', async () => {
  const client = hub.client();
  const seen: StatusEvent[] = [];
  const status = client.status();
  const loop = (async () => {
    for await (const event of status) {
      seen.push(event);
      if (event.state === 'open') client.close();
    }
  })();
  await client.connect();
  await loop;
  expect(seen).toEqual([
    { state: 'connecting' },
    { state: 'open' },
    { state: 'closed', reason: 'client_closed' },
  ]);
});

test('a loop that is left takes no more events', async () => {
  const client = hub.client();
  const status = client.status();
  void client.connect();
  for await (const event of status) {
    expect(event).toEqual({ state: 'connecting' });
    break;
  }
  await client.connect();
  expect(await status.next()).toEqual({ value: undefined, done: true });
});

test('connect() stays pending while the hub cannot be reached, and the delays grow with jitter', async () => {
  const { port } = hub;
  await hub.stop();
  const client = hub.client({ random: () => 0.5 });
  const delays: (number | undefined)[] = [];
  client.onState((event) => delays.push(event.retryInMs));
  const connecting = client.connect();
  await vi.waitFor(() => expect(delays.length).toBeGreaterThan(5));
  // 0.75 of 5, 10, 20, then of the longest, 40
  expect(delays.slice(1, 6)).toEqual([4, 8, 15, 30, 30]);
  hub = await ScriptedHub.start(port);
  await connecting;
  expect(client.state).toBe('open');
  client.close();
});

test.each([
  [CloseCode.BinaryFrame, 'closed_by_hub'],
  [CloseCode.TooBig, 'too_big'],
  [CloseCode.NotJsonRpc, 'not_json_rpc'],
  [CloseCode.TooManyConnections, 'too_many_connections'],
])('after close code %i the client does not come back', async (code, reason) => {
  const { client, events } = await connected();
  hub.peer.socket.close(code);
  await vi.waitFor(() => expect(client.state).toBe('closed'));
  expect(events.at(-1)).toEqual({ state: 'closed', code, reason });
  await expect(client.request('ping', {})).rejects.toMatchObject({ code, reason });
  expect(hub.peers).toHaveLength(1);
});

test.each([CloseCode.GoingAway, CloseCode.ServiceRestart, CloseCode.AuthenticationTimeout])(
  'after close code %i the client comes back',
  async (code) => {
    const { client } = await connected({ random: () => 0 });
    hub.peer.socket.close(code);
    await peers(2);
    await vi.waitFor(() => expect(client.state).toBe('open'));
  },
);

test('after 4429 the client stays away for 5 s at least', async () => {
  const { events } = await connected({ random: () => 0 });
  hub.peer.socket.close(CloseCode.TooManyRequests);
  await vi.waitFor(() => expect(events).toHaveLength(3));
  expect(events[2]).toMatchObject({ state: 'connecting', code: 4429 });
  expect(events[2]?.retryInMs).toBeGreaterThanOrEqual(5_000);
});

test('after going_away the client comes back at a random time within retry_after_ms', async () => {
  const { events } = await connected({ random: () => 0.25 });
  hub.peer.notify('going_away', { retry_after_ms: 200 });
  hub.peer.socket.close(CloseCode.ServiceRestart);
  await vi.waitFor(() => expect(events).toHaveLength(3));
  expect(events[2]).toMatchObject({ code: 1012, retryInMs: 50 });
  await peers(2);
});

test('going_away counts for one delay only: if the hub is not back, the usual ones follow', async () => {
  const { events } = await connected({ random: () => 0.25 });
  hub.scripts.authenticate = (_, peer) => peer.socket.close(1001);
  hub.peer.notify('going_away', { retry_after_ms: 80 });
  hub.peer.socket.close(CloseCode.ServiceRestart);
  await vi.waitFor(() => expect(events.length).toBeGreaterThan(3));
  // within 80, then 10 with jitter
  expect(events.slice(2, 4).map(({ retryInMs }) => retryInMs)).toEqual([20, 6]);
});

test('a restart without going_away is spread over a few seconds', async () => {
  const { events } = await connected({ random: () => 1 });
  hub.peer.socket.close(CloseCode.ServiceRestart);
  await vi.waitFor(() => expect(events).toHaveLength(3));
  expect(events[2]?.retryInMs).toBe(3_000);
});

test('a connection that is closed as soon as it is open does not reset the delays', async () => {
  hub.scripts.ping = (_, peer) => peer.socket.close(1001);
  const { client, events } = await connected({ random: () => 1, maxBackoffMs: 1_000 });
  for (let round = 0; round < 3; round++) {
    await client.request('ping', {}).catch(() => {});
    await vi.waitFor(() => expect(client.state).toBe('open'));
  }
  const delays = events.flatMap(({ retryInMs }) => retryInMs ?? []);
  expect(delays).toEqual([5, 10, 20]);
});

test('a connection that lasted resets the delays', async () => {
  const { client, events } = await connected({ random: () => 1, maxBackoffMs: 20 });
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    hub.peer.socket.close(1001);
    await peers(round + 2);
    await vi.waitFor(() => expect(client.state).toBe('open'));
  }
  expect(events.flatMap(({ retryInMs }) => retryInMs ?? [])).toEqual([5, 5, 5]);
});

test('an authentication that is not answered is tried again', async () => {
  const { authenticate } = hub.scripts;
  hub.scripts.authenticate = (request, peer) =>
    hub.peers.length > 1 ? authenticate?.(request, peer) : undefined;
  const { events } = await connected({ requestTimeoutMs: 60 });
  expect(hub.peers).toHaveLength(2);
  expect(events.map(({ state }) => state)).toEqual(['connecting', 'connecting', 'open']);
});

test('close() ends a pending connect() and nothing more is tried', async () => {
  hub.scripts.authenticate = () => undefined;
  const client = hub.client();
  const connecting = client.connect();
  await peers(1);
  client.close();
  await expect(connecting).rejects.toMatchObject({ reason: 'client_closed' });
  expect(client.state).toBe('closed');
  await vi.waitFor(() => expect(hub.peer.closedWith).toBeDefined());
  expect(hub.peers).toHaveLength(1);
});

test('close() within a listener is obeyed at once', async () => {
  for (const state of ['connecting', 'open'] as const) {
    const client = hub.client();
    client.onState((event) => event.state === state && client.close());
    await client.connect().catch((error) => expect(error).toBeInstanceOf(HubError));
    expect(client.state).toBe('closed');
  }
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(hub.peers).toHaveLength(1);
});

test('close() while the token is awaited opens no connection', async () => {
  let giveToken = (_: string) => {};
  const client = hub.client({
    getToken: () =>
      new Promise((resolve) => {
        giveToken = resolve;
      }),
  });
  const connecting = client.connect();
  client.close();
  giveToken('late');
  await expect(connecting).rejects.toMatchObject({ reason: 'client_closed' });
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(hub.peers).toHaveLength(0);
});

test('a listener that throws does not disturb the client or the other listeners', async () => {
  const uncaught: unknown[] = [];
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => uncaught.push(error));
  const { client } = await connected();
  const seen: unknown[] = [];
  client.onFeedStatus(() => {
    throw new Error('of the listener');
  });
  client.onFeedStatus(({ state }) => seen.push(state));
  hub.peer.notify('feed_status', { state: 'stale', since: 5 });
  await client.request('ping', {});
  process.removeAllListeners('uncaughtException');
  for (const listener of before) process.on('uncaughtException', listener);
  expect(seen).toEqual(['stale']);
  expect(uncaught).toMatchObject([{ message: 'of the listener' }]);
});

test('after close() connect() begins anew', async () => {
  const { client } = await connected();
  client.close();
  await client.connect();
  expect(await client.request('ping', {})).toEqual({ time: 1 });
});

test('a URL that is none is final', async () => {
  const client = hub.client({ url: 'not a url' });
  await expect(client.connect()).rejects.toMatchObject({ reason: 'url_not_valid' });
});

test('the state of the feed reaches its listeners until they are taken away', async () => {
  const { client } = await connected();
  const seen: unknown[] = [];
  const stop = client.onFeedStatus((status) => seen.push(status));
  hub.peer.notify('feed_status', { state: 'stale', since: 5 });
  await client.request('ping', {});
  stop();
  hub.peer.notify('feed_status', { state: 'live', since: 6 });
  await client.request('ping', {});
  expect(seen).toEqual([{ state: 'stale', since: 5 }]);
});
