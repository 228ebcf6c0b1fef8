/** `vici-hub demo`: hub, embedded database and a simulated call centre in one process. */
import { randomBytes } from 'node:crypto';
import type { HubConfig } from '../config.js';
import { connectDatabase } from '../database/connect.js';
import { DEMO_API_USER } from '../http/demo.js';
import { createLog } from '../log.js';
import { Simulator } from '../simulator/index.js';
import { startHub } from '../start-hub.js';
import { untilSignal } from './until-signal.js';

export const DEMO_AGENTS = 12;
export const DEMO_SEED = 20_261_124;

/** @param agents how many simulated agents, 1 to 2,000 */
export async function runDemo(config: HubConfig, agents: number): Promise<void> {
  const log = createLog(process.env.HUB_LOG_LEVEL ? config.logLevel : 'warn');
  const connection = await connectDatabase({
    url: 'sqlite::memory:',
    tablePrefix: '',
    create: true,
  });
  const simulator = new Simulator({
    connection,
    agents,
    seed: DEMO_SEED,
    controlled: ['1000'],
    log,
  });
  await simulator.prepare();
  const keys = config.keys ?? {
    kind: 'secret' as const,
    secrets: [randomBytes(32).toString('hex')],
  };
  const hub = await startHub({ ...config, keys }, { connection, isDemo: true, log });
  simulator.start();
  const last = 999 + agents;
  console.log(`
  vici-hub demo: a simulated call centre, no real dialler, no real callers.
  Everything is kept in memory and gone when this ends.

    CRM page      ${hub.url}/demo/
    WebSocket     ${hub.socketUrl}
    text API      ${hub.url}/agc/api.php?source=test&user=${DEMO_API_USER}&pass=1234&agent_user=1000&function=external_pause&value=PAUSE
    agents        1000 to ${last}; 1000 is yours, the others work by themselves

  Ctrl-C ends it. With DATABASE_URL set, "npm start" serves that database instead.
`);
  await untilSignal();
  console.log('\n  vici-hub demo ends');
  await simulator.stop();
  await hub.close();
  await connection.close();
}
