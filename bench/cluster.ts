/**
 * Fan-out over three nodes beside one, in one run: each change is written to MariaDB and heard by
 * every subscriber before the next. All processes share this machine's cores, so the time of a
 * round tells little about three machines; the CPU of each node tells what a machine has to do.
 */
import { cpus } from 'node:os';
import { Simulator } from '../server/simulator/index.js';
import { createMariadbDatabase } from '../test/support/database.js';
import { signToken } from '../test/support/hub-on-fixture.js';
import { OtherProcess } from '../test/support/other-process.js';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { startPrivateNats } from '../test/support/private-nats.js';
import type { loadOrders } from './feed/load.js';
import { startHubProcess } from './hub-process.js';
import { printTable, quantile } from './measure.js';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const SUBSCRIBERS = Number(process.env.BENCH_SUBSCRIBERS ?? 3_000);
const POLL_MS = '10';
const AGENT = '1001';
const SUBSCRIBE = '{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{}}';

type Hub = Awaited<ReturnType<typeof startHubProcess>>;

const mariadb = await startPrivateMariadb();
const nats = await startPrivateNats();
const database = await createMariadbDatabase({ server: mariadb.url, prefix: 'vicidial_' });
const { db } = database.connection;
await new Simulator({ connection: database.connection, agents: 12, seed: 1 }).prepare();

let turn = 0;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** CPU that a hub has used so far, s. */
async function cpuOf(hub: Hub): Promise<number> {
  const url = hub.url.replace(/^ws/, 'http').replace(/ws$/, 'metrics');
  const text = await (await fetch(url)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
}

async function measure(name: string, nodes: number, env: Record<string, string>) {
  const hubs: Hub[] = [];
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
    for (let warm = 0; warm < 30; warm += 1) await round();
    const before = await Promise.all(hubs.map(cpuOf));
    const began = performance.now();
    const times: number[] = [];
    while (performance.now() - began < SECONDS * 1_000) times.push(await round());
    const elapsed = (performance.now() - began) / 1_000;
    const used = (await Promise.all(hubs.map(cpuOf))).map((cpu, at) => cpu - (before[at] ?? 0));
    times.sort((a, b) => a - b);
    const sum = used.reduce((total, cpu) => total + cpu, 0);
    const delivered = times.length * SUBSCRIBERS;
    return [
      name,
      String(Math.round(delivered / elapsed)),
      quantile(times, 0.5).toFixed(1),
      quantile(times, 0.99).toFixed(1),
      ((Math.max(...used) / elapsed) * 100).toFixed(0),
      ((sum / elapsed) * 100).toFixed(0),
      ((sum / delivered) * 1e6).toFixed(1),
    ];
  } finally {
    await load.stop();
    for (const hub of hubs) await hub.stop();
  }
}

try {
  const cluster = { HUB_NATS_URL: nats.url };
  const rows = [
    await measure('alone', 1, {}),
    await measure('1 node of a cluster', 1, cluster),
    await measure('3 nodes', 3, cluster),
  ];
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
    rows,
  );
} finally {
  await database.close();
  await nats.stop();
  await mariadb.stop();
}
