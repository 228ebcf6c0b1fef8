/**
 * From a commit by someone else to the subscriber's frame, polled and with the row log's bell; and
 * what 1,000 agents who beat their hearts once a second cost the hub. Both in one run.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { createMariadbDatabase } from '../test/support/database.js';
import { loadFixture } from '../test/support/fixture.js';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { type Heard, RawSocket } from '../test/support/raw-socket.js';
import { evenly } from './evenly.js';
import { bench, report } from './figures.js';
import { type HubProcess, startHubProcess } from './hub-process.js';
import { quantile } from './measure.js';
import { printTable } from './table.js';
import { signToken } from './token.js';

const CHANGES = Number(process.env.BENCH_CHANGES ?? 200);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);
const POLL_MS = 200;
const AGENTS = 1_000;
const FIRST_AGENT = 20_000;
const BEATS_AT_A_TIME = 20;
/** Counts on over all hubs: the same code again would be no change. */
let changesMade = 0;

interface HubMeasured {
  /** From commit to frame, ms. */
  readonly p50: number;
  readonly p99: number;
  /** % of one core while no agent does anything. */
  readonly still: number;
  /** % of one core while every agent beats once a second. */
  readonly beating: number;
}

await bench(async () => {
  const server = await startPrivateMariadb({
    flags: ['--log-bin', '--binlog-format=ROW', '--server-id=1'],
  });
  try {
    const rows: string[][] = [];
    for (const engine of ['InnoDB', 'MyISAM']) {
      const database = await createMariadbDatabase({ server: server.url, prefix: 'vicidial_' });
      try {
        await loadFixture(database);
        for (const table of ['live_agents', 'auto_calls', 'parked_channels']) {
          await database.store.execute(
            `alter table ${database.connection.installation.realName(table)} engine = ${engine}`,
          );
        }
        await logInMany(database.url);
        for (const HUB_BINLOG of ['off', 'on']) {
          const measured = await measureHub(database.url, { HUB_BINLOG });
          const { p50, p99, still, beating } = measured;
          rows.push([
            `${engine}, ${HUB_BINLOG === 'on' ? 'bell' : 'polled'}`,
            ...[p50, p99, still, beating].map((value) => value.toFixed(1)),
          ]);
          tell(engine, HUB_BINLOG === 'on', measured);
        }
      } finally {
        await database.close();
      }
    }
    printTable(
      ['', 'p50 ms', 'p99 ms', 'CPU % of a core, agents still', `${AGENTS} heart-beats/s`],
      rows,
    );
  } finally {
    await server.stop();
  }
});

function tell(engine: string, hasBell: boolean, { p50, p99, beating }: HubMeasured): void {
  const what = `${engine}, HUB_BINLOG ${hasBell ? 'on' : 'off'}`;
  report(
    {
      what: `${what}: commit to frame, p50`,
      value: p50,
      unit: 'ms',
      budget: { atMost: hasBell ? 10 : POLL_MS / 2 + 5 },
    },
    { what: `${what}: commit to frame, p99`, value: p99, unit: 'ms' },
    {
      what: `${what}: hub at ${AGENTS} heart-beats/s`,
      value: beating,
      unit: '% of a core',
      budget: hasBell ? { atMost: 25 } : undefined,
    },
  );
}

async function measureHub(url: string, env: Record<string, string>): Promise<HubMeasured> {
  const hub = await startHubProcess(url, { HUB_POLL_MS: String(POLL_MS), ...env });
  const writer = await createConnection(url);
  try {
    const socket = await RawSocket.authenticated(hub.url, signToken(hub.secret));
    await socket.request('subscribe');
    await sleep(1_500); // the log is followed, and the code is warm
    const times = await delays(socket, async (user, pause_code) => {
      await writer.execute('update vicidial_live_agents set pause_code = ? where user = ?', [
        pause_code,
        user,
      ]);
    });
    const still = await cpuOf(hub, () => sleep(SECONDS * 1_000));
    const beating = await cpuOf(hub, () => beatHearts(url));
    socket.close();
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), still, beating };
  } finally {
    await writer.end();
    await hub.stop();
  }
}

/** @returns ms from the server's word that the change is committed to its frame, ascending */
async function delays(
  { socket }: RawSocket,
  change: (user: string, pause_code: string) => Promise<void>,
): Promise<number[]> {
  const heardAt = new Map<string, number>();
  const wake = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    const { params } = JSON.parse(data.toString()) as Heard;
    for (const { set } of (params?.changes ?? []) as { set?: { pause_code?: string } }[]) {
      if (set?.pause_code !== undefined) heardAt.set(set.pause_code, performance.now());
    }
    for (const call of wake) call();
  });
  const times: number[] = [];
  for (let count = 0; count < CHANGES; count++) {
    changesMade += 1;
    const code = `C${changesMade}`;
    await change(String(FIRST_AGENT + (count % AGENTS)), code);
    const committedAt = performance.now();
    while (!heardAt.has(code)) {
      await new Promise<void>((resolve) => {
        const call = () => {
          wake.delete(call);
          resolve();
        };
        wake.add(call);
      });
    }
    times.push(Math.max(0, (heardAt.get(code) ?? 0) - committedAt));
    await sleep(evenly(count) * POLL_MS); // at any moment between two polls alike
  }
  return times.sort((a, b) => a - b);
}

/** @returns the share of one core that the hub's process used, % */
async function cpuOf(hub: HubProcess, work: () => Promise<void>): Promise<number> {
  const before = await hub.cpuSeconds();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  return (100 * ((await hub.cpuSeconds()) - before)) / seconds;
}

/** As the agent screens do: one statement an agent and second. */
async function beatHearts(url: string): Promise<void> {
  const connection = await createConnection(url);
  const began = performance.now();
  const total = AGENTS * SECONDS;
  for (let beat = 0; beat < total; beat += BEATS_AT_A_TIME) {
    await Promise.all(
      Array.from({ length: BEATS_AT_A_TIME }, (_, offset) =>
        connection.execute(
          'update vicidial_live_agents set random_id = ?, last_update_time = now() where user = ?',
          [
            Math.floor(Math.random() * 10_000_000),
            String(FIRST_AGENT + ((beat + offset) % AGENTS)),
          ],
        ),
      ),
    );
    const due = began + ((beat + BEATS_AT_A_TIME) * 1_000) / AGENTS;
    if (due > performance.now()) await sleep(due - performance.now());
  }
  const late = performance.now() - began - SECONDS * 1_000;
  if (late > 500) console.log(`the heart-beats took ${late.toFixed(0)} ms longer than they should`);
  await connection.end();
}

async function logInMany(url: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query("set session sql_mode = ''");
  await connection.query(
    'insert into vicidial_live_agents (user, server_ip, conf_exten, extension, status, campaign_id, last_call_time, last_call_finish, last_state_change) values ?',
    [
      Array.from({ length: AGENTS }, (_, index) => {
        const user = String(FIRST_AGENT + index);
        const now = new Date();
        return [user, '10.0.0.1', `86${user}`, `SIP/${user}`, 'PAUSED', 'TEST', now, now, now];
      }),
    ],
  );
  await connection.end();
}
