/** A leader that was replaced without noticing: nothing of what it writes is kept. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterNames, readAddress } from '../../server/cluster/address.js';
import { Follower } from '../../server/cluster/follower.js';
import { ClusterLink } from '../../server/cluster/link.js';
import { Publisher } from '../../server/cluster/publisher.js';
import { session } from '../feed/support.js';
import { type PrivateNats, startPrivateNats } from '../support/private-nats.js';

const log = { info: () => {}, warn: () => {} };
const names = clusterNames('fencing');
const feed = { begin: () => {}, follow: () => {}, forget: () => {} };
const picture = (pause_code: string) => ({
  agents: new Map([['1000', session({ pause_code })]]),
  queues: new Map(),
});

let nats: PrivateNats;
let link: ClusterLink;
let follower: Follower;

beforeAll(async () => {
  nats = await startPrivateNats();
  link = new ClusterLink(readAddress(nats.url), log);
  follower = new Follower(link, names, feed, log);
});

afterAll(async () => {
  follower.stop();
  await link.close();
  await nats.stop();
});

describe('a leader that was replaced', () => {
  it('is refused by the server, though it thinks that it leads', async () => {
    const old = await Publisher.open(link, names, follower, 1, () => true);
    await old.publish(picture('BEFORE'));
    await follower.until(() => follower.revision >= old.revision, 2_000);
    const next = await Publisher.open(link, names, follower, 2, () => true);
    await next.publish(picture('NEXT'));
    await expect(old.publish(picture('TOO LATE'))).rejects.toThrow(/wrong last sequence/);
    expect(old.isGood).toBe(false);
    await follower.until(() => follower.revision >= next.revision, 2_000);
    expect(follower.sessions.agents.get('1000')?.pause_code).toBe('NEXT');
    expect(follower.term).toBe(2);
  });

  it('writes nothing once its lease is over', async () => {
    let isValid = true;
    const leader = await Publisher.open(link, names, follower, 3, () => isValid);
    isValid = false;
    await expect(leader.publish(picture('LATE'))).rejects.toThrow(/does not lead/);
  });
});
