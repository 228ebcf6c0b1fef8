/**
 * Fan-out over three nodes beside one, in one run: each change is written to MariaDB and heard by
 * every subscriber before the next. All processes share this machine's cores, so the time of a
 * round tells little about three machines; the CPU of each node tells what a machine has to do.
 */
import { cpus } from 'node:os';
import { Simulator } from '../server/simulator/index.js';
import { createMariadbDatabase, type TestDatabase } from '../test/support/database.js';
import { OtherProcess } from '../test/support/other-process.js';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { startPrivateNats } from '../test/support/private-nats.js';
import type { loadOrders } from './feed/load.js';
import { bench, report } from './figures.js';
import { type HubProcess, startHubProcess } from './hub-process.js';
import { quantile } from './measure.js';
import { printTable } from './table.js';
import { signToken } from './token.js';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const SUBSCRIBERS = Number(process.env.BENCH_SUBSCRIBERS ?? 3_000);
const POLL_MS = '10';
const AGENT = '1001';
const WARM_UP = 30;
const SUBSCRIBE = '{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{}}';

interface ClusterMeasured {
  readonly deliveredPerSecond: number;
  /** Until all have heard, ms. */
  readonly p50: number;
  readonly p99: number;
  /** Of one core, %. */
  readonly busiestNode: number;
  readonly allNodes: number;
  /** CPU of all nodes, µs. */
  readonly aDelivery: number;
}

let turn = 0;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await bench(async () => {
  const mariadb = await startPrivateMariadb();
  const nats = await startPrivateNats();
  const database = await createMariadbDatabase({ server: mariadb.url, prefix: 'vicidial_' });
  try {
    await new Simulator({ connection: database.connection, agents: 12, seed: 1 }).prepare();
    const cluster = { HUB_NATS_URL: nats.url };
    const alone = await measure(database, 1, {});
    const one = await measure(database, 1, cluster);
    const three = await measure(database, 3, cluster);
    console.log(`${SUBSCRIBERS} subscribers of every agent, ${cpus().length} cores for everything`);
    printTable(
      [
        '',
        'changes delivered/s',
        'to all p50 ms',
        'p99 ms',
        'busiest node % of a core',
        'all nodes %',
        'CPU us a delivery',
      ],
      [row('alone', alone), row('1 node of a cluster', one), row('3 nodes', three)],
    );
    tell(alone, three);
  } finally {
    await database.close();
    await nats.stop();
    await mariadb.stop();
  }
});

async function measure(
  database: TestDatabase,
  nodes: number,
  env: Record<string, string>,
): Promise<ClusterMeasured> {
  const { db } = database.connection;
  const hubs: HubProcess[] = [];
  const load = OtherProcess.start<typeof loadOrders>(new URL('feed/load.ts', import.meta.url));
  try {
    for (let node = 0; node < nodes; node += 1) {
      hubs.push(await startHubProcess(database.url, { HUB_POLL_MS: POLL_MS, ...env }));
    }
    for (const { url, secret } of hubs) {
      await load.ask('open', {
        port: Number(new URL(url).port),
        path: '/ws',
        token: signToken(secret),
        greeting: [SUBSCRIBE],
        answers: 1,
        count: SUBSCRIBERS / nodes,
      });
    }
    const round = async () => {
      const wanted = (await load.ask('heard', {})) + SUBSCRIBERS;
      turn += 1;
      const pause_code = `P${turn % 1_000}`;
      const began = performance.now();
      await db.updateTable('live_agents').set({ pause_code }).where('user', '=', AGENT).execute();
      while ((await load.ask('heard', {})) < wanted) await pause(1);
      return performance.now() - began;
    };
    for (let warm = 0; warm < WARM_UP; warm += 1) await round();
    const cpu = () => Promise.all(hubs.map((hub) => hub.cpuSeconds()));
    const before = await cpu();
    const began = performance.now();
    const times: number[] = [];
    while (performance.now() - began < SECONDS * 1_000) times.push(await round());
    const elapsed = (performance.now() - began) / 1_000;
    const used = (await cpu()).map((seconds, at) => seconds - (before[at] ?? 0));
    times.sort((a, b) => a - b);
    const sum = used.reduce((total, seconds) => total + seconds, 0);
    const delivered = times.length * SUBSCRIBERS;
    return {
      deliveredPerSecond: delivered / elapsed,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
      busiestNode: (Math.max(...used) / elapsed) * 100,
      allNodes: (sum / elapsed) * 100,
      aDelivery: (sum / delivered) * 1e6,
    };
  } finally {
    await load.stop();
    for (const hub of hubs) await hub.stop();
  }
}

function row(name: string, measured: ClusterMeasured): string[] {
  return [
    name,
    measured.deliveredPerSecond.toFixed(0),
    measured.p50.toFixed(1),
    measured.p99.toFixed(1),
    measured.busiestNode.toFixed(0),
    measured.allNodes.toFixed(0),
    measured.aDelivery.toFixed(1),
  ];
}

/** No budgets: nodes that share a machine's cores cannot be faster together than one alone. */
function tell(alone: ClusterMeasured, three: ClusterMeasured): void {
  const beside = (what: string, of: keyof ClusterMeasured) => ({
    what: `3 nodes beside a hub alone: ${what}`,
    value: three[of] / alone[of],
    unit: '×',
    digits: 2,
  });
  report(
    { what: 'a hub alone: to all subscribers, p50', value: alone.p50, unit: 'ms' },
    { what: '3 nodes: to all subscribers, p50', value: three.p50, unit: 'ms' },
    { what: 'a hub alone: CPU of a delivery', value: alone.aDelivery, unit: 'µs' },
    { what: '3 nodes: CPU of a delivery, all nodes', value: three.aDelivery, unit: 'µs' },
    beside('changes delivered/s', 'deliveredPerSecond'),
    beside('CPU of the busiest node', 'busiestNode'),
  );
}
