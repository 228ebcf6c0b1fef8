/**
 * A hub on MariaDB, a call centre that works, commands and writes past the hub at random, clients
 * with all kinds of rights that drop out and come back: in the end each picture is the database's.
 */
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { HubClient, type HubError } from '../../server/client.js';
import { readConfig } from '../../server/config.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { Simulator } from '../../server/simulator/index.js';
import { type RunningHub, startHub } from '../../server/start-hub.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { signToken } from '../support/hub-on-fixture.js';
import { randomFrom } from './random.js';
import { giveCommand } from './random-command.js';
import { settled, writePastTheHub } from './random-writes.js';
import { viewOf } from './support.js';
import { type Claims, TappedClient } from './tapped-client.js';

const AGENTS = 9;
const CLIENTS = 12;
const STEPS = 400;
const USERS = Array.from({ length: AGENTS }, (_, index) => String(1000 + index));
const NIGHT = ['1006', '1007', '1008'];

const RIGHTS: readonly Claims[] = [
  { agents: '*' },
  { agents: '*', redact: true },
  { agents: ['1000', '1003'] },
  { agents: ['1001', '1006'], redact: true },
  { agents: [], campaigns: ['SALES'] },
  { agents: ['1002'], user_groups: ['NIGHT'] },
  { agents: ['1004'], campaigns: ['SUPPORT'], user_groups: ['NIGHT'], redact: true },
];
const FILTERS = [
  {},
  { agents: ['1000', '1002', '1007'] },
  { campaigns: ['SALES'] },
  { user_groups: ['NIGHT'] },
  { campaigns: ['SUPPORT'], agents: ['1002', '1005', '1006'] },
];

let database: TestDatabase | undefined;
let hub: RunningHub | undefined;
const open: HubClient[] = [];

afterEach(async () => {
  for (const client of open.splice(0)) client.close();
  await hub?.close();
  await database?.close();
});

async function setUp(seed: number) {
  database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' });
  const { connection } = database;
  const errors: unknown[] = [];
  const simulator = new Simulator({
    connection,
    agents: AGENTS,
    seed,
    log: { info: () => {}, error: (details) => errors.push(details) },
    comeBackMs: { controlled: 3_000, others: 5_000 },
  });
  await simulator.prepare();
  await connection.db
    .updateTable('users')
    .set({ user_group: 'NIGHT' })
    .where('user', 'in', NIGHT)
    .execute();
  const secret = randomBytes(32).toString('hex');
  hub = await startHub(
    readConfig({
      DATABASE_URL: database.url,
      HUB_PORT: '0',
      HUB_POLL_MS: '15',
      HUB_RATE_LIMIT: '100000',
      HUB_JWT_SECRET: secret,
      HUB_LOG_LEVEL: 'silent',
    }),
  );
  return { connection, simulator, errors, secret, hub };
}

describe('whatever happens between a dialler, a hub and its clients', () => {
  it.each([21, 22, 23])(
    'every picture ends as the database, seed %i',
    async (seed) => {
      const random = randomFrom(seed);
      const { connection, simulator, errors, secret, hub } = await setUp(seed);
      const caller = new HubClient({ url: hub.socketUrl, token: signToken(secret) });
      open.push(caller);
      const clients = Array.from({ length: CLIENTS }, (_, index) => {
        const claims = RIGHTS[index % RIGHTS.length] ?? { agents: '*' };
        const token = signToken(secret, claims);
        const filter = random.pick(FILTERS);
        return new TappedClient(hub.socketUrl, token, claims, filter, random.next);
      });
      open.push(...clients.map(({ client }) => client));
      await Promise.all(clients.map(({ subscription }) => subscription.ready));

      let now = Date.now();
      const commands: Promise<string>[] = [];
      for (let step = 0; step < STEPS; step += 1) {
        switch (random.below(5)) {
          case 0:
            now += 1_000;
            await simulator.tick(now);
            break;
          case 1:
            await writePastTheHub(connection, random, USERS);
            break;
          case 2:
            random.pick(clients).drop();
            break;
          default:
            commands.push(
              giveCommand(caller, random, random.pick(USERS)).then(
                () => 'done',
                (error: HubError) => error.reason,
              ),
            );
            if (random.below(2) === 0) await commands.at(-1);
        }
      }
      const outcomes = await Promise.all(commands);
      expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(20);
      const troubles = ['internal_error', 'invalid_params', 'database_unavailable', 'timeout'];
      expect(outcomes.filter((outcome) => troubles.includes(outcome))).toEqual([]);

      // one reading after the last write; what it sends is on the sockets before the pings' answers
      await Promise.all(clients.map(({ client }) => client.request('ping', {})));
      await hub.feed.freshAgent('1000', viewOf({ agents: '*' }));
      await Promise.all(clients.map(({ client }) => client.request('ping', {})));

      const fresh = new AgentFeed({ connection, pollMs: 1_000 });
      fresh.start();
      for (const client of clients) {
        expect(client.complaints).toEqual([]);
        const { agents } = await fresh.snapshot(viewOf(client.claims, client.filter));
        expect(settled(client.heard.values())).toEqual(settled(agents));
        expect(settled(client.subscription.agents.values())).toEqual(settled(agents));
      }
      await fresh.stop();
      const sum = (count: (client: TappedClient) => number) =>
        clients.reduce((total, client) => total + count(client), 0);
      expect(sum(({ recoveries }) => recoveries)).toBeGreaterThan(5);
      expect(errors).toEqual([]);
    },
    60_000,
  );
});
