import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ErrorCode, type FunctionName, functions } from '../../protocol/index.js';
import { loadFixture } from '../support/fixture.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { type Heard, RawSocket } from '../support/raw-socket.js';
import type { Row } from '../support/table-store.js';
import { anyParameters, type Sent } from './any-parameters.js';
import { answerProblems } from './documented-answer.js';

const SEED = 20_261_124;
const RUNS = 8;
const PASSWORD = 'Zq9xPw77Secret';
/** A request line must fit into what HTTP servers read of it. */
const LONGEST_QUERY = 6_000;

/** What an ERROR may leave behind: failed logins, an attempt to reach another cluster. */
const WRITTEN_BY_ERRORS: Readonly<Record<string, readonly string[]>> = {
  login: ['users'],
  force_fronter_leave_3way: ['url_log'],
  force_fronter_audio_stop: ['url_log'],
};

describe('whatever is sent', () => {
  let fixture: HubOnFixture;
  let socket: RawSocket;
  let tables: string[];
  const reached = new Set<string>();

  beforeAll(async () => {
    fixture = await startHubOnFixture();
    tables = [...fixture.database.store.columns.keys()].filter(
      (table) => !table.startsWith('sqlite_'),
    );
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, fixture.token());
  });
  beforeEach(async () => {
    const { connection } = fixture.database;
    await loadFixture(fixture.database);
    await connection.db.deleteFrom('api_log').execute();
    await connection.db
      .updateTable('users')
      .set({ pass: PASSWORD })
      .where('user', '=', '6666')
      .execute();
  });
  afterAll(async () => {
    socket.close();
    await fixture.close();
  });

  /** Runs the command and judges what it answered and all that it left behind. */
  async function judge(name: string, ask: () => Promise<string | undefined>): Promise<void> {
    const { store } = fixture.database;
    const before = await store.read(tables);
    const text = await ask();
    const after = await store.read(tables);
    const logged = (after.get('api_log') ?? []).slice((before.get('api_log') ?? []).length);
    for (const { function: ran, result, result_reason } of logged) {
      reached.add(`${ran} ${result === 'SUCCESS' ? 'succeeds' : result_reason}`);
    }
    if (text === undefined) {
      expect(logged).toEqual([]);
    } else {
      expect(answerProblems(text, logged, PASSWORD)).toEqual([]);
    }
    const onlyRefused = logged.every(({ result }) => result === 'ERROR') && logged.length <= 1;
    const may = ['api_log', ...(WRITTEN_BY_ERRORS[name] ?? [])];
    const changed = tables.filter((table) => !isSame(before.get(table), after.get(table)));
    if (onlyRefused) expect(changed.filter((table) => !may.includes(table))).toEqual([]);
    for (const table of changed) {
      const had = JSON.stringify(before.get(table)).split(PASSWORD).length;
      expect(JSON.stringify(after.get(table)).split(PASSWORD).length).toBe(had);
    }
  }

  const check = (params: fc.Arbitrary<Sent>, run: (sent: Sent) => Promise<void>) =>
    fc.assert(fc.asyncProperty(params, run), { seed: SEED, numRuns: RUNS, endOnFailure: true });

  describe.each(Object.keys(functions) as FunctionName[])('to %s', (name) => {
    it('the text API answers 200 with documented lines, logged one by one', async () => {
      await check(anyParameters(name, false), (sent) =>
        judge(name, () => askByText({ ...sent, function: name })),
      );
    });

    it('the socket answers a documented result or error', async () => {
      await check(anyParameters(name, true), (sent) =>
        judge(name, async () => textOf(await socket.request(name, sent))),
      );
      expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    });
  });

  it('an unknown function is answered and logged', async () => {
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('', 'toString', '__proto__', 'EXTERNAL_PAUSE', 'coffee', 'x'.repeat(300)),
    );
    await check(
      names.map((name) => ({ name })),
      ({ name }) => judge('', () => askByText({ function: String(name), agent_user: '1000' })),
    );
    await check(
      names.map((name) => ({ name })),
      ({ name }) =>
        judge('', async () => textOf(await socket.request(String(name), { value: '1' }))),
    );
  });

  it('a wrong user or password is refused without telling it; failed logins are counted', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom("' OR '1'='1", '6666', '1000', '%', 'Secret"; --', '1234', '\0', '😀😀'),
    );
    await check(fc.record({ user: words, pass: words }), ({ user, pass }) =>
      judge('login', async () => {
        const text = await askByText({ user, pass, function: 'external_pause', value: 'PAUSE' });
        expect(text).toMatch(
          /^ERROR: Invalid Username\/Password: \|[\w-]*\|\|[01]\|[01]\|(BAD|LOCK|GOOD)\|$/,
        );
        return text;
      }),
    );
  });

  it('reaches deep: most functions succeed, and many reasons are met', () => {
    const successes = [...reached].filter((each) => each.endsWith(' succeeds'));
    expect(successes.length).toBeGreaterThanOrEqual(20);
    expect(reached.size).toBeGreaterThanOrEqual(90);
  });

  async function askByText(params: Sent): Promise<string> {
    const query = new URLSearchParams({ source: 'test', user: '6666', pass: PASSWORD });
    for (const [param, value] of Object.entries(params)) query.set(param, String(value));
    const encoded = query.toString();
    const url = `${fixture.hub.url}/agc/api.php`;
    const response =
      encoded.length <= LONGEST_QUERY
        ? await fetch(`${url}?${encoded}`)
        : await fetch(url, { method: 'POST', body: query });
    const text = await response.text();
    expect([response.status, text.endsWith('\n')]).toEqual([200, true]);
    return text.slice(0, -1);
  }
});

/** @returns the line that the text API would print; undefined: it has none for this */
function textOf({ result, error }: Heard): string | undefined {
  if (result) {
    expect(['success', 'notice']).toContain(result.level);
    return result.text;
  }
  expect(Object.values(ErrorCode)).toContain(error?.code);
  expect(error?.code).not.toBe(ErrorCode.InternalError);
  expect(error?.code).not.toBe(ErrorCode.DatabaseUnavailable);
  if (error?.data.text === undefined) expect(error?.data.reason).toBe('invalid_params');
  return error?.data.text;
}

function isSame(before: readonly Row[] = [], after: readonly Row[] = []): boolean {
  return before.length === after.length && JSON.stringify(before) === JSON.stringify(after);
}
