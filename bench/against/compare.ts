/** The same command to another HTTP API and to the hub, in turns, on the same database. */
import { functions } from '../../protocol/functions/index.js';
import type { AgainstArguments } from '../arguments.js';
import { CommandClient } from '../command-client.js';
import { cells, inTurns, type Round, summary, type Turn } from '../measure.js';
import { printTable } from '../table.js';
import { type HubSide, openHub } from './hub-side.js';
import { TextApiClient } from './text-api-client.js';
import { hubTrouble } from './trouble.js';

const CONNECTIONS = [1, 32];
const NAMES = ['HTTP API', 'vici-hub'] as const;

/** @returns the exit code. @throws BenchError with one line for whoever gave the arguments */
export async function compare(given: AgainstArguments): Promise<number> {
  const api = new TextApiClient({ ...given, connections: 1 });
  try {
    await api.check();
  } finally {
    api.close();
  }
  const hub = await openHub(given);
  try {
    (await openClient(hub)).close();
    announce(given, hub);
    for (const connections of CONNECTIONS) await compareWith(connections, given, hub);
    return 0;
  } finally {
    await hub.stop();
  }
}

/** @throws BenchError when the hub cannot be reached or does not take the token */
async function openClient({ url, token }: HubSide): Promise<CommandClient> {
  try {
    return await CommandClient.open(url, token);
  } catch (error) {
    throw hubTrouble(error, url);
  }
}

function announce(given: AgainstArguments, hub: HubSide): void {
  const { functionName, params, rounds, seconds, count } = given;
  const { agent_user, ...others } = params;
  const written = Object.entries(others).map(([name, value]) => ` ${name}=${value}`);
  const whom = agent_user === undefined ? 'acts on no agent' : `ACTS ON AGENT ${agent_user}`;
  console.log(`HTTP API: ${given.url}, user ${given.user}`);
  console.log(`vici-hub: ${hub.description}`);
  console.log(`${functionName}${written.join('')}: ${functions[functionName].summary}`);
  console.log(`It ${whom}; each command may add its row to api_log.`);
  console.log(
    `${rounds} rounds of each in turns, each ${seconds} s or ${count} commands at most\n`,
  );
}

async function compareWith(
  connections: number,
  given: AgainstArguments,
  hub: HubSide,
): Promise<void> {
  const { functionName, params, source, rounds, seconds, count } = given;
  const api = new TextApiClient({ ...given, connections });
  const clients: CommandClient[] = [];
  try {
    for (let opened = 0; opened < connections; opened += 1) {
      clients.push(await openClient(hub));
    }
    const command = { ...params, source };
    const byHttp: Turn = async () => void (await api.call(functionName, params));
    const bySocket: Turn = async (worker) => {
      try {
        await clients[worker]?.call(functionName, command);
      } catch (error) {
        throw hubTrouble(error, hub.url, params.agent_user);
      }
    };
    print(connections, await inTurns([byHttp, bySocket], connections, rounds, { seconds, count }));
  } finally {
    for (const client of clients) client.close();
    api.close();
  }
}

function print(connections: number, sides: readonly (readonly Round[])[]): void {
  const measured = sides.map(summary);
  printTable(
    [
      `${connections} connection${connections > 1 ? 's' : ''}`,
      'commands',
      'per second',
      'p50 ms',
      'p99 ms',
    ],
    measured.map((one, side) => [NAMES[side] ?? '', String(one.count), ...cells(one)]),
  );
  const [api, hub] = measured;
  if (!api || !hub) return;
  console.log(
    `vici-hub: ${(hub.perSecond / api.perSecond).toFixed(2)} x as many a second, ` +
      `p50 ${(hub.p50 / api.p50).toFixed(2)} x, p99 ${(hub.p99 / api.p99).toFixed(2)} x as long\n`,
  );
}
