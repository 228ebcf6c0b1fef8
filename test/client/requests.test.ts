import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HubError } from '../../server/client.js';
import { REFUSE, ScriptedHub } from './scripted-hub.js';

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await ScriptedHub.start();
});
afterEach(() => hub.stop());

const paused = (value: unknown) => ({
  level: 'success',
  message: 'external_pause function set',
  text: `SUCCESS: external_pause function set - ${value}|1|1000`,
  stage: 'accepted',
  data: { value, epoch: 1, agent_user: '1000' },
});
const pause = { agent_user: '1000', value: 'PAUSE' } as const;

test('a call sends the function with its params and returns its answer', async () => {
  hub.scripts.external_pause = ({ params }) => paused(params.value);
  const answer = await hub.client().call('external_pause', pause);
  expect(answer).toEqual(paused('PAUSE'));
  expect(hub.of('external_pause')).toMatchObject([{ jsonrpc: '2.0', params: pause }]);
});

test('answers reach their requests in any order, and ids are unique', async () => {
  const client = hub.client();
  await client.connect();
  const calls = [
    client.request('get_agent', { agent_user: '1' }),
    client.request('get_agent', { agent_user: '2' }),
    client.request('get_agent', { agent_user: '3' }),
  ];
  await vi.waitFor(() => expect(hub.of('get_agent')).toHaveLength(3));
  for (const { id, params } of hub.of('get_agent').reverse()) hub.peer.answer(id, params);
  const users = (await Promise.all(calls)).map(({ agent_user }) => agent_user);
  expect(users).toEqual(['1', '2', '3']);
  expect(new Set(hub.peer.requests.map(({ id }) => id)).size).toBe(4);
});

test('a refusal rejects with HubError and all that the hub said', async () => {
  hub.scripts.external_pause = () =>
    REFUSE(4429, {
      temporary: true,
      reason: 'too_many_requests',
      text: 'ERROR: …',
      issues: [{ path: 'value', message: 'bad' }],
      retry_after_ms: 70,
    });
  const error = await hub
    .client()
    .call('external_pause', pause)
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(HubError);
  expect(error).toMatchObject({
    name: 'HubError',
    code: 4429,
    reason: 'too_many_requests',
    message: 'refused',
    temporary: true,
    text: 'ERROR: …',
    issues: [{ path: 'value', message: 'bad' }],
    retryAfterMs: 70,
  });
});

test('a refusal without data is still a HubError', async () => {
  hub.scripts.ping = () => ({ error: { code: -32603, message: 'broken' } });
  await expect(hub.client().request('ping', {})).rejects.toMatchObject({
    code: -32603,
    reason: 'internal_error',
    message: 'broken',
    temporary: false,
  });
});

test('a request made before the connection is open waits for it', async () => {
  let answerToken = (_: string) => {};
  const getToken = () =>
    new Promise<string>((resolve) => {
      answerToken = resolve;
    });
  const client = hub.client({ getToken });
  const early = client.request('ping', {});
  expect(client.state).toBe('connecting');
  answerToken('late');
  expect(await early).toEqual({ time: 1 });
  expect(hub.peer.requests.map(({ method }) => method)).toEqual(['authenticate', 'ping']);
});

test('a request that the connection never reaches times out', async () => {
  const client = hub.client({ getToken: () => new Promise(() => {}), requestTimeoutMs: 30 });
  await expect(client.request('ping', {})).rejects.toMatchObject({
    reason: 'timeout',
    temporary: true,
  });
});

test('only so many requests wait for a connection', async () => {
  const client = hub.client({ getToken: () => new Promise(() => {}) });
  const all = Array.from({ length: 65 }, () => client.request('ping', {}));
  await expect(all[64]).rejects.toMatchObject({ reason: 'too_many_waiting', temporary: true });
  client.close();
  const outcomes = await Promise.allSettled(all.slice(0, 64));
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { reason: 'client_closed' } });
  }
});

test('an unanswered request times out, and its late answer is ignored', async () => {
  const client = hub.client({ requestTimeoutMs: 60 });
  await client.connect();
  // Notifications show that the connection is alive, so it is kept.
  hub.scripts.get_agent = (_, peer) => {
    peer.notify('feed_status', { state: 'live', since: 1 });
  };
  await expect(client.request('get_agent', { agent_user: '1' })).rejects.toMatchObject({
    name: 'HubError',
    reason: 'timeout',
    temporary: true,
  });
  hub.peer.answer(hub.of('get_agent')[0]?.id ?? 0, {});
  expect(await client.request('ping', {})).toEqual({ time: 1 });
  expect(hub.peers).toHaveLength(1);
});

