/**
 * 200 clients give commands while the database is killed three times and the hub once. Judged at the
 * end: what was answered success is in the tables and in the log, each lead exactly once for its key,
 * and the hub's memory is back where it was before.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubClient, HubError } from '../../server/client.js';
import { heapOf } from '../support/heap-of.js';
import { signToken } from '../support/hub-on-fixture.js';
import { freePort } from '../support/private-mariadb.js';
import { type Program, startProgram } from '../support/program.js';
import { FaultyDatabase } from './faulty-database.js';

const CLIENTS = 200;
const PHASE_MS = 4_000;
const ATTEMPTS = 40;
/** What the keys of ten minutes, caches and compiled code may take besides, MiB. */
const KEPT_MB = 10;
const MEMORY_RETURNS = { timeout: 20_000, interval: 1_000 };

interface Command {
  readonly key: string;
  readonly agent_user: string;
  readonly kind: 'dtmf' | 'lead';
  /** Told apart by it in every table. */
  readonly value: string;
  readonly startedAt: number;
  endedAt: number;
  outcome: 'success' | 'error';
}

describe('a run with faults', () => {
  let database: FaultyDatabase;
  let hub: Program;
  let port: number;
  let inspector: number;
  const secret = randomBytes(32).toString('hex');
  const commands: Command[] = [];
  let refusals = 0;
  const agents = Array.from({ length: CLIENTS }, (_, index) => `f${1_000 + index}`);

  const startHub = async () => {
    hub = startProgram([], {
      DATABASE_URL: database.url,
      HUB_PORT: String(port),
      HUB_JWT_SECRET: secret,
      HUB_RATE_LIMIT: '1000',
      HUB_LOG_LEVEL: 'info',
      NODE_OPTIONS: `--inspect=127.0.0.1:${inspector}`,
    });
    await hub.says(/vici-hub serves/);
  };

  beforeAll(async () => {
    database = await FaultyDatabase.create();
    const columns = (
      await database.rows(
        "select column_name c from information_schema.columns where table_schema = database() and table_name = 'live_agents' and column_name not in ('live_agent_id', 'user')",
      )
    ).map(({ c }) => `\`${c}\``);
    for (const agent of agents) {
      await database.rows(`insert into live_agents (user, ${columns.join(', ')})
        select '${agent}', ${columns.join(', ')} from live_agents where user = '1000'`);
    }
    port = await freePort();
    inspector = await freePort();
    await startHub();
  });
  afterAll(async () => {
    hub?.child.kill('SIGKILL');
    await database?.close();
  });

  /** One client: a command after the other, each tried again with its key until it is answered. */
  async function work(agent_user: string, index: number, until: () => boolean): Promise<void> {
    const client = new HubClient({
      url: `ws://127.0.0.1:${port}/ws`,
      token: signToken(secret),
      minBackoffMs: 50,
      maxBackoffMs: 500,
      requestTimeoutMs: 15_000,
    });
    for (let turn = 0; !until(); turn++) {
      const value = `${100 + index}${String(turn).padStart(6, '0')}`;
      const command: Command = {
        key: `${agent_user}-${turn}`,
        agent_user,
        kind: turn % 3 === 2 ? 'lead' : 'dtmf',
        value,
        startedAt: Date.now(),
        endedAt: 0,
        outcome: 'error',
      };
      commands.push(command);
      command.outcome = await give(client, command);
      command.endedAt = Date.now();
      await sleep(20);
    }
    client.close();
  }

  async function give(client: HubClient, command: Command): Promise<Command['outcome']> {
    const { agent_user, value, key: idempotency_key } = command;
    for (let attempt = 1; ; attempt++) {
      try {
        await (command.kind === 'dtmf'
          ? client.call('send_dtmf', { agent_user, value, idempotency_key })
          : client.call('external_add_lead', {
              agent_user,
              phone_number: value,
              phone_code: '1',
              vendor_lead_code: value,
              idempotency_key,
            }));
        return 'success';
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        refusals += 1;
        const isLost = error.code === 0;
        if ((!error.temporary && !isLost) || attempt >= ATTEMPTS) return 'error';
        await sleep(error.retryAfterMs ?? 200);
      }
    }
  }

  it('loses nothing that was answered success, and adds each lead once', async () => {
    const memoryBefore = await heapOf(inspector);
    let isOver = false;
    const working = Promise.all(agents.map((agent, index) => work(agent, index, () => isOver)));
    await sleep(PHASE_MS);
    const killDatabase = async () => {
      await database.server.kill();
      await sleep(1_500);
      await database.server.start();
      await sleep(PHASE_MS);
    };
    await killDatabase();
    const hubKilledAt = Date.now();
    hub.child.kill('SIGKILL');
    await hub.ended;
    await startHub();
    await sleep(PHASE_MS);
    await killDatabase();
    await killDatabase();
    const memoryAtWork = await heapOf(inspector);
    isOver = true;
    await working;
    const allowed = memoryBefore * 1.5 + KEPT_MB;
    let memoryAfter = Number.POSITIVE_INFINITY;
    const isBack = async () => {
      memoryAfter = Math.min(memoryAfter, await heapOf(inspector));
      return memoryAfter <= allowed;
    };
    await expect
      .poll(isBack, MEMORY_RETURNS)
      .toBe(true)
      .catch(() => {});

    const logged = countBy(
      await database.rows("select value from api_log where result = 'SUCCESS'"),
      'value',
    );
    const leads = countBy(
      await database.rows('select vendor_lead_code from list'),
      'vendor_lead_code',
    );
    const digits = new Map(
      (await database.rows('select user, external_dtmf from live_agents')).map((row) => [
        row.user,
        String(row.external_dtmf),
      ]),
    );
    const succeeded = commands.filter(({ outcome }) => outcome === 'success');
    /** Its key was in the memory of a hub that was killed. */
    const crossed = ({ startedAt, endedAt }: Command) =>
      startedAt <= hubKilledAt && endedAt >= hubKilledAt;
    const unlogged = succeeded.filter(({ value }) => !logged.has(value));
    const twice = succeeded.filter((one) => (logged.get(one.value) ?? 0) > 1);
    const missing = succeeded.filter(({ kind, value }) => kind === 'lead' && !leads.has(value));
    const keyed = commands.filter(({ kind }) => kind === 'lead');
    const times = ({ value }: Command) => ({
      leads: leads.get(value) ?? 0,
      rows: logged.get(value) ?? 0,
    });
    const notOnce = keyed.filter((one) => {
      const { leads, rows } = times(one);
      return one.outcome === 'success' ? leads !== 1 || rows !== 1 : leads > 1 || rows > 1;
    });
    // of digits only the last are still there: those of the last success, or of a later attempt
    const overwritten = agents.filter((agent) => {
      const own = commands.filter((one) => one.agent_user === agent && one.kind === 'dtmf');
      const last = own.findLastIndex(({ outcome }) => outcome === 'success');
      return !own.slice(Math.max(0, last)).some(({ value }) => value === digits.get(agent));
    });
    console.log(
      [
        `commands ${commands.length}, answered success ${succeeded.length} in the end, after ${refusals} temporary errors`,
        `errors in the end ${commands.filter(({ outcome }) => outcome === 'error').length}`,
        `successes without a log row ${unlogged.length}, without their lead ${missing.length}, without their digits ${overwritten.length}`,
        `keys logged twice ${twice.length}, of which the hub's end was in between ${twice.filter(crossed).length}`,
        `leads ${keyed.length}, of which over the hub's end ${keyed.filter(crossed).length}, not exactly once ${notOnce.length}`,
        `heap before ${memoryBefore.toFixed(1)} MiB, at work ${memoryAtWork.toFixed(1)}, after ${memoryAfter.toFixed(1)}, allowed ${allowed.toFixed(1)}`,
      ].join('\n'),
    );
    expect(succeeded.length).toBeGreaterThan(CLIENTS * 20);
    expect(unlogged).toEqual([]);
    expect(missing).toEqual([]);
    expect(overwritten).toEqual([]);
    expect(twice.filter((one) => !crossed(one))).toEqual([]);
    expect(notOnce.map((one) => ({ ...one, ...times(one) }))).toEqual([]);
    expect(keyed.filter(crossed).length).toBeGreaterThan(0);
    expect(memoryAfter).toBeLessThanOrEqual(allowed);
  }, 120_000);
});

function countBy(rows: readonly Record<string, unknown>[], column: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = String(row[column]);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
