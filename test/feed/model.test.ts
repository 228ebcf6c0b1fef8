/**
 * Random writes by a dialler, random clients that drop out, come back, are slow: in the end each
 * client's picture is the database's.
 */
import { describe, expect, inject, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import type { DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed, type SubscriptionHandle } from '../../server/feed/agent-feed.js';
import type { View } from '../../server/feed/view.js';
import { createMariadbDatabase } from '../support/database.js';
import { type Random, randomFrom } from './random.js';
import {
  ALL,
  applyChanges,
  logIn,
  openDatabase,
  pause,
  setAgent,
  TestSink,
  viewOf,
} from './support.js';

const USERS = Array.from({ length: 12 }, (_, index) => String(1000 + index));
const CAMPAIGNS = ['TEST', 'SALES', 'OTHER'];
const STATUSES = ['READY', 'PAUSED', 'INCALL', 'QUEUE', 'CLOSER'] as const;

const VIEWS = [
  ALL,
  viewOf({ agents: ['1000'] }),
  viewOf({ agents: ['1001', '1002'], campaigns: ['SALES'] }),
  viewOf({ agents: '*' }, { campaigns: ['TEST'] }),
  viewOf({ agents: '*', redact: true }),
];

class Client {
  readonly picture = new Map<string, AgentSession>();
  private handle: SubscriptionHandle | undefined;
  private sink = new TestSink();
  private position: { epoch: number; revision: number } | undefined;
  private read = 0;
  recoveries = 0;

  constructor(
    private readonly feed: AgentFeed,
    readonly view: View,
  ) {}

  get isThere(): boolean {
    return this.handle !== undefined;
  }

  async come(): Promise<void> {
    this.sink = new TestSink();
    this.read = 0;
    const { answer, handle } = await this.feed.subscribe({
      topic: 'agents',
      view: this.view,
      sink: this.sink,
      since: this.position,
    });
    if (answer.recovered) {
      this.recoveries += 1;
    } else {
      this.picture.clear();
      for (const agent of answer.agents ?? []) this.picture.set(agent.agent_user, agent);
    }
    expect(answer.revision).toBeGreaterThanOrEqual(
      answer.epoch === this.position?.epoch ? this.position.revision : 0,
    );
    this.position = { epoch: answer.epoch, revision: answer.revision };
    this.handle = handle;
  }

  /** Reads what has arrived; what is still on its way when the client goes is lost. */
  take(): void {
    for (const { params } of this.sink.frames.slice(this.read)) {
      expect(params.revision).toBeGreaterThan(this.position?.revision ?? 0);
      this.position = { epoch: params.epoch, revision: params.revision };
      applyChanges(this.picture, params.changes as never);
    }
    this.read = this.sink.frames.length;
  }

  go(): void {
    this.handle?.close();
    this.handle = undefined;
  }

  beSlow(): void {
    this.sink.buffered = Number.MAX_SAFE_INTEGER;
  }

  drain(): void {
    this.sink.drain();
  }
}

async function writeSomething(connection: DatabaseConnection, random: Random): Promise<void> {
  const user = random.pick(USERS);
  const { db } = connection;
  const exists = await db
    .selectFrom('live_agents')
    .select('live_agent_id')
    .where('user', '=', user)
    .executeTakeFirst();
  if (!exists) return logIn(connection, user, { campaign_id: random.pick(CAMPAIGNS) });
  const callerid = `Y302113000${user.padStart(10, '0')}`;
  const call = { server_ip: '10.0.0.1', lead_id: 7, callerid, call_type: 'IN' as const };
  switch (random.below(8)) {
    case 0:
      await db.deleteFrom('live_agents').where('user', '=', user).execute();
      return;
    case 1:
      return setAgent(connection, user, { status: random.pick(STATUSES) });
    case 2:
      return setAgent(connection, user, { campaign_id: random.pick(CAMPAIGNS) });
    case 3:
      return setAgent(connection, user, { lead_id: random.below(3), callerid });
    case 4:
      await db.deleteFrom('auto_calls').where('callerid', '=', callerid).execute();
      return;
    case 5:
      await db
        .insertInto('auto_calls')
        .values({ ...call, status: 'CLOSER' })
        .execute();
      return;
    case 6:
      return setAgent(connection, user, { external_status: random.pick(['', 'SALE', 'NI']) });
    default:
      return setAgent(connection, user, { random_id: random.below(1_000_000) });
  }
}

async function disturb(client: Client, random: Random): Promise<void> {
  switch (random.below(6)) {
    case 0:
      client.go();
      return;
    case 1:
      client.beSlow();
      return;
    case 2:
      client.drain();
      return;
    case 3:
      if (!client.isThere) await client.come();
      return;
    default:
      client.take();
  }
}

/** Without what may move while nothing else does. */
const settled = (sessions: Iterable<AgentSession>) =>
  [...sessions]
    .map(({ last_update: _, ...rest }) => rest)
    .sort((a, b) => a.agent_user.localeCompare(b.agent_user));

const ENGINES = {
  embedded: async () => {
    const connection = await openDatabase();
    return { connection, close: () => connection.close() };
  },
  'a dialler on MariaDB': () =>
    createMariadbDatabase({
      server: inject('mariadbUrl'),
      prefix: 'vicidial_',
      schema: 'dialler',
    }),
} as const;

describe('whatever happens', () => {
  it.each([
    ['embedded', 1],
    ['embedded', 2],
    ['embedded', 3],
    ['embedded', 4],
    ['a dialler on MariaDB', 5],
    ['a dialler on MariaDB', 6],
  ] as const)('every picture ends as the database: %s, seed %i', async (engine, seed) => {
    const random = randomFrom(seed);
    const { connection, close } = await ENGINES[engine]();
    const feed = new AgentFeed({ connection, pollMs: 3, journalLimit: 20 });
    feed.start();
    const clients = VIEWS.flatMap((view) => [new Client(feed, view), new Client(feed, view)]);
    let recovered = 0;
    for (let step = 0; step < 250; step += 1) {
      await writeSomething(connection, random);
      await disturb(random.pick(clients), random);
      if (random.below(4) === 0) feed.ring();
      if (random.below(3) === 0) await pause(1);
    }
    for (const client of clients) {
      if (!client.isThere) await client.come();
      client.drain();
    }
    await feed.snapshot(ALL);
    await pause(40);
    for (const client of clients) client.take();
    const { agents } = await feed.snapshot(ALL);
    for (const client of clients) {
      recovered += client.recoveries;
      const { sees, show } = client.view.agents;
      const expected = agents.filter((agent) => sees(agent)).map((agent) => show(agent));
      expect(settled(client.picture.values())).toEqual(settled(expected));
    }
    expect(recovered).toBeGreaterThan(0);
    for (const client of clients) client.go();

    // and the feed's own memory is what a feed that starts now reads
    const fresh = new AgentFeed({ connection, pollMs: 1_000 });
    fresh.start();
    const now = await fresh.snapshot(ALL);
    const timeless = (list: AgentSession[]) =>
      settled(list).map((agent) => (agent.state === 'QUEUE' ? { ...agent, since: 0 } : agent));
    expect(timeless(agents)).toEqual(timeless(now.agents));
    await fresh.stop();
    await feed.stop();
    await close();
  });
});
