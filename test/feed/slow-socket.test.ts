/**
 * A client that stops reading while everything changes: the hub neither buffers without bound nor
 * keeps the others waiting, and the client has the right picture when it reads again.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, inject, it } from 'vitest';
import { HubClient } from '../../server/client.js';
import type { DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { signToken } from '../support/hub-on-fixture.js';
import { OtherProcess } from '../support/other-process.js';
import type { hubOrders } from './hub-process.js';
import { viewOf } from './support.js';
import { TappedClient } from './tapped-client.js';

const AGENTS = 500;
const CHANGES_PER_SECOND = 20;
const WARM_UP_S = 3;
/** Longer by hand: SLOW_SECONDS=30. */
const STALLED_S = Number(process.env.SLOW_SECONDS ?? 8);
/** The kernel takes some ten megabytes for a client that does not read: frames have to be long. */
const LONG = 'CALLBK!'.padEnd(220, 'x');
const MOST_GROWTH = 5 * 1024 * 1024;

let database: TestDatabase | undefined;
let hub: OtherProcess<typeof hubOrders> | undefined;
const open: HubClient[] = [];

afterEach(async () => {
  for (const client of open.splice(0)) client.close();
  await hub?.stop();
  await database?.close();
});

async function logInMany({ db, clock }: DatabaseConnection): Promise<void> {
  const now = clock.moment().now;
  await db.deleteFrom('live_agents').execute();
  await db
    .insertInto('live_agents')
    .values(
      Array.from({ length: AGENTS }, (_, index) => ({
        user: String(5_000 + index),
        server_ip: '10.0.0.1',
        conf_exten: `860${index}`,
        extension: `SIP/${index}`,
        status: 'PAUSED' as const,
        lead_id: 0,
        campaign_id: 'TEST',
        callerid: '',
        comments: '',
        last_call_time: now,
        last_call_finish: now,
        last_state_change: now,
      })),
    )
    .execute();
}

/** Changes every agent again and again, and measures until the reading client knows. */
class Changes {
  /** Per change, ms. */
  delays: number[] = [];
  private number = 0;
  private readonly written = new Map<string, number>();

  constructor(private readonly connection: DatabaseConnection) {}

  async runFor(seconds: number): Promise<void> {
    const begin = performance.now();
    for (let turn = 0; turn < seconds * CHANGES_PER_SECOND; turn += 1) {
      this.number += 1;
      const pause_code = `C${this.number}`;
      const status = this.number % 2 ? 'READY' : 'PAUSED';
      const external_status = `${LONG}${this.number}`;
      await this.connection.db
        .updateTable('live_agents')
        .set({ pause_code, status, external_status })
        .execute();
      this.written.set(pause_code, performance.now());
      await pause(
        Math.max(0, begin + ((turn + 1) * 1_000) / CHANGES_PER_SECOND - performance.now()),
      );
    }
  }

  arrived(pause_code: string | undefined): void {
    const written = this.written.get(pause_code ?? '');
    if (written !== undefined) this.delays.push(performance.now() - written);
  }

  takeMedian(): number {
    const sorted = this.delays.sort((a, b) => a - b);
    this.delays = [];
    return sorted[sorted.length >> 1] ?? Number.NaN;
  }
}

/** @returns the most that the hub had in use meanwhile, bytes */
async function mostMemoryDuring(work: Promise<void>, from: OtherProcess<typeof hubOrders>) {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  let most = 0;
  while (!isOver) {
    most = Math.max(most, (await from.ask('memory', {})).used);
    await Promise.race([over, pause(250)]);
  }
  await over;
  return most;
}

it(
  `a client that stops reading for ${STALLED_S} s costs neither memory nor the others' time`,
  async () => {
    database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' });
    const { connection, url } = database;
    await loadFixture(database);
    await logInMany(connection);
    const secret = randomBytes(32).toString('hex');
    hub = OtherProcess.start<typeof hubOrders>(new URL('hub-process.ts', import.meta.url));
    const socketUrl = await hub.ask('start', {
      DATABASE_URL: url,
      HUB_PORT: '0',
      HUB_POLL_MS: '20',
      HUB_JWT_SECRET: secret,
      HUB_LOG_LEVEL: 'silent',
    });
    const changes = new Changes(connection);
    const reading = new HubClient({ url: socketUrl, token: signToken(secret) });
    const quick = reading.subscribeAgents({}, (event) => {
      const [change] = event.kind === 'changes' ? event.changes : [];
      if (change && 'set' in change) changes.arrived(change.set.pause_code);
    });
    const slow = new TappedClient(socketUrl, signToken(secret), { agents: '*' }, {}, Math.random);
    open.push(reading, slow.client);
    await Promise.all([quick.ready, slow.subscription.ready]);

    const usual = await mostMemoryDuring(changes.runFor(WARM_UP_S), hub);
    const usualDelay = changes.takeMedian();
    expect(await hub.ask('conflated', {})).toBe(0);

    slow.stall();
    const most = await mostMemoryDuring(changes.runFor(STALLED_S), hub);
    const delay = changes.takeMedian();
    expect(await hub.ask('conflated', {})).toBeGreaterThan(0);
    expect(most - usual).toBeLessThan(MOST_GROWTH);
    expect(delay).toBeLessThan(2 * usualDelay + 20);

    slow.readOn();
    await changes.runFor(0.2);
    await pause(500);
    await slow.client.request('ping', {});
    const fresh = new AgentFeed({ connection, pollMs: 1_000 });
    fresh.start();
    const { agents } = await fresh.snapshot(viewOf({ agents: '*' }));
    await fresh.stop();
    const byUser = new Map(agents.map((agent) => [agent.agent_user, agent]));
    expect(slow.complaints).toEqual([]);
    expect(byUser.size).toBe(AGENTS);
    expect(slow.heard).toEqual(byUser);
    expect(slow.subscription.agents).toEqual(byUser);
    expect(quick.agents).toEqual(byUser);
    expect(slow.snapshots, 'it was never cut off').toBe(1);
  },
  60_000 + STALLED_S * 1_000,
);
