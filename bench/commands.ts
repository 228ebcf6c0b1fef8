/**
 * Commands per second and delay of `external_pause` over one and over 32 connections, beside a
 * bare mysql2 loop of one SELECT and one UPDATE on the same MariaDB, in one run.
 */
import { createPool, type PoolConnection } from 'mysql2/promise';
import { createMariadbDatabase } from '../test/support/database.js';
import { loadFixture } from '../test/support/fixture.js';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { CommandClient } from './command-client.js';
import { bench, report } from './figures.js';
import { type HubProcess, startHubProcess } from './hub-process.js';
import { cells, inTurns, type Measured, summary, type Turn } from './measure.js';
import { printTable } from './table.js';
import { signToken } from './token.js';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
/** Of each side, in turns. */
const ROUNDS = 4;
const AGENTS = ['1000', '1001', '1002', '1003', '1004', '1005', '1006', '1007'];

await bench(async () => {
  const server = await startPrivateMariadb();
  try {
    const database = await createMariadbDatabase({
      server: server.url,
      prefix: 'vicidial_',
      schema: 'dialler',
    });
    await loadFixture(database);
    const hub = await startHubProcess(database.url);
    try {
      for (const connections of [1, 32]) {
        await compare(connections, database.url, hub);
      }
    } finally {
      await hub.stop();
      await database.close();
    }
  } finally {
    await server.stop();
  }
});

async function compare(connections: number, url: string, hub: HubProcess): Promise<void> {
  const pool = createPool({ uri: url, connectionLimit: connections });
  const each = Array.from({ length: connections });
  const opened = await Promise.all(each.map(() => pool.getConnection()));
  const token = signToken(hub.secret);
  const clients = await Promise.all(each.map(() => CommandClient.open(hub.url, token)));
  try {
    const [pair, command] = await inTurns([pairs(opened), commands(clients)], connections, ROUNDS, {
      seconds: SECONDS / ROUNDS,
    });
    tell(connections, summary(pair ?? []), summary(command ?? []));
  } finally {
    for (const client of clients) client.close();
    for (const connection of opened) connection.release();
    await pool.end();
  }
}

function tell(connections: number, pair: Measured, command: Measured): void {
  const many = connections > 1;
  printTable(
    [`${connections} connection${many ? 's' : ''}`, 'per second', 'p50 ms', 'p99 ms'],
    [
      ['bare SELECT + UPDATE', ...cells(pair)],
      ['external_pause by socket', ...cells(command)],
    ],
  );
  console.log();
  const where = many ? `${connections} connections` : 'at rest';
  report(
    {
      what: `${where}: p50 of a command beside a bare pair`,
      value: command.p50 / pair.p50,
      unit: '×',
      digits: 2,
      budget: many ? undefined : { atMost: 2 },
    },
    { what: `${where}: p50 of a command`, value: command.p50, unit: 'ms', digits: 2 },
    { what: `${where}: p99 of a command`, value: command.p99, unit: 'ms', digits: 2 },
    { what: `${where}: p50 of a bare pair`, value: pair.p50, unit: 'ms', digits: 2 },
    { what: `${where}: commands`, value: command.perSecond, unit: '/s', digits: 0 },
    { what: `${where}: bare pairs`, value: pair.perSecond, unit: '/s', digits: 0 },
  );
}

/** One pair at a time on each of so many connections. */
function pairs(connections: readonly PoolConnection[]): Turn {
  return async (worker, turn) => {
    const connection = connections[worker];
    const agent = agentOf(worker, turn);
    await connection?.execute('SELECT count(*) FROM vicidial_live_agents WHERE user = ?', [agent]);
    await connection?.execute('UPDATE vicidial_live_agents SET external_pause = ? WHERE user = ?', [
      `PAUSE!${turn}`,
      agent,
    ]);
  };
}

/** One command at a time on each of so many sockets. */
function commands(clients: readonly CommandClient[]): Turn {
  return async (worker, turn) => {
    const agent_user = agentOf(worker, turn);
    await clients[worker]?.call('external_pause', { agent_user, value: 'PAUSE' });
  };
}

function agentOf(worker: number, turn: number): string {
  return AGENTS[(worker + turn) % AGENTS.length] ?? '1000';
}
