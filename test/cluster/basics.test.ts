/** What one can rely on in a cluster of two nodes, point by point. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import { HubClient } from '../../server/client.js';
import { pause, until } from '../feed/support.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { signToken } from '../support/hub-on-fixture.js';
import { type PrivateNats, startPrivateNats } from '../support/private-nats.js';
import { ClusterRig, type Node } from './cluster-rig.js';

let database: TestDatabase;
let nats: PrivateNats;
let rig: ClusterRig;
let first: Node;
let second: Node;
const clients: HubClient[] = [];

beforeAll(async () => {
  nats = await startPrivateNats();
  database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' });
  await loadFixture(database);
  rig = new ClusterRig({
    databaseUrl: database.url,
    natsUrl: nats.url,
    env: { HUB_CACHE_MS: '0', HUB_MAX_CONNECTIONS_PER_SUBJECT: '6' },
  });
  [first, second] = await Promise.all([rig.add('first'), rig.add('second')]);
  await rig.untilLed(5_000);
}, 60_000);

afterAll(async () => {
  for (const client of clients) client.close();
  await rig?.close();
  await database?.close();
  await nats?.stop();
});

function connect(node: Node, claims: object = {}): HubClient {
  const client = new HubClient({ url: node.socketUrl, token: signToken(rig.secret, claims) });
  clients.push(client);
  return client;
}

const whole = (agents: ReadonlyMap<string, AgentSession>) =>
  [...agents.values()].sort((a, b) => a.agent_user.localeCompare(b.agent_user));

describe('a cluster of two nodes', () => {
  it('shows the same sessions under the same numbers on each', async () => {
    const one = connect(first).subscribeAgents({}, () => {});
    const other = connect(second).subscribeAgents({}, () => {});
    await Promise.all([one.ready, other.ready]);
    expect(one.agents.size).toBeGreaterThan(0);
    expect(whole(one.agents)).toEqual(whole(other.agents));
    await pause(10);
  });
});
