import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functions } from '../../protocol/index.js';
import { hubMethods } from '../../protocol/messages.js';
import { HubConnection } from '../../server/socket/connection.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import { FakeSocket } from './fake-socket.js';

const SEED = 20_261_124;
const ENVELOPES = 90_000;
const REQUESTS = 6_000;
const QUERIES = 4_000;
const AT_ONCE = 100;

const names = [...Object.keys(functions), ...Object.keys(hubMethods), '__proto__', 'constructor'];
const anyValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('1000', '6666', 'PAUSE', '', null, 0, -1, 1e308, "' or 1=1 -- ", '\u0000'),
);
const anyName = fc.oneof(
  fc.constantFrom(...names),
  fc.string({ maxLength: 20 }),
  fc.constantFrom('agent_user', 'value', 'alt_user', 'source', 'token', 'since', '__proto__'),
);
const anyParams = fc.dictionary(anyName, anyValue, { maxKeys: 6 });
const anyEnvelope = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 2, arbitrary: fc.json() },
  {
    weight: 5,
    arbitrary: fc
      .record(
        {
          jsonrpc: fc.oneof(fc.constant('2.0'), anyValue),
          id: anyValue,
          method: fc.oneof(anyName, anyValue),
          params: fc.oneof(anyParams, anyValue),
          extra: anyValue,
        },
        { requiredKeys: [] },
      )
      .map((message) => JSON.stringify(message)),
  },
  // a good message with something broken in it
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(70), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([at, text]) => {
        const good =
          '{"jsonrpc":"2.0","id":1,"method":"external_pause","params":{"value":"PAUSE"}}';
        return good.slice(0, at) + text + good.slice(at + 1);
      }),
  },
);

describe('whatever bytes arrive', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    fixture = await startHubOnFixture({ env: { HUB_RATE_LIMIT: '10000000' } });
  });
  afterAll(() => fixture.close());

  it(`answers each of ${ENVELOPES} messages once, as JSON-RPC`, async () => {
    const performed: string[] = [];
    const runs = fc.sample(fc.array(anyEnvelope, { minLength: 4, maxLength: 4 }), {
      numRuns: ENVELOPES / 4,
      seed: SEED,
    });
    for (const messages of runs) {
      const fake = new FakeSocket();
      const connection = new HubConnection(
        fake.socket,
        fake.stream,
        '127.0.0.1',
        { rateLimit: 10_000_000, compresses: false, maxBuffered: 1_048_576 },
        {
          perform: async (_connection, method) => {
            performed.push(method);
            return '{}';
          },
          authenticate: async () => '{}',
          internalError: (error) => {
            throw error;
          },
          closed: () => {},
          limited: () => {},
          expiryNoticeMs: 1_000,
        },
      );
      connection.accept({
        sub: '6666',
        expiresAt: Date.now() / 1000 + 300,
        agents: '*',
        functions: '*',
        campaigns: '*',
        user_groups: '*',
        source: 'fuzz',
        redact: false,
        shown: { agents: '*', functions: '*' },
      });
      for (const text of messages) fake.receive(text);
      await new Promise((resolve) => setImmediate(resolve));
      expect(fake.sent, JSON.stringify(messages)).toHaveLength(messages.length);
      for (const text of fake.sent) {
        const answer = JSON.parse(text) as Record<string, unknown>;
        expect(answer.jsonrpc).toBe('2.0');
        expect('result' in answer).not.toBe('error' in answer);
      }
      fake.end();
    }
    expect(performed.length).toBeGreaterThan(ENVELOPES / 100);
  }, 60_000);

  it(`answers each of ${REQUESTS} requests to a running hub`, async () => {
    const { hub } = fixture;
    const requests = fc.sample(fc.tuple(anyName, anyParams), { numRuns: REQUESTS, seed: SEED });
    for (let at = 0; at < requests.length; at += AT_ONCE) {
      const socket = await RawSocket.authenticated(hub.socketUrl, fixture.token());
      const answers = await Promise.all(
        requests.slice(at, at + AT_ONCE).map(([method, params]) => {
          // a bad token would end the connection, as it should
          return socket.request(method === 'authenticate' ? 'ping' : method, params);
        }),
      );
      for (const [index, { error }] of answers.entries()) {
        expect(error?.code, JSON.stringify(requests[at + index])).not.toBe(-32603);
      }
      socket.close();
    }
  }, 60_000);

  it(`answers each of ${QUERIES} queries of the text API`, async () => {
    const part = fc.oneof(
      fc
        .tuple(anyName, fc.string({ unit: 'binary', maxLength: 30 }))
        .map(([name, value]) => `${encode(name)}=${encode(value)}`),
      // not encoded, or wrongly
      fc.stringMatching(/^[!-"$-~]{0,30}$/),
      fc.constantFrom('source=t', 'user=6666', 'pass=1234', '%', '%FF%FE=%00', '=', '&&'),
      fc.constantFrom(...Object.keys(functions)).map((name) => `function=${name}`),
    );
    const queries = fc.sample(
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join('&')),
      { numRuns: QUERIES, seed: SEED },
    );
    const LOGIN = 'source=t&user=6666&pass=1234&';
    for (let at = 0; at < queries.length; at += AT_ONCE) {
      await Promise.all(
        queries.slice(at, at + AT_ONCE).map(async (query, index) => {
          const url = `${fixture.hub.url}/agc/api.php?${index % 2 ? LOGIN : ''}${query}`;
          const response = await fetch(url);
          const text = await response.text();
          expect(response.status, query).toBe(200);
          expect(text, query).toMatch(/^(SUCCESS|ERROR|NOTICE|VERSION|[^\n]*\n)/);
        }),
      );
    }
  }, 60_000);
});

function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'));
}
