/**
 * Three hubs in processes of their own, one NATS, one MariaDB, 300 clients behind a balancer, a call
 * centre that works, commands and writes past the hubs at random; the leader is killed twice, NATS
 * once, and a node is added: in the end each picture is the database's, and no number went back.
 */
import { afterEach, describe, expect, inject, it } from 'vitest';
import { HubClient, type HubError } from '../../server/client.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { Simulator } from '../../server/simulator/index.js';
import { randomFrom } from '../feed/random.js';
import { giveCommand } from '../feed/random-command.js';
import { settled, writePastTheHub } from '../feed/random-writes.js';
import { pause, viewOf } from '../feed/support.js';
import { type Claims, TappedClient } from '../feed/tapped-client.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { signToken } from '../support/hub-on-fixture.js';
import { type PrivateNats, startPrivateNats } from '../support/private-nats.js';
import { Balancer } from './balancer.js';
import { ClusterRig } from './cluster-rig.js';

const AGENTS = 12;
const CLIENTS = 300;
const USERS = Array.from({ length: AGENTS }, (_, index) => String(1000 + index));
const NIGHT = ['1009', '1010', '1011'];
const TAKEOVER_MS = 5_000;

const RIGHTS: readonly Claims[] = [
  { agents: '*' },
  { agents: '*', redact: true },
  { agents: ['1000', '1003'] },
  { agents: [], campaigns: ['SALES'] },
  { agents: ['1002'], user_groups: ['NIGHT'] },
  { agents: ['1004'], campaigns: ['SUPPORT'], user_groups: ['NIGHT'], redact: true },
];
const FILTERS = [
  {},
  { agents: ['1000', '1002', '1010'] },
  { campaigns: ['SALES'] },
  { user_groups: ['NIGHT'] },
];

let nats: PrivateNats | undefined;
let database: TestDatabase | undefined;
let rig: ClusterRig | undefined;
let balancer: Balancer | undefined;
const open: HubClient[] = [];

afterEach(async () => {
  for (const client of open.splice(0)) client.close();
  await balancer?.stop();
  await rig?.close();
  await database?.close();
  await nats?.stop();
});

async function setUp(seed: number) {
  const random = randomFrom(seed);
  nats = await startPrivateNats();
  database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' });
  const { connection } = database;
  const simulator = new Simulator({
    connection,
    agents: AGENTS,
    seed,
    log: { info: () => {}, error: () => {} }, // a command may meet a tick half way
    comeBackMs: { controlled: 3_000, others: 5_000 },
  });
  await simulator.prepare();
  await connection.db
    .updateTable('users')
    .set({ user_group: 'NIGHT' })
    .where('user', 'in', NIGHT)
    .execute();
  rig = new ClusterRig({ databaseUrl: database.url, natsUrl: nats.url });
  balancer = await Balancer.start(random);
  await Promise.all(['a', 'b', 'c'].map((name) => rig?.add(name)));
  await rig.untilLed(TAKEOVER_MS);
  balancer.ports = rig.nodes.map(({ port }) => port);
  return { random, connection, simulator, nats, rig, balancer };
}

type Stage = Awaited<ReturnType<typeof setUp>>;

/** @returns how long nobody led, ms */
async function killLeader({ rig, balancer }: Stage): Promise<number> {
  const leader = await rig.untilLed(TAKEOVER_MS);
  balancer.ports = rig.nodes.filter((node) => node !== leader).map(({ port }) => port);
  const at = Date.now();
  await leader.kill();
  rig.nodes.splice(rig.nodes.indexOf(leader), 1);
  const next = await rig.untilLed(2 * TAKEOVER_MS);
  return next.ledSince - at;
}

async function addNode({ rig, balancer }: Stage, name: string): Promise<void> {
  await rig.add(name);
  balancer.ports = rig.nodes.map(({ port }) => port);
}

describe('whatever happens to a cluster', () => {
  it('every picture ends as the database, and no number goes back', async () => {
    const stage = await setUp(41);
    const { random, connection, simulator, nats, rig, balancer } = stage;
    const clients = Array.from({ length: CLIENTS }, (_, index) => {
      const claims = RIGHTS[index % RIGHTS.length] ?? { agents: '*' };
      const token = signToken(rig.secret, claims);
      const filter = random.pick(FILTERS);
      return new TappedClient(balancer.socketUrl, token, claims, filter, random.next);
    });
    open.push(...clients.map(({ client }) => client));
    await Promise.all(clients.map(({ subscription }) => subscription.ready));
    const caller = new HubClient({ url: balancer.socketUrl, token: signToken(rig.secret) });
    open.push(caller);

    let now = Date.now();
    const outcomes: string[] = [];
    let isWorking = true;
    const work = async () => {
      while (isWorking) {
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
            await giveCommand(caller, random, random.pick(USERS)).then(
              () => outcomes.push('done'),
              (error: HubError) => outcomes.push(error.reason),
            );
        }
        await pause(10);
      }
    };
    const working = work();
    await pause(1_500);
    const takeovers = [await killLeader(stage)];
    await pause(1_000);
    await addNode(stage, 'd');
    await pause(1_000);
    await nats.kill();
    const before = outcomes.filter((outcome) => outcome === 'done').length;
    await pause(2_500);
    // commands go on without NATS
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(before + 5);
    await nats.start();
    await rig.untilLed(TAKEOVER_MS);
    await pause(1_500);
    takeovers.push(await killLeader(stage));
    await pause(1_000);
    await addNode(stage, 'e');
    await pause(1_500);
    isWorking = false;
    await working;

    for (const took of takeovers) expect(took).toBeLessThanOrEqual(TAKEOVER_MS);
    const troubles = ['internal_error', 'invalid_params', 'database_unavailable'];
    expect(outcomes.filter((outcome) => troubles.includes(outcome))).toEqual([]);

    const fresh = new AgentFeed({ connection, pollMs: 1_000 });
    fresh.start();
    const expected = await Promise.all(
      clients.map(async ({ claims, filter }) =>
        settled((await fresh.snapshot(viewOf(claims, filter))).agents),
      ),
    );
    await fresh.stop();
    const isRight = (client: TappedClient, index: number) =>
      JSON.stringify(settled(client.heard.values())) === JSON.stringify(expected[index]);
    const deadline = Date.now() + 10_000;
    while (!clients.every(isRight) && Date.now() < deadline) await pause(50);
    clients.forEach((client, index) => {
      expect(client.complaints).toEqual([]);
      expect(settled(client.heard.values())).toEqual(expected[index]);
      expect(settled(client.subscription.agents.values())).toEqual(expected[index]);
    });
    // most came back to another node, and were told only what they had missed
    const recoveries = clients.reduce((sum, client) => sum + client.recoveries, 0);
    expect(recoveries).toBeGreaterThan(CLIENTS / 3);
  }, 90_000);
});
