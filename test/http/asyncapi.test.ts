import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CloseCode,
  ErrorCode,
  functions,
  hubMethods,
  notifications,
} from '../../protocol/index.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

const require = createRequire(import.meta.url);

interface Reference {
  readonly $ref: string;
}
interface Operation {
  readonly action: string;
  readonly channel: Reference;
  readonly messages: readonly Reference[];
  readonly reply?: { readonly messages: readonly Reference[] };
}
interface AsyncApi {
  readonly channels: { readonly hub: { readonly address: string; readonly messages: object } };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: { readonly messages: object; readonly securitySchemes: object };
}

/** @returns a copy in which objects have no fields but those that are described */
function withoutMore(document: AsyncApi): object {
  return JSON.parse(JSON.stringify(document), (_key, value: unknown) => {
    const isDescribed = typeof value === 'object' && value !== null && 'properties' in value;
    return isDescribed ? { additionalProperties: false, ...value } : value;
  }) as object;
}

describe('GET /asyncapi.json', () => {
  let fixture: HubOnFixture;
  let socket: RawSocket;
  let document: AsyncApi;
  let response: Response;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

  beforeAll(async () => {
    fixture = await startHubOnFixture();
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
    response = await fetch(`${fixture.hub.url}/asyncapi.json`);
    document = (await response.json()) as AsyncApi;
    ajv.addSchema(withoutMore(document), 'hub');
  });
  afterAll(async () => {
    socket.close();
    await fixture.close();
  });

  /** @returns what the document's schema of this message says against it */
  const problems = (message: string, heard: unknown) => {
    ajv.validate({ $ref: `hub#/components/messages/${message}/payload` }, heard);
    return ajv.errors ?? [];
  };

  it('is JSON that anyone may read', () => {
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('is valid by the official schema of AsyncAPI 3.0', () => {
    const official = require('@asyncapi/specs/schemas/3.0.0.json') as object;
    const meta = new Ajv({
      strict: false,
      validateFormats: false,
      meta: false,
      validateSchema: false,
    });
    const isValid = meta.validate(official, document);
    expect(meta.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('refers only to what it holds, and its operations only to messages of their channel', () => {
    const references: string[] = [];
    JSON.stringify(document, (key, value: unknown) => {
      if (key === '$ref') references.push(String(value));
      return value;
    });
    const resolve = (reference: string) =>
      reference
        .split('/')
        .slice(1)
        .reduce<unknown>(
          (at, step) => (at as Record<string, unknown> | undefined)?.[step],
          document,
        );
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
    for (const { messages, reply } of Object.values(document.operations)) {
      for (const { $ref } of [...messages, ...(reply?.messages ?? [])]) {
        expect($ref).toMatch(/^#\/channels\/hub\/messages\//);
      }
    }
  });

  it('holds every function, hub method and notification', () => {
    expect(document.channels.hub.address).toBe('/ws');
    const named = (action: string) =>
      Object.entries(document.operations)
        .filter(([, operation]) => operation.action === action)
        .map(([name]) => name)
        .sort();
    const calls = [...Object.keys(functions), ...Object.keys(hubMethods)];
    expect(named('receive')).toEqual(calls.sort());
    expect(named('send')).toEqual(Object.keys(notifications).sort());
  });

  it('holds every close code, every error code and the ways to present a token', () => {
    const text = JSON.stringify(document);
    for (const code of Object.values(CloseCode)) expect(text).toContain(`"code":${code},`);
    expect(document).toMatchObject({ 'x-error-codes': ErrorCode });
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
    });
  });

  it('describes the requests of the contract and refuses others', () => {
    const call = (params: object) => ({ jsonrpc: '2.0', id: 7, method: 'external_pause', params });
    const good = { agent_user: '1000', value: 'PAUSE', wait: 'picked_up', wait_ms: 10 };
    expect(problems('external_pause_request', call(good))).toEqual([]);
    expect(problems('external_pause_request', call({ value: 'STOP' }))).not.toEqual([]);
    expect(problems('external_pause_request', call({ ...good, speed: 1 }))).not.toEqual([]);
    expect(problems('external_pause_request', { ...call(good), jsonrpc: '1' })).not.toEqual([]);
    expect(problems('ping_request', { jsonrpc: '2.0', id: 'a', method: 'ping' })).toEqual([]);
  });

  it.each([
    ['external_pause', { agent_user: '1000', value: 'PAUSE' }],
    ['external_hangup', { agent_user: '1002', value: 1 }],
    ['recording', { agent_user: '1000', value: 'STATUS' }],
    ['calls_in_queue_count', { agent_user: '1000', value: 'DISPLAY' }],
    [
      'send_notification',
      {
        recipient: 'TESTCAMP',
        recipient_type: 'x',
        notification_text: 'a',
        notification_date: '1',
      },
    ],
    ['version', {}],
    ['webserver', {}],
    ['ping', {}],
    ['get_agent', { agent_user: '1000' }],
    ['agent_options', { agent_user: '1000' }],
    ['subscribe', {}],
    ['subscribe', { topic: 'queues' }],
  ])('describes what the hub answers to %s %o', async (method, params) => {
    const heard = await socket.request(method, params);
    expect([...problems(`${method}_response`, heard), heard.error]).toEqual([undefined]);
  });

  it.each([
    ['external_pause', { agent_user: '1009', value: 'PAUSE' }],
    ['external_pause', { agent_user: '1000', value: 'SLEEP', speed: 1 }],
    ['no_such_method', {}],
    ['unsubscribe', { subscription: 'none' }],
  ])('describes how the hub refuses %s %o', async (method, params) => {
    const heard = await socket.request(method, params);
    expect(heard.error).toBeDefined();
    expect(problems('error', heard)).toEqual([]);
  });

  it('describes the notifications that a subscriber gets', async () => {
    await socket.request('subscribe', { agents: ['1001'] });
    await socket.request('external_pause', { agent_user: '1001', value: 'PAUSE' });
    const heard = await socket.hears(({ method }) => method === 'agents_changed');
    expect(problems('agents_changed', heard)).toEqual([]);
  });
});
