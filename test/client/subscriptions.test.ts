import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type AgentsEvent,
  type HubError,
  type QueuesEvent,
  queueKey,
} from '../../server/client.js';
import { type Peer, REFUSE, type Received, ScriptedHub, session } from './scripted-hub.js';

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await ScriptedHub.start();
});
afterEach(() => hub.stop());

const picture = (more: object = {}) => ({
  subscription: 's1',
  epoch: 7,
  revision: 10,
  recovered: false,
  agents: [session('1000'), session('1001')],
  ...more,
});

function subscribeWith(script: (request: Received, peer: Peer) => unknown) {
  hub.scripts.subscribe = script;
  const client = hub.client();
  const events: AgentsEvent[] = [];
  const subscription = client.subscribeAgents({ campaigns: ['TESTCAMP'] }, (event) =>
    events.push(event),
  );
  return { client, events, subscription };
}

const changed = (revision: number, changes: object[], more: object = {}) => ({
  subscription: 's1',
  epoch: 7,
  revision,
  changes,
  ...more,
});
const setState = (agent_user: string, state: string) => ({ agent_user, set: { state } });

test('a subscription asks with its filter and holds what the hub answers', async () => {
  const { subscription, events } = subscribeWith(() => picture());
  await subscription.ready;
  expect(hub.of('subscribe')[0]?.params).toEqual({ topic: 'agents', campaigns: ['TESTCAMP'] });
  expect([...subscription.agents.keys()]).toEqual(['1000', '1001']);
  expect(events).toEqual([{ kind: 'snapshot', agents: [session('1000'), session('1001')] }]);
});

test('changes are in the map before the listener hears of them', async () => {
  hub.scripts.subscribe = () => picture();
  const seen: unknown[] = [];
  const client = hub.client();
  const subscription = client.subscribeAgents({}, ({ kind }) => {
    if (kind === 'changes') seen.push(subscription.agents.get('1000')?.state);
  });
  await subscription.ready;
  hub.peer.notify('agents_changed', changed(11, [setState('1000', 'INCALL')]));
  await vi.waitFor(() => expect(seen).toEqual(['INCALL']));
});

test('set, added and removed change the map, and a changed session is a new object', async () => {
  const { subscription, events, client } = subscribeWith(() => picture());
  await subscription.ready;
  const before = subscription.agents.get('1000');
  const changes = [
    setState('1000', 'PAUSED'),
    { agent_user: '1001', removed: true },
    { agent_user: '1002', added: session('1002') },
  ];
  hub.peer.notify('agents_changed', changed(11, changes));
  await client.request('ping', {});
  expect(events[1]).toEqual({ kind: 'changes', changes });
  expect([...subscription.agents.values()]).toEqual([
    session('1000', { state: 'PAUSED' }),
    session('1002'),
  ]);
  expect(before?.state).toBe('READY');
});

test('a change that cannot be applied is left out, and the others count', async () => {
  const { subscription, events, client } = subscribeWith(() => picture());
  await subscription.ready;
  const good = setState('1001', 'DISPO');
  const changes = [null, 7, {}, setState('9999', 'INCALL'), { agent_user: '1000', set: null }];
  hub.peer.notify('agents_changed', changed(11, [...changes, { added: 1 }, good] as object[]));
  await client.request('ping', {});
  expect(events[1]).toEqual({ kind: 'changes', changes: [good] });
});

test('an older revision of the same epoch does not undo a newer one', async () => {
  const { subscription, client } = subscribeWith(() => picture());
  await subscription.ready;
  hub.peer.notify('agents_changed', changed(12, [setState('1000', 'INCALL')]));
  hub.peer.notify('agents_changed', changed(11, [setState('1000', 'QUEUE')]));
  await client.request('ping', {});
  expect(subscription.agents.get('1000')?.state).toBe('INCALL');
});

test('a notification that comes before the answer of its subscription is not lost', async () => {
  const { subscription, events } = subscribeWith((_, peer) => {
    peer.notify('agents_changed', changed(9, [setState('1000', 'QUEUE')]));
    peer.notify('agents_changed', changed(11, [setState('1000', 'INCALL')]));
    return picture();
  });
  await subscription.ready;
  expect(events.map(({ kind }) => kind)).toEqual(['snapshot', 'changes']);
  expect(subscription.agents.get('1000')?.state).toBe('INCALL');
});

