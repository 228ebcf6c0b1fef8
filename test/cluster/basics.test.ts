/** What one can rely on in a cluster of two nodes, point by point. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import { HubClient } from '../../server/client.js';
import { pause, until } from '../feed/support.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { signToken } from '../support/hub-on-fixture.js';
import { type PrivateNats, startPrivateNats } from '../support/private-nats.js';
import { ClusterRig, type Node } from './cluster-rig.js';

/** Paused. */
const AGENT = '1000';
/** They wait for calls: a pause is pending until it is obeyed. */
const [READY, ALSO_READY] = ['1001', '1007'] as const;
const RIGHT_PASSWORD = '1234';

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
    env: { HUB_CACHE_MS: '0', HUB_MAX_CONNECTIONS_PER_SUBJECT: '3', HUB_MAX_LOGIN_FAILURES: '4' },
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

/** Each test with a user of its own, where connections are counted. */
function connect(node: Node, claims: object = {}): HubClient {
  const client = new HubClient({
    url: node.socketUrl,
    token: signToken(rig.secret, claims),
    maxBackoffMs: 200,
  });
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await pause(50);
});

const whole = (agents: ReadonlyMap<string, AgentSession>) =>
  [...agents.values()].sort((a, b) => a.agent_user.localeCompare(b.agent_user));

const snapshot = async ({ url }: Node) => {
  const headers = { authorization: `Bearer ${signToken(rig.secret)}` };
  return (await (await fetch(`${url}/agents`, { headers })).json()) as {
    epoch: number;
    revision: number;
    agents: AgentSession[];
  };
};

