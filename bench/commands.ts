/**
 * Commands per second and delay of `external_pause` over one and over 32 connections, beside a
 * bare mysql2 loop of one SELECT and one UPDATE on the same MariaDB, in one run.
 */
import { createPool } from 'mysql2/promise';
import { createMariadbDatabase } from '../test/support/database.js';
import { loadFixture } from '../test/support/fixture.js';
import { signToken } from '../test/support/hub-on-fixture.js';
import { startPrivateMariadb } from '../test/support/private-mariadb.js';
import { CommandClient } from './command-client.js';
import { startHubProcess } from './hub-process.js';
import { type Measured, measure, printTable } from './measure.js';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const AGENTS = ['1000', '1001', '1002', '1003', '1004', '1005', '1006', '1007'];

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
    const rows: { name: string; measured: Measured }[] = [];
    for (const connections of [1, 32]) {
      rows.push({
        name: `bare SELECT + UPDATE, ${connections} connection${connections > 1 ? 's' : ''}`,
        measured: await bare(database.url, connections),
      });
      rows.push({
        name: `external_pause by socket, ${connections} connection${connections > 1 ? 's' : ''}`,
        measured: await bySocket(hub.url, hub.secret, connections),
      });
    }
    printTable(
      ['', 'per second', 'p50 ms', 'p99 ms'],
      rows.map(({ name, measured }) => [
        name,
        measured.perSecond.toFixed(0),
        measured.p50.toFixed(2),
        measured.p99.toFixed(2),
      ]),
    );
    const [bareOne, hubOne, bareMany, hubMany] = rows.map(({ measured }) => measured);
    if (bareOne && hubOne && bareMany && hubMany) {
      console.log(
        `\nat rest: p50 is ${(hubOne.p50 / bareOne.p50).toFixed(2)} x a bare pair (budget 2)` +
          `\nunder load: ${((100 * hubMany.perSecond) / bareMany.perSecond).toFixed(0)} % of the bare pair's rate`,
      );
    }
  } finally {
    await hub.stop();
    await database.close();
  }
} finally {
  await server.stop();
}

/** One pair at a time on each of so many connections. */
async function bare(url: string, connections: number): Promise<Measured> {
  const pool = createPool({ uri: url, connectionLimit: connections });
  const opened = await Promise.all(Array.from({ length: connections }, () => pool.getConnection()));
  const result = await measure(SECONDS, connections, async (worker, turn) => {
    const connection = opened[worker];
    const agent = AGENTS[(worker + turn) % AGENTS.length] ?? '1000';
    await connection?.execute('SELECT count(*) FROM vicidial_live_agents WHERE user = ?', [agent]);
    await connection?.execute('UPDATE vicidial_live_agents SET external_pause = ? WHERE user = ?', [
      `PAUSE!${turn}`,
      agent,
    ]);
  });
  for (const connection of opened) connection.release();
  await pool.end();
  return result;
}

/** One command at a time on each of so many sockets. */
async function bySocket(url: string, secret: string, connections: number): Promise<Measured> {
  const clients = await Promise.all(
    Array.from({ length: connections }, () => CommandClient.open(url, signToken(secret))),
  );
  const result = await measure(SECONDS, connections, async (worker, turn) => {
    const agent_user = AGENTS[(worker + turn) % AGENTS.length];
    await clients[worker]?.call('external_pause', { agent_user, value: 'PAUSE' });
  });
  for (const client of clients) client.close();
  return result;
}