test('a flood of notifications for nobody is not kept: the connection is replaced', async () => {
  const { subscription } = subscribeWith((_, peer) => {
    if (hub.peers.length > 1) return picture();
    for (let i = 0; i <= 1_000; i++) peer.notify('agents_changed', changed(i, []));
    return undefined;
  });
  await subscription.ready;
  expect(hub.peers).toHaveLength(2);
});

test('after a reconnect the subscription resumes where it stood', async () => {
  const { subscription, events, client } = subscribeWith((_, peer) => {
    if (hub.peers.length === 1) return picture();
    setImmediate(() =>
      peer.notify(
        'agents_changed',
        changed(13, [setState('1000', 'INCALL')], { subscription: 's9' }),
      ),
    );
    return picture({ subscription: 's9', revision: 14, recovered: true, agents: [] });
  });
  await subscription.ready;
  hub.peer.notify('agents_changed', changed(12, [setState('1001', 'PAUSED')]));
  await client.request('ping', {});
  hub.peer.socket.terminate();
  await vi.waitFor(() => expect(events).toHaveLength(3));
  expect(hub.of('subscribe')[1]?.params).toEqual({
    topic: 'agents',
    campaigns: ['TESTCAMP'],
    since: { epoch: 7, revision: 12 },
  });
  expect(events.map(({ kind }) => kind)).toEqual(['snapshot', 'changes', 'changes']);
  expect([...subscription.agents.values()].map(({ state }) => state)).toEqual(['INCALL', 'PAUSED']);
});

test('a resumption that the hub cannot give replaces the map', async () => {
  const { subscription, events } = subscribeWith(() =>
    hub.peers.length === 1
      ? picture()
      : picture({ epoch: 8, revision: 1, agents: [session('1005')] }),
  );
  await subscription.ready;
  hub.peer.socket.terminate();
  await vi.waitFor(() => expect(events).toHaveLength(2));
  expect(events[1]).toEqual({ kind: 'snapshot', agents: [session('1005')] });
  expect([...subscription.agents.keys()]).toEqual(['1005']);
});

test('close() of a subscription unsubscribes, and it hears nothing more', async () => {
  const { subscription, events, client } = subscribeWith(() => picture());
  await subscription.ready;
  subscription.close();
  subscription.close();
  hub.peer.notify('agents_changed', changed(11, [setState('1000', 'INCALL')]));
  await client.request('ping', {});
  expect(hub.of('unsubscribe').map(({ params }) => params)).toEqual([{ subscription: 's1' }]);
  expect(events).toHaveLength(1);
});

test('a subscription that is closed before its answer is unsubscribed when it comes', async () => {
  const { subscription, events, client } = subscribeWith(() => undefined);
  await client.connect();
  await vi.waitFor(() => expect(hub.of('subscribe')).toHaveLength(1));
  subscription.close();
  await expect(subscription.ready).rejects.toMatchObject({ reason: 'client_closed' });
  hub.peer.answer(hub.of('subscribe')[0]?.id ?? 0, picture());
  await vi.waitFor(() => expect(hub.of('unsubscribe')).toHaveLength(1));
  expect(events).toEqual([]);
});

test('a closed subscription is not asked for after a reconnect', async () => {
  const { subscription, client } = subscribeWith(() => picture());
  await subscription.ready;
  subscription.close();
  hub.peer.socket.terminate();
  await vi.waitFor(() => expect(hub.peers).toHaveLength(2));
  await client.request('ping', {});
  expect(hub.of('subscribe')).toHaveLength(1);
});

test('subscriptions that the hub gives one name share its changes until the last is closed', async () => {
  const { subscription: first, events, client } = subscribeWith(() => picture());
  const others: AgentsEvent[] = [];
  const second = client.subscribeAgents({}, (event) => others.push(event));
  await Promise.all([first.ready, second.ready]);
  hub.peer.notify('agents_changed', changed(11, [setState('1000', 'INCALL')]));
  await client.request('ping', {});
  expect([events.length, others.length]).toEqual([2, 2]);
  first.close();
  await client.request('ping', {});
  expect(hub.of('unsubscribe')).toHaveLength(0);
  second.close();
  await client.request('ping', {});
  expect(hub.of('unsubscribe')).toHaveLength(1);
});

