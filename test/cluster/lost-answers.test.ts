/** Commands with a key whose answer is lost on one node and asked for on another. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clusterNames, readAddress } from '../../server/cluster/address.js';
import { ClusterLink } from '../../server/cluster/link.js';
import { SharedAnswers } from '../../server/cluster/shared-answers.js';
import { onServer } from '../support/database.js';
import { signToken } from '../support/hub-on-fixture.js';
import { type PrivateNats, startPrivateNats } from '../support/private-nats.js';
import { RawSocket } from '../support/raw-socket.js';
import { AnswerCutter } from '../trust/answer-cutter.js';
import { FaultyDatabase } from '../trust/faulty-database.js';
import { ClusterRig, type Node } from './cluster-rig.js';

const LIMITS = { timeout: 15_000, interval: 50 };
const PATIENCE_MS = 15_000;
const FORM = { store: (answer: string) => answer || undefined, recall: String };

let nats: PrivateNats;

beforeAll(async () => {
  nats = await startPrivateNats();
});
afterAll(() => nats?.stop());

describe('a lead whose answer is lost with a node', () => {
  let database: FaultyDatabase;
  let cutter: AnswerCutter;
  let rig: ClusterRig;
  let first: Node;
  let second: Node;
  let turn = 0;
  let value = '';
  const sockets: RawSocket[] = [];

  beforeAll(async () => {
    database = await FaultyDatabase.create();
    cutter = await AnswerCutter.start(database.server.port);
  });
  beforeEach(async () => {
    turn += 1;
    value = `555000${String(turn).padStart(4, '0')}`;
    rig = new ClusterRig({ databaseUrl: database.url, natsUrl: nats.url });
    [first, second] = await Promise.all([
      rig.add('first', { DATABASE_URL: cutter.through(database.url) }),
      rig.add('second'),
    ]);
    await rig.untilLed(5_000);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.close();
    cutter.restore();
    await rig.close();
    await database.closeHubs();
  });
  afterAll(async () => {
    await cutter?.close();
    await database?.close();
  });

  const connect = async (node: Node) => {
    const socket = await RawSocket.authenticated(node.socketUrl, signToken(rig.secret));
    sockets.push(socket);
    return socket;
  };
  const add = (socket: RawSocket) => {
    const lead = { agent_user: '1000', phone_number: value, phone_code: '1' };
    return socket.request('external_add_lead', { ...lead, idempotency_key: value }, PATIENCE_MS);
  };
  const leads = () => database.rows(`select lead_id from list where phone_number = '${value}'`);
  const rows = () =>
    database.rows(`select data from api_log where value = '${value}' and result = 'SUCCESS'`);
  /** Given to the first node: inserted, but that node does not hear of it. */
  const addUnheard = async (socket: RawSocket) => {
    const holder = await database.connect();
    await holder.query('lock tables list read');
    const answer = add(socket);
    answer.catch(() => {}); // its node may be killed
    const writing = async () =>
      (await database.hubConnections()).filter(({ info }) =>
        /^insert into `list`/i.test(`${info}`),
      );
    await expect.poll(async () => (await writing()).length, LIMITS).toBe(1);
    cutter.cut();
    await holder.end();
    await expect.poll(async () => (await leads()).length, LIMITS).toBe(1);
    return { answer };
  };
  const expectOne = async () => {
    const [lead, ...more] = await leads();
    expect(more).toEqual([]);
    expect(await rows()).toEqual([{ data: `${value}|101|${lead?.lead_id}|TESTCAMP|${value}` }]);
  };

  it('is added once when that node is killed', async () => {
    const [one, two] = [await connect(first), await connect(second)];
    await addUnheard(one);
    const answer = add(two);
    await first.kill();
    expect((await answer).result?.level).toBe('success');
    await expectOne();
  }, 60_000);

  it('is added once, at once, when that node has only lost the database', async () => {
    const [one, two] = [await connect(first), await connect(second)];
    const { answer } = await addUnheard(one);
    cutter.restore();
    expect((await answer).error).toMatchObject({ code: 5003 });
    const began = performance.now();
    const { result } = await add(two);
    expect(result?.level).toBe('success');
    expect(performance.now() - began).toBeLessThan(3_000);
    await expectOne();
    // it tries the database again in a moment
    await expect.poll(async () => (await add(one)).result, LIMITS).toEqual(result);
    await expectOne();
  }, 60_000);

  it('is answered by the second node when the first could not log it and lives', async () => {
    const [one, two] = [await connect(first), await connect(second)];
    const name = new URL(database.url).pathname.slice(1);
    await onServer(database.server.url, `rename table ${name}.api_log to ${name}.away`);
    expect((await add(one)).error).toMatchObject({ code: 5003 });
    await onServer(database.server.url, `rename table ${name}.away to ${name}.api_log`);
    const { result } = await add(two);
    expect(result?.level).toBe('success');
    expect((await add(one)).result).toEqual(result);
    await expectOne();
  }, 60_000);
});

describe('what a node is told of a key', () => {
  const links: ClusterLink[] = [];
  let ahead = 0;
  afterEach(async () => {
    for (const link of links.splice(0)) await link.close();
    ahead = 0;
  });

  const start = async () => {
    const address = readAddress(nats.url);
    const link = new ClusterLink(address, { info: () => {}, warn: () => {} });
    links.push(link);
    const time = () => performance.now() + ahead;
    const answers = new SharedAnswers(link, clusterNames('told'), time);
    await expect.poll(() => link.isUp, LIMITS).toBe(true);
    return answers;
  };
  const told = (answers: SharedAnswers, key: string, give: string | Error = 'done') => {
    let said: boolean | undefined;
    return answers
      .once(
        key,
        async (mayBeDone) => {
          said = mayBeDone;
          if (give instanceof Error) throw give;
          return give;
        },
        FORM,
      )
      .then(
        () => said,
        () => said,
      );
  };
  const lost = () => Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' });

  it('may be done where the bucket cannot know: too young, or cut off', async () => {
    const answers = await start();
    expect(await told(answers, 'young')).toBe(true);
    ahead = 11 * 60_000;
    expect(await told(answers, 'old')).toBe(false);
    await nats.kill();
    await expect.poll(() => links[0]?.isUp, LIMITS).toBe(false);
    expect(await told(answers, 'alone')).toBe(true);
    await nats.start();
    await expect.poll(() => links[0]?.isUp, LIMITS).toBe(true);
    expect(await told(answers, 'back')).toBe(true);
    ahead *= 2;
    expect(await told(answers, 'long back')).toBe(false);
  });

  it('may be done where another node was cut off, also after a refusal', async () => {
    const [one, two] = [await start(), await start()];
    ahead = 11 * 60_000;
    expect(await told(one, 'cut', lost())).toBe(false);
    expect(await told(two, 'cut', '')).toBe(true);
    expect(await told(one, 'cut')).toBe(true);
    expect(await told(two, 'cut')).toBeUndefined();
  });

  it('is not done where another node refused it', async () => {
    const [one, two] = [await start(), await start()];
    ahead = 11 * 60_000;
    expect(await told(one, 'refused', '')).toBe(false);
    expect(await told(two, 'refused', new Error('a mistake'))).toBe(false);
    expect(await told(one, 'refused')).toBe(false);
  });
});