const logIn = async ({ url }: Node, pass: string) =>
  (
    await fetch(`${url}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: '6666', pass }),
    })
  ).status;

/** Rows of `live_agents` that the server has read for anyone so far. */
async function rowsRead(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(rows_read), 0) n from information_schema.table_statistics
    where table_schema = database() and table_name = 'vicidial_live_agents'
  `.execute(database.connection.db);
  return Number(rows[0]?.n);
}

const loggedCommands = async (value: string) =>
  (
    await database.connection.db
      .selectFrom('api_log')
      .select('api_id')
      .where('function', '=', 'external_pause')
      .where('value', '=', value)
      .execute()
  ).length;

const other = (node: Node) => (node === first ? second : first);

describe('a cluster of two nodes', () => {
  it('shows the same sessions under the same numbers on each', async () => {
    const one = connect(first).subscribeAgents({}, () => {});
    const another = connect(second).subscribeAgents({}, () => {});
    await Promise.all([one.ready, another.ready]);
    expect(one.agents.size).toBeGreaterThan(0);
    expect(whole(one.agents)).toEqual(whole(another.agents));
    expect(await snapshot(first)).toEqual(await snapshot(second));
  });

  it('reads nothing while nobody listens anywhere, and reads for a listener of any node', async () => {
    await sql`set global userstat = 1`.execute(database.connection.db);
    try {
      await pause(300);
      const before = await rowsRead();
      await pause(500);
      expect(await rowsRead()).toBe(before);
      const follower = other(await rig.untilLed(5_000));
      await connect(follower).subscribeAgents({}, () => {}).ready;
      await pause(300);
      expect(await rowsRead()).toBeGreaterThan(before);
    } finally {
      await sql`set global userstat = 0`.execute(database.connection.db);
    }
  });

  it('shows on every node at once what a command on any node did', async () => {
    const follower = other(await rig.untilLed(5_000));
    const seen = connect(first).subscribeAgents({}, () => {});
    const alsoSeen = connect(second).subscribeAgents({}, () => {});
    await Promise.all([seen.ready, alsoSeen.ready]);
    const caller = connect(follower);
    await caller.call('external_pause', { agent_user: READY, value: 'PAUSE' });
    const isPending = ({ agents }: typeof seen) =>
      agents.get(READY)?.pending.external_pause?.startsWith('PAUSE') ?? false;
    await until(() => isPending(seen) && isPending(alsoSeen), 'the pause is shown', 1_000);
    const answered = await caller.request('get_agent', { agent_user: READY });
    expect(answered.pending.external_pause).toMatch(/^PAUSE/);
  });

  it('lets a client that left one node resume on another', async () => {
    const keeper = connect(second).subscribeAgents({}, () => {});
    await keeper.ready;
    const { epoch, revision } = await snapshot(first);
    await database.connection.db
      .updateTable('live_agents')
      .set({ pause_code: 'RESUME' })
      .where('user', '=', AGENT)
      .execute();
    await until(() => keeper.agents.get(AGENT)?.pause_code === 'RESUME', 'the change is shown');
    const answer = await connect(second).request('subscribe', { since: { epoch, revision } });
    expect(answer).toMatchObject({ epoch, recovered: true, agents: [] });
    const unknown = { epoch, revision: revision + 1_000_000 };
    const whole = await connect(second).request('subscribe', { since: unknown });
    expect(whole).toMatchObject({ epoch, recovered: false });
  });

  it('answers the same idempotency key on another node by the first answer', async () => {
    const [one, two] = [connect(first), connect(second)];
    const params = { agent_user: AGENT, value: 'PAUSE', idempotency_key: 'across' } as const;
    const before = await loggedCommands('PAUSE');
    const answer = await one.call('external_pause', params);
    await pause(1_100); // another time in the line, were it done again
    expect(await two.call('external_pause', params)).toEqual(answer);
    expect(await loggedCommands('PAUSE')).toBe(before + 1);
  });

  it('does a command once when two nodes get the same key together', async () => {
    const [one, two] = [connect(first), connect(second)];
    const before = await loggedCommands('RESUME');
    for (const idempotency_key of ['a', 'b', 'c', 'd', 'e']) {
      const params = { agent_user: AGENT, value: 'RESUME', idempotency_key } as const;
      const answers = await Promise.all([
        one.call('external_pause', params),
        two.call('external_pause', params),
      ]);
      expect(answers[0]).toEqual(answers[1]);
    }
    expect(await loggedCommands('RESUME')).toBe(before + 5);
  });

  it('lets a key be used again when its command was refused', async () => {
    const [one, two] = [connect(first), connect(second)];
    const params = { agent_user: 'nobody', value: 'PAUSE', idempotency_key: 'refused' } as const;
    for (const client of [one, two]) {
      await expect(client.call('external_pause', params)).rejects.toMatchObject({
        reason: 'agent_not_logged_in',
      });
    }
  });

  it('counts the connections of a subject on all nodes', async () => {
    await Promise.all([first, first, second].map((node) => connect(node).request('ping', {})));
    await pause(100);
    for (const node of [first, second]) {
      const client = new HubClient({ url: node.socketUrl, token: signToken(rig.secret) });
      clients.push(client);
      await expect(client.request('ping', {})).rejects.toMatchObject({
        reason: 'too_many_connections',
      });
    }
  });

  it('locks an address out on all nodes for what it tried on one', async () => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await logIn(first, 'wrong')).not.toBe(200);
      expect(await logIn(second, 'wrong')).not.toBe(200);
    }
    await pause(200);
    expect(await logIn(first, RIGHT_PASSWORD)).not.toBe(200);
    expect(await logIn(second, RIGHT_PASSWORD)).not.toBe(200);
    // also one that starts now
    const third = await rig.add('third');
    await pause(500);
    expect(await logIn(third, RIGHT_PASSWORD)).not.toBe(200);
    await third.end();
    rig.nodes.splice(rig.nodes.indexOf(third), 1);
  });

  it('hands the lead over at once when the leader is told to end', async () => {
    await rig.add('third');
    await pause(500);
    const leader = await rig.untilLed(5_000);
    const at = Date.now();
    await leader.end();
    rig.nodes.splice(rig.nodes.indexOf(leader), 1);
    const next = await rig.untilLed(5_000);
    expect(next.ledSince - at).toBeLessThan(2_000);
    const [one, another] = rig.nodes;
    if (!one || !another) throw new Error('two nodes are left');
    [first, second] = [one, another];
  });

  it('goes on without NATS, says so, and begins a new numbering when NATS has lost its data', async () => {
    const before = await snapshot(first);
    const states: string[] = [];
    const client = connect(first);
    client.onFeedStatus(({ state }) => states.push(state));
    const seen = client.subscribeAgents({}, () => {});
    const alsoSeen = connect(second).subscribeAgents({}, () => {});
    await Promise.all([seen.ready, alsoSeen.ready]);
    await nats.kill();
    await until(() => states.includes('stale'), 'it says stale', 3_000);
    await client.call('external_pause', {
      agent_user: ALSO_READY,
      value: 'PAUSE',
      idempotency_key: 'alone',
    });
    await nats.forget();
    await nats.start();
    const isShown = ({ agents }: typeof seen) =>
      agents.get(ALSO_READY)?.pending.external_pause !== undefined;
    await until(() => isShown(seen) && isShown(alsoSeen), 'the command is shown', 8_000);
    await until(() => states.at(-1) === 'live', 'it says live', 3_000);
    const after = await snapshot(first);
    expect(after.epoch).toBeGreaterThan(before.epoch);
    expect(await snapshot(second)).toEqual(after);
    const { epoch, revision } = before;
    const answer = await connect(second).request('subscribe', { since: { epoch, revision } });
    expect(answer).toMatchObject({ epoch: after.epoch, recovered: false });
  });
});
