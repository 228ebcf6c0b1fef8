/** Hubs on a cluster of three NATS servers with replicated buckets: any one of the servers may go. */
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { HubClient } from '../../server/client.js';
import { pause, until } from '../feed/support.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { signToken } from '../support/hub-on-fixture.js';
import { freePort } from '../support/private-mariadb.js';
import { type PrivateNats, startPrivateNats } from '../support/private-nats.js';
import { ClusterRig } from './cluster-rig.js';

const SERVERS: readonly string[] = ['n1', 'n2', 'n3'];
const AGENT = '1000';
/** As docs/scaling.md tells operators to. */
const BUCKETS = [
  ['vici_hub_feed', { history: 16 }],
  ['vici_hub_state', {}],
  ['vici_hub_answers', { ttl: 600_000, max_bytes: 64 * 1024 * 1024 }],
] as const;

let servers: PrivateNats[] = [];
let database: TestDatabase | undefined;
let rig: ClusterRig | undefined;
const clients: HubClient[] = [];

beforeAll(async () => {
  const routes = await Promise.all(SERVERS.map(() => freePort()));
  servers = await Promise.all(
    SERVERS.map((name, index) =>
      startPrivateNats([
        ...['-n', name, '-cluster_name', 'test'],
        ...['-cluster', `nats://127.0.0.1:${routes[index]}`],
        ...['-routes', routes.map((port) => `nats://127.0.0.1:${port}`).join()],
      ]),
    ),
  );
  await createBuckets();
  database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' });
  await loadFixture(database);
  const natsUrl = servers.map(({ url }) => url).join();
  rig = new ClusterRig({ databaseUrl: database.url, natsUrl });
  await Promise.all([rig.add('first'), rig.add('second')]);
  await rig.untilLed(10_000);
});

afterAll(async () => {
  for (const client of clients) client.close();
  await rig?.close();
  await database?.close();
  await Promise.all(servers.map((server) => server.stop()));
});

const addresses = () => servers.map(({ url }) => url.replace('nats://', ''));

/** Tries until the servers have found one another and elected who may create them. */
async function createBuckets(): Promise<void> {
  const connection = await connect({ servers: addresses() });
  const deadline = Date.now() + 20_000;
  for (const [name, options] of BUCKETS) {
    for (;;) {
      try {
        await new Kvm(jetstream(connection)).create(name, { ...options, replicas: 3 });
        break;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await pause(100);
      }
    }
  }
  await connection.close();
}

/** @returns the index of the server that leads the feed's stream, and how many follow it */
async function leaderOfFeed(): Promise<{ leader: number; replicas: number }> {
  const connection = await connect({ servers: addresses() });
  const { cluster } = await (await jetstreamManager(connection)).streams.info('KV_vici_hub_feed');
  await connection.close();
  const leader = SERVERS.indexOf(cluster?.leader ?? '');
  return { leader, replicas: cluster?.replicas?.length ?? 0 };
}

it('goes on when the server that leads the stream is killed, and when it comes back', async () => {
  if (!rig || !database) throw new Error('not set up');
  const { db } = database.connection;
  const pauseCode = (code: string) =>
    db.updateTable('live_agents').set({ pause_code: code }).where('user', '=', AGENT).execute();
  const subscriptions = rig.nodes.map(({ socketUrl }) => {
    const client = new HubClient({ url: socketUrl, token: signToken(rig?.secret ?? '') });
    clients.push(client);
    void client.connect();
    return client.subscribeAgents({ agents: [AGENT] }, () => {});
  });
  const allSee = (code: string) =>
    until(
      () => subscriptions.every(({ agents }) => agents.get(AGENT)?.pause_code === code),
      `everybody sees ${code}`,
      20_000,
    );

  await pauseCode('ONE');
  await allSee('ONE');
  const { leader, replicas } = await leaderOfFeed();
  expect(replicas).toBe(2);
  const epochs = await Promise.all(rig.nodes.map(epochOf));

  await servers[leader]?.kill();
  await pauseCode('TWO');
  await allSee('TWO');
  expect((await leaderOfFeed()).leader).not.toBe(leader);

  await servers[leader]?.start();
  await pauseCode('THREE');
  await allSee('THREE');
  // nothing was lost that would make clients begin anew
  expect(await Promise.all(rig.nodes.map(epochOf))).toEqual(epochs);
});

async function epochOf({ url }: { url: string }): Promise<number> {
  const headers = { authorization: `Bearer ${signToken(rig?.secret ?? '')}` };
  return ((await (await fetch(`${url}/agents`, { headers })).json()) as { epoch: number }).epoch;
}
