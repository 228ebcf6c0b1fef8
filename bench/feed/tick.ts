/** What one reading of the tables costs, by number of agents. */
import { connectDatabase, type DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { everything } from '../../server/feed/view.js';
import { Simulator } from '../../server/simulator/index.js';
import { createMariadbDatabase } from '../../test/support/database.js';
import { quantile } from '../measure.js';

export interface Tick {
  readonly agents: number;
  /** The whole set of queries, ms. */
  readonly readP50: number;
  readonly readP99: number;
  /** CPU of the hub: queries, derived states, comparison; ms. */
  readonly cpu: number;
}

const SECONDS_OF_CALLS = 20;

/** A floor with calls on it, every heart-beat new, some agents changed since the last reading. */
export async function measureTick(server: string, agents: number, ticks: number): Promise<Tick> {
  const database = await createMariadbDatabase({ server, prefix: 'vicidial_' });
  const connection = await connectDatabase({ url: database.url, tablePrefix: 'vicidial_' });
  const feed = new AgentFeed({ connection, pollMs: 60_000 });
  try {
    const simulator = new Simulator({ connection: database.connection, agents, seed: 1 });
    await simulator.prepare();
    let now = Date.now();
    for (let second = 0; second < Math.min(SECONDS_OF_CALLS, 20_000 / agents); second += 1) {
      now += 1_000;
      await simulator.tick(now);
    }
    feed.start();
    const stop = feed.keepAwake();
    const view = everything();
    await feed.freshAgent('1000', view);
    const times: number[] = [];
    let cpu = 0;
    for (let tick = 0; tick < ticks; tick += 1) {
      await disturb(database.connection, tick);
      const used = process.cpuUsage();
      await feed.freshAgent('1000', view);
      const { user, system } = process.cpuUsage(used);
      cpu += (user + system) / 1_000;
      times.push(feed.lastReadMs);
    }
    stop();
    times.sort((a, b) => a - b);
    return {
      agents,
      readP50: quantile(times, 0.5),
      readP99: quantile(times, 0.99),
      cpu: cpu / ticks,
    };
  } finally {
    await feed.stop();
    await connection.close();
    await database.close();
  }
}

/** Every screen's sign of life, and one agent in twenty in another state. */
async function disturb({ db, clock }: DatabaseConnection, tick: number): Promise<void> {
  await db
    .updateTable('live_agents')
    .set({ random_id: 10_000_000 + tick, last_update_time: clock.moment().now })
    .execute();
  await db
    .updateTable('live_agents')
    .set({ pause_code: `T${tick}` })
    .where('user', 'like', `%${tick % 10}${tick % 2}`)
    .execute();
}