test('a connection on which a request stays unanswered and nothing else comes is replaced', async () => {
  const client = hub.client({ requestTimeoutMs: 60 });
  await client.connect();
  await expect(client.request('get_agent', { agent_user: '1' })).rejects.toMatchObject({
    reason: 'timeout',
  });
  expect(await client.request('ping', {})).toEqual({ time: 1 });
  expect(hub.peers).toHaveLength(2);
  expect(hub.of('get_agent')).toHaveLength(1);
});

test('a call that waits for its effect has the time it waits on top', async () => {
  const client = hub.client({ requestTimeoutMs: 60 });
  await client.connect();
  hub.scripts.external_pause = ({ id }, peer) => {
    setTimeout(() => peer.answer(id, paused('PAUSE')), 150);
  };
  const call = client.call('external_pause', { ...pause, wait: 'effective', wait_ms: 1_000 });
  expect((await call).level).toBe('success');
});

test('a request in flight when the connection drops is lost and never sent again', async () => {
  const client = hub.client();
  await client.connect();
  hub.scripts.external_pause = (_, peer) => peer.socket.terminate();
  await expect(client.call('external_pause', pause)).rejects.toMatchObject({
    reason: 'connection_lost',
    temporary: true,
    code: 1006,
  });
  await client.request('ping', {});
  expect(hub.peers).toHaveLength(2);
  expect(hub.of('external_pause')).toHaveLength(1);
});

test('a request in flight with an idempotency_key is sent again after the reconnect', async () => {
  const client = hub.client();
  await client.connect();
  hub.scripts.external_pause = ({ params }, peer) => {
    if (hub.peers.length > 1) return paused(params.value);
    peer.socket.terminate();
    return undefined;
  };
  const call = client.call('external_pause', { ...pause, idempotency_key: 'k1' });
  expect((await call).data.value).toBe('PAUSE');
  expect(hub.of('external_pause').map(({ params }) => params.idempotency_key)).toEqual([
    'k1',
    'k1',
  ]);
});

test('a request with an idempotency_key is sent again only once', async () => {
  const client = hub.client();
  await client.connect();
  hub.scripts.external_pause = (_, peer) => peer.socket.terminate();
  const call = client.call('external_pause', { ...pause, idempotency_key: 'k1' });
  await expect(call).rejects.toMatchObject({ reason: 'connection_lost' });
  await client.request('ping', {});
  expect(hub.of('external_pause')).toHaveLength(2);
});

test('frames that cannot be understood are ignored', async () => {
  const client = hub.client();
  const seen: unknown[] = [];
  client.onFeedStatus((status) => seen.push(status));
  await client.connect();
  const strange = ['', '{', 'null', '7', '[]', '[{"id":1}]', '{}', '{"id":99,"result":1}'];
  strange.push('{"id":1}', '{"method":7}', '{"method":"toString","params":{}}');
  strange.push('{"method":"agents_changed"}', '{"method":"agents_changed","params":{}}');
  strange.push('{"method":"feed_status","params":{"state":"odd"}}');
  strange.push('{"method":"going_away","params":{"retry_after_ms":"soon"}}');
  strange.push('{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}}');
  for (const frame of strange) hub.peer.socket.send(frame);
  hub.peer.socket.send(Buffer.from([0, 1, 2]), { binary: true });
  expect(await client.request('ping', {})).toEqual({ time: 1 });
  expect(seen).toEqual([]);
  expect(hub.peers).toHaveLength(1);
});

test('a request over the size limit of the hub is refused here and the connection stays', async () => {
  const client = hub.client();
  await client.connect();
  const tooBig = client.request('get_agent', { agent_user: 'é'.repeat(33_000) });
  await expect(tooBig).rejects.toMatchObject({ reason: 'too_big', temporary: false });
  expect(await client.request('ping', {})).toEqual({ time: 1 });
  expect(hub.of('get_agent')).toHaveLength(0);
});

test('close() rejects what is in flight and what comes later', async () => {
  const client = hub.client();
  await client.connect();
  const open = client.request('get_agent', { agent_user: '1' });
  client.close();
  await expect(open).rejects.toMatchObject({ reason: 'client_closed', temporary: false });
  await expect(client.request('ping', {})).rejects.toMatchObject({ reason: 'client_closed' });
  await vi.waitFor(() => expect(hub.peer.closedWith).toBe(1000));
});
