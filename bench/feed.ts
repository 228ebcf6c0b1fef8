/**
 * The feed in one run: how soon a subscriber knows, what a reading costs, how many changes a second
 * reach how many subscribers beside a bare `ws` loop and Socket.IO, and what an idle one costs.
 */
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { measureDelays } from './feed/delay.js';
import { type FanOutMeasured, measureFanOut, measureMemory, sampleFrame } from './feed/fan-out.js';
import type { Kind } from './feed/server.js';
import { measureTick } from './feed/tick.js';
import { bench, report } from './figures.js';
import { printTable } from './table.js';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const KINDS = ['hub', 'ws', 'socket.io'] as const;
const NAMES: Record<Kind, string> = { hub: 'vici-hub', ws: 'bare ws', 'socket.io': 'Socket.IO' };
const BUDGETS = { ws: 0.8, 'socket.io': 1.5 } as const;
const BUDGETED_SUBSCRIBERS = 1_000;
const ROUNDS = 3;
const TICKS = 100;
const IDLE = 4_000;
const KIB = 1_024;

const ms = (value: number) => value.toFixed(1);
const thousands = (value: number) => (value / 1_000).toFixed(1);
const kib = (value: number) => (value / KIB).toFixed(1);

await bench(async () => {
  const server = await startPrivateMariadb();
  try {
    await delays(server.url);
    await ticks(server.url);
  } finally {
    await server.stop();
  }
  await fanOut();
  await memory();
});

async function delays(server: string): Promise<void> {
  const rows: string[][] = [];
  for (const pollMs of [200, 50]) {
    const measured = await measureDelays(server, pollMs, SECONDS);
    const sources = [
      { from: 'commit', delay: measured.commit, budget: pollMs / 2 + 5 },
      { from: 'answer', delay: measured.command, budget: 10 },
    ];
    for (const { from, delay, budget } of sources) {
      const what = `${from} to frame, HUB_POLL_MS ${pollMs}`;
      rows.push([what, ms(delay.p50), ms(delay.p99), String(delay.count)]);
      report(
        { what: `${what}, p50`, value: delay.p50, unit: 'ms', budget: { atMost: budget } },
        { what: `${what}, p99`, value: delay.p99, unit: 'ms' },
      );
    }
  }
  printTable(['ms', 'p50', 'p99', 'times'], rows);
  console.log();
}

async function ticks(server: string): Promise<void> {
  const rows: string[][] = [];
  for (const agents of [100, 1_000, 2_000]) {
    const { readP50, readP99, cpu } = await measureTick(server, agents, TICKS);
    rows.push([`${agents} agents`, ms(readP50), ms(readP99), ms(cpu)]);
    const budget = agents === 1_000 ? { atMost: 5 } : undefined;
    report({ what: `reading ${agents} agents, p50`, value: readP50, unit: 'ms', budget });
    report({ what: `reading ${agents} agents, CPU of the hub`, value: cpu, unit: 'ms' });
  }
  printTable(['one reading, ms', 'p50', 'p99', 'CPU of the hub'], rows);
  console.log();
}

/** In turns, so that whatever else the machine does meets all of them. */
async function fanOut(): Promise<void> {
  const text = await sampleFrame();
  for (const subscribers of [BUDGETED_SUBSCRIBERS, 5_000]) {
    const measured: Record<Kind, FanOutMeasured[]> = { hub: [], ws: [], 'socket.io': [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of KINDS) {
        measured[kind].push(await measureFanOut(kind, subscribers, text, SECONDS / 2));
      }
    }
    const of = (kind: Kind, what: keyof FanOutMeasured) =>
      median(measured[kind].map((one) => one[what]));
    const times = (kind: Kind, what: keyof FanOutMeasured) => of('hub', what) / of(kind, what);
    printTable(
      [
        `${subscribers} subscribers, ${text.length} bytes`,
        'thousand/s',
        'hub is x',
        'thousand/CPU s',
        'hub is x',
      ],
      KINDS.map((kind) => [
        NAMES[kind],
        thousands(of(kind, 'perSecond')),
        kind === 'hub' ? '' : times(kind, 'perSecond').toFixed(2),
        thousands(of(kind, 'perCpuSecond')),
        kind === 'hub' ? '' : times(kind, 'perCpuSecond').toFixed(2),
      ]),
    );
    console.log();
    const what = `${subscribers} subscribers: changes delivered`;
    report({ what, value: of('hub', 'perSecond') / 1_000, unit: 'thousand/s' });
    for (const kind of ['ws', 'socket.io'] as const) {
      const budget = subscribers === BUDGETED_SUBSCRIBERS ? { atLeast: BUDGETS[kind] } : undefined;
      const beside = { unit: '×', digits: 2, budget };
      report(
        { what: `${what}, beside ${NAMES[kind]}`, value: times(kind, 'perSecond'), ...beside },
        {
          what: `${what} per second of CPU, beside ${NAMES[kind]}`,
          value: times(kind, 'perCpuSecond'),
          ...beside,
        },
      );
    }
  }
}

async function memory(): Promise<void> {
  const hub = await measureMemory('hub', IDLE);
  const ws = await measureMemory('ws', IDLE);
  printTable(
    ['an idle subscriber, KiB', 'heap and buffers', 'of the process'],
    [
      ['vici-hub', kib(hub.used), kib(hub.rss)],
      ['bare ws', kib(ws.used), kib(ws.rss)],
      ['difference', kib(hub.used - ws.used), kib(hub.rss - ws.rss)],
    ],
  );
  const over = { unit: 'KiB', budget: { atMost: 15 } };
  report(
    {
      what: 'an idle subscriber over bare ws, heap and buffers',
      value: (hub.used - ws.used) / KIB,
      ...over,
    },
    {
      what: 'an idle subscriber over bare ws, of the process',
      value: (hub.rss - ws.rss) / KIB,
      ...over,
    },
  );
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
