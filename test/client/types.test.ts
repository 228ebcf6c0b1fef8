import { expect, expectTypeOf, test } from 'vitest';
import type { WebSocket as NodeWebSocket } from 'ws';
import type { AgentSession } from '../../protocol/agent-session.js';
import { HubClient as PlainHubClient } from '../../protocol/client.js';
import type { FunctionResult, Stage } from '../../protocol/messages.js';
import {
  type AgentsEvent,
  HubClient,
  type StatusEvent,
  type WebSocketConstructor,
} from '../../server/client.js';

type Data<T> = T extends Promise<FunctionResult<infer D>> ? D : never;

const client = new HubClient({ url: 'ws://127.0.0.1:1/ws', token: 'token' });
/** Types only: never run. */
const pause = () => client.call('external_pause', { agent_user: '1000', value: 'PAUSE' });
const ping = () => client.request('ping', {});
const subscribe = () => client.subscribeAgents({}, () => {});

test('call() takes the params of the named function and gives its data', () => {
  type Params = Parameters<typeof client.call<'external_pause'>>[1];
  expectTypeOf<Params['value']>().toEqualTypeOf<'PAUSE' | 'RESUME'>();
  expectTypeOf<Params['agent_user']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Params['wait']>().toEqualTypeOf<Stage | undefined>();
  expectTypeOf<{ value: 'PAUSE'; colour: 'red' }>().not.toEqualTypeOf<Params>();
  expectTypeOf<{ value: 'STOP' }>().not.toExtend<Params>();
  expectTypeOf<{ agent_user: '1000' }>().not.toExtend<Params>();
  expectTypeOf<Data<ReturnType<typeof pause>>>().toEqualTypeOf<{
    value: 'PAUSE' | 'RESUME';
    epoch: number;
    agent_user: string;
  }>();
  expectTypeOf<'no_such_function'>().not.toExtend<Parameters<typeof client.call>[0]>();
});

test('request() takes the params of the named method and gives its result', () => {
  expectTypeOf<Awaited<ReturnType<typeof ping>>>().toEqualTypeOf<{ time: number }>();
});

test('a subscription is a read-only map of sessions', () => {
  expectTypeOf<ReturnType<typeof subscribe>['agents']>().toEqualTypeOf<
    ReadonlyMap<string, AgentSession>
  >();
  expectTypeOf<AgentsEvent['kind']>().toEqualTypeOf<'snapshot' | 'changes'>();
  expectTypeOf(client.status).returns.toExtend<AsyncIterable<StatusEvent>>();
});

test('the WebSocket of browsers and the one of ws are accepted as they are', () => {
  expectTypeOf<typeof globalThis.WebSocket>().toExtend<WebSocketConstructor>();
  expectTypeOf<typeof NodeWebSocket>().toExtend<WebSocketConstructor>();
});

test('the Node client is the same class, with a default WebSocket', () => {
  expect(client).toBeInstanceOf(PlainHubClient);
});
