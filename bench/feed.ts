/**
 * The feed in one run: how soon a subscriber knows, what a reading costs, how many changes a second
 * reach how many subscribers beside a bare `ws` loop and Socket.IO, and what an idle one costs.
 */
import { cpus } from 'node:os';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { measureDelays } from './feed/delay.js';
import { type FanOutMeasured, measureFanOut, measureMemory, sampleFrame } from './feed/fan-out.js';
import type { Kind } from './feed/server.js';
import { measureTick } from './feed/tick.js';
import { printTable } from './measure.js';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const KINDS = ['hub', 'ws', 'socket.io'] as const;
const NAMES: Record<Kind, string> = { hub: 'vici-hub', ws: 'bare ws', 'socket.io': 'Socket.IO' };
const ROUNDS = 3;
const IDLE = 4_000;

const ms = (value: number) => value.toFixed(1);
const thousands = (value: number) => (value / 1_000).toFixed(1);
const kib = (value: number) => (value / 1_024).toFixed(1);

console.log(`Node ${process.version}, ${cpus().length} cores: ${cpus()[0]?.model.trim()}\n`);
await delaysAndTicks();
await fanOut();
await memory();

async function delaysAndTicks(): Promise<void> {
  const server = await startPrivateMariadb();
  try {
    const delays: string[][] = [];
    for (const pollMs of [200, 50]) {
      const { commit, command } = await measureDelays(server.url, pollMs, SECONDS);
      delays.push(
        [
          `another's commit, HUB_POLL_MS ${pollMs}`,
          ms(commit.p50),
          ms(commit.p99),
          String(commit.count),
          `p50 ${pollMs / 2 + 5}`,
        ],
        [
          `a command's answer, HUB_POLL_MS ${pollMs}`,
          ms(command.p50),
          ms(command.p99),
          String(command.count),
          '10',
        ],
      );
    }
    printTable(['until the frame, ms', 'p50', 'p99', 'times', 'budget'], delays);
    console.log();
    const ticks: string[][] = [];
    for (const agents of [100, 1_000, 2_000]) {
      const { readP50, readP99, cpu } = await measureTick(server.url, agents, 100);
      const budget = agents === 1_000 ? '5' : '';
      ticks.push([`${agents} agents`, ms(readP50), ms(readP99), ms(cpu), budget]);
    }
    printTable(['one reading, ms', 'p50', 'p99', 'CPU of the hub', 'budget'], ticks);
    console.log();
  } finally {
    await server.stop();
  }
}

/** In turns, so that whatever else the machine does meets all of them. */
async function fanOut(): Promise<void> {
  const text = await sampleFrame();
  for (const subscribers of [1_000, 5_000]) {
    const measured: Record<Kind, FanOutMeasured[]> = { hub: [], ws: [], 'socket.io': [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of KINDS) {
        measured[kind].push(await measureFanOut(kind, subscribers, text, SECONDS / 2));
      }
    }
    const of = (kind: Kind, what: keyof FanOutMeasured) =>
      median(measured[kind].map((one) => one[what]));
    const times = (kind: Kind, what: keyof FanOutMeasured) =>
      (of('hub', what) / of(kind, what)).toFixed(2);
    printTable(
      [
        `${subscribers} subscribers, ${text.length} bytes`,
        'thousand/s',
        'hub is x',
        'thousand/CPU s',
        'hub is x',
        'budget',
      ],
      KINDS.map((kind) => [
        NAMES[kind],
        thousands(of(kind, 'perSecond')),
        kind === 'hub' ? '' : times(kind, 'perSecond'),
        thousands(of(kind, 'perCpuSecond')),
        kind === 'hub' ? '' : times(kind, 'perCpuSecond'),
        { hub: '', ws: '0.8', 'socket.io': '1.5' }[kind],
      ]),
    );
    console.log();
  }
}

async function memory(): Promise<void> {
  const hub = await measureMemory('hub', IDLE);
  const ws = await measureMemory('ws', IDLE);
  printTable(
    ['an idle subscriber, KiB', 'heap and buffers', 'of the process', 'budget'],
    [
      ['vici-hub', kib(hub.used), kib(hub.rss), ''],
      ['bare ws', kib(ws.used), kib(ws.rss), ''],
      ['difference', kib(hub.used - ws.used), kib(hub.rss - ws.rss), '15'],
    ],
  );
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