test('names of an earlier connection mean nothing on the next', async () => {
  const names = ['s1', 's2', 's2', 's1'];
  hub.scripts.subscribe = () => picture({ subscription: names[hub.of('subscribe').length - 1] });
  const client = hub.client();
  const first = client.subscribeAgents({}, () => {});
  const second = client.subscribeAgents({}, () => {});
  await Promise.all([first.ready, second.ready]);
  hub.peer.socket.terminate();
  await vi.waitFor(() => expect(hub.of('subscribe')).toHaveLength(4));
  await client.request('ping', {});
  hub.peer.notify('agents_changed', changed(11, [setState('1000', 'INCALL')]));
  await client.request('ping', {});
  expect(first.agents.get('1000')?.state).toBe('READY');
  expect(second.agents.get('1000')?.state).toBe('INCALL');
});

test('a change of the other topic is not for this subscription', async () => {
  const { subscription, events, client } = subscribeWith(() => picture());
  await subscription.ready;
  hub.peer.notify('queues_changed', changed(11, [setState('1000', 'INCALL')]));
  await client.request('ping', {});
  expect(events).toHaveLength(1);
});

test('a subscription made within a state listener is asked for once', async () => {
  hub.scripts.subscribe = () => picture();
  const client = hub.client();
  client.onState(({ state }) => {
    if (state === 'open') client.subscribeAgents({}, () => {});
  });
  await client.connect();
  await client.request('ping', {});
  expect(hub.of('subscribe')).toHaveLength(1);
});

test('a refusal reaches ready and onRefused', async () => {
  hub.scripts.subscribe = () => REFUSE(4403, { reason: 'agent_not_allowed' });
  const refused: HubError[] = [];
  const client = hub.client();
  const subscription = client.subscribeAgents(
    { agents: ['1'] },
    () => {},
    (error) => refused.push(error),
  );
  await expect(subscription.ready).rejects.toMatchObject({ reason: 'agent_not_allowed' });
  await vi.waitFor(() => expect(refused).toMatchObject([{ code: 4403 }]));
});

test('a refusal that may pass is asked again after retry_after_ms', async () => {
  const { subscription } = subscribeWith(() =>
    hub.of('subscribe').length > 1
      ? picture()
      : REFUSE(5003, { temporary: true, retry_after_ms: 10 }),
  );
  await subscription.ready;
  expect(hub.of('subscribe')).toHaveLength(2);
  expect(hub.peers).toHaveLength(1);
});

test('a subscribe that is not answered brings a new connection', async () => {
  hub.scripts.subscribe = () => (hub.peers.length > 1 ? picture() : undefined);
  const client = hub.client({ requestTimeoutMs: 60 });
  await client.subscribeAgents({}, () => {}).ready;
  expect(hub.peers).toHaveLength(2);
});

test('when the client ends, ready of an unanswered subscription rejects', async () => {
  hub.scripts.subscribe = (_, peer) => peer.socket.close(4409);
  const subscription = hub.client().subscribeAgents({}, () => {});
  await expect(subscription.ready).rejects.toMatchObject({ code: 4409 });
});

test('after close() the subscriptions are forgotten', async () => {
  const { subscription, client } = subscribeWith(() => picture());
  await subscription.ready;
  client.close();
  await client.connect();
  await client.request('ping', {});
  expect(hub.of('subscribe')).toHaveLength(1);
});

test('queues are followed by in-group and campaign', async () => {
  const queue = (ingroup: string | null, campaign_id: string | null, waiting: number) => ({
    ingroup,
    campaign_id,
    waiting,
    oldest_since: null,
  });
  hub.scripts.subscribe = () => ({
    ...picture({ agents: undefined }),
    queues: [queue('SALESLINE', null, 1), queue(null, 'TESTCAMP', 2)],
  });
  const events: QueuesEvent[] = [];
  const client = hub.client();
  const { ready, queues } = client.subscribeQueues({}, (event) => events.push(event));
  await ready;
  expect(hub.of('subscribe')[0]?.params).toEqual({ topic: 'queues' });
  const changes = [
    { ingroup: 'SALESLINE', set: { waiting: 3 } },
    { campaign_id: 'TESTCAMP', removed: true },
    { ingroup: 'SUPPORT', added: queue('SUPPORT', null, 4) },
  ];
  hub.peer.notify('queues_changed', changed(11, changes));
  await client.request('ping', {});
  expect([...queues].map(([key, { waiting }]) => [key, waiting])).toEqual([
    ['ingroup:SALESLINE', 3],
    ['ingroup:SUPPORT', 4],
  ]);
  expect(events.map(({ kind }) => kind)).toEqual(['snapshot', 'changes']);
  expect(queueKey({ campaign_id: 'TESTCAMP' })).toBe('campaign:TESTCAMP');
});
