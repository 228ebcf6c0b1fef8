/**
 * A long run: 2,000 subscribers and 500 simulated agents on a private MariaDB, the hub in a process
 * of its own. Prints heap, open files and the delay from a command's answer to its change, and fails
 * when they grow. SOAK_SECONDS (default 600) says how long.
 */

import { openSimulatorDatabase, Simulator } from '../server/simulator/index.js';
import { createMariadbDatabase } from '../test/support/database.js';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { startHubProcess } from './hub-process.js';
import { quantile } from './measure.js';
import { DelayProbe } from './soak/delay-probe.js';
import { openSubscriber, type SoakSubscriber } from './soak/subscriber.js';
import { readVitals, type Vitals } from './soak/vitals.js';
import { printTable } from './table.js';
import { signToken } from './token.js';

const SECONDS = Number(process.env.SOAK_SECONDS ?? 600);
const SUBSCRIBERS = Number(process.env.SOAK_SUBSCRIBERS ?? 2_000);
const AGENTS = 500;
const SUPERVISORS = 100;
const AT_ONCE = 25;
const SAMPLE_MS = 1_000;
/** The first minute, or the first quarter of a short run. */
const FIRST_MS = Math.min(60_000, (SECONDS * 1_000) / 4);
const MAX_HEAP_GROWTH = 1.1;
const MAX_DELAY_GROWTH = 1.5;
/** Growth of the delay below this is the machine's, ms. */
const DELAY_NOISE_MS = 25;
/** A delay is not judged when the measuring process itself was later than this meanwhile, ms. */
const ON_TIME_MS = 10;
/** The screen looks once a second, a reading takes a few ms. */
const MAX_UNSEEN = 0.02;
/** Connections to the database that the hub opens when it needs them. */
const POOL = 12;

interface Sample extends Vitals {
  readonly atMs: number;
}

const server = await startPrivateMariadb();
let failed = false;
try {
  const created = await createMariadbDatabase({ server: server.url, prefix: '' });
  const { connection } = await openSimulatorDatabase(created.url, '');
  const simulator = new Simulator({ connection, agents: AGENTS, seed: 7, controlled: ['1000'] });
  await simulator.prepare();
  simulator.start();
  const hub = await startHubProcess(created.url);
  try {
    failed = !(await soak(hub.url, hub.secret));
  } finally {
    await hub.stop();
    await simulator.stop();
    await connection.close();
    await created.close();
  }
} finally {
  await server.stop();
}
process.exitCode = failed ? 1 : 0;

/** @returns whether nothing grew */
async function soak(url: string, secret: string): Promise<boolean> {
  const token = () => signToken(secret, { exp: Math.floor(Date.now() / 1000) + SECONDS + 600 });
  const probe = await DelayProbe.start(url, token());
  const idle = await readVitals(url);
  const subscribers: SoakSubscriber[] = [];
  let next = 0;
  const open = async () => {
    for (let index = next++; index < SUBSCRIBERS; index = next++) {
      const agents = index < SUPERVISORS ? undefined : [String(1_000 + (index % AGENTS))];
      subscribers.push(await openSubscriber(url, token(), agents));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, open));

  const samples: Sample[] = [];
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1_000) {
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    samples.push({ ...(await readVitals(url)), atMs: performance.now() - began });
  }
  const frames = subscribers.reduce((sum, { counter }) => sum + counter.count, 0);
  const lost = subscribers.filter(({ socket }) => socket.destroyed).length;
  for (const { socket } of subscribers) socket.destroy();
  await probe.stop();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const after = await readVitals(url);

  const endMs = SECONDS * 1_000;
  // after each collection of garbage: the least of the times around
  const heap = (from: number, to: number) =>
    Math.min(...samples.filter(({ atMs }) => atMs > from && atMs <= to).map((one) => one.heapMb));
  const delays = (from: number, to: number) => {
    const all = probe.delays.filter(({ atMs }) => atMs - began > from && atMs - began <= to);
    const sorted = (some: typeof all) => some.map(({ ms }) => ms).sort((a, b) => a - b);
    const onTime = sorted(all.filter(({ ownMs }) => ownMs <= ON_TIME_MS));
    return {
      p50: quantile(onTime, 0.5),
      p99: quantile(onTime, 0.99),
      allP99: quantile(sorted(all), 0.99),
      late: all.length - onTime.length,
    };
  };
  const first = { heap: heap(FIRST_MS / 2, FIRST_MS), ...delays(0, FIRST_MS) };
  const last = {
    heap: heap(endMs - FIRST_MS / 2, Number.POSITIVE_INFINITY),
    ...delays(endMs - FIRST_MS, Number.POSITIVE_INFINITY),
  };
  printTable(
    [`${SECONDS} s, ${SUBSCRIBERS} subscribers, ${AGENTS} agents`, 'first', 'last'],
    [
      ['heap after collection, MiB', first.heap.toFixed(1), last.heap.toFixed(1)],
      ['answer to change, p50 ms', first.p50.toFixed(1), last.p50.toFixed(1)],
      ['answer to change, p99 ms', first.p99.toFixed(1), last.p99.toFixed(1)],
      [
        'with those that this process was late for',
        first.allP99.toFixed(1),
        last.allP99.toFixed(1),
      ],
      ['how many those are', String(first.late), String(last.late)],
      ['open files, before and after the subscribers', String(idle.files), String(after.files)],
    ],
  );
  console.log(
    `${frames} frames heard, ${probe.delays.length} commands seen, ${probe.unseen} taken unseen, ${lost} subscribers lost`,
  );
  return verdict([
    ['heap', last.heap <= first.heap * MAX_HEAP_GROWTH],
    ['open files', after.files <= idle.files + POOL],
    ['delay', last.p99 <= first.p99 * MAX_DELAY_GROWTH + DELAY_NOISE_MS],
    ['commands unseen', probe.unseen <= MAX_UNSEEN * probe.delays.length],
    ['subscribers', lost === 0],
  ]);
}

function verdict(checks: readonly [string, boolean][]): boolean {
  for (const [name, good] of checks) console.log(`${good ? 'ok  ' : 'GREW'}  ${name}`);
  return checks.every(([, good]) => good);
}
