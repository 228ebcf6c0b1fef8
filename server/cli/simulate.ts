/** `vici-hub simulate`: the simulated call centre alone, on the database of `DATABASE_URL`. */
import { ConfigError, type HubConfig } from '../config.js';
import { DEMO_API_USER } from '../http/demo.js';
import { createLog } from '../log.js';
import { openSimulatorDatabase, Simulator } from '../simulator/index.js';
import { untilSignal } from './until-signal.js';

/** Left to whoever tries the API. */
const CONTROLLED = '1000';

/**
 * Fills the database when it is empty, then works on it until a signal comes.
 * @param agents how many simulated agents, 1 to 2,000
 * @param seed the same seed gives the same day
 * @throws ConfigError, ForeignDatabaseError, or the database's error
 */
export async function runSimulate(config: HubConfig, agents: number, seed: number): Promise<void> {
  const { databaseUrl, tablePrefix } = config;
  if (!databaseUrl?.startsWith('mysql:')) {
    throw new ConfigError(
      'DATABASE_URL: simulate needs an empty MySQL or MariaDB database, mysql://user:pass@host:3306/database',
    );
  }
  const ended = untilSignal();
  const log = createLog(process.env.HUB_LOG_LEVEL ? config.logLevel : 'warn');
  const { connection, isNew } = await openSimulatorDatabase(databaseUrl, tablePrefix);
  try {
    const simulator = new Simulator({ connection, agents, seed, controlled: [CONTROLLED], log });
    await simulator.prepare();
    simulator.start();
    const { prefix } = connection.installation;
    console.log(`
  vici-hub simulate: a simulated call centre, no real dialler, no real callers.
  ${isNew ? 'The database was empty: the tables were created' : 'The database was filled by an earlier run: it goes on'}${prefix && `, names begin with ${prefix}`}.

    agents        ${CONTROLLED}${agents > 1 ? ` to ${999 + agents}` : ''}; ${CONTROLLED} is yours${agents > 1 ? ', the others work by themselves' : ''}
    API user      ${DEMO_API_USER}, password 1234

  Next, in another terminal and with the same DATABASE_URL:

    export HUB_JWT_SECRET=$(openssl rand -hex 32)
    vici-hub serve
    vici-hub call external_pause agent_user=${CONTROLLED} value=PAUSE

  Ctrl-C ends it; the database stays as it is.
`);
    await ended;
    console.log('\n  vici-hub simulate ends');
    await simulator.stop();
  } finally {
    await connection.close();
  }
}
