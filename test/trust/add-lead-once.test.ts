/** `external_add_lead` with a key, where the database or the hub goes between commit and answer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawSocket } from '../support/raw-socket.js';
import { AnswerCutter } from './answer-cutter.js';
import { FaultyDatabase } from './faulty-database.js';

const LIMITS = { timeout: 15_000, interval: 50 };
const PATIENCE_MS = 15_000;

describe('a lead whose answer is lost', () => {
  let database: FaultyDatabase;
  let cutter: AnswerCutter;
  let turn = 0;
  let value = '';

  beforeAll(async () => {
    database = await FaultyDatabase.create();
    cutter = await AnswerCutter.start(database.server.port);
  });
  beforeEach(() => {
    turn += 1;
    value = `555000${String(turn).padStart(4, '0')}`;
  });
  afterEach(async () => {
    cutter.restore();
    await database.closeHubs();
    await database.server.start();
  });
  afterAll(async () => {
    await cutter.close();
    await database.close();
  });

  const startHub = () => database.startHub({ DATABASE_URL: cutter.through(database.url) });
  const add = (socket: RawSocket) => {
    const lead = { agent_user: '1000', phone_number: value, phone_code: '1' };
    return socket.request('external_add_lead', { ...lead, idempotency_key: value }, PATIENCE_MS);
  };
  const until = (socket: RawSocket) =>
    expect.poll(async () => (await add(socket)).result?.level, LIMITS).toBe('success');
  const leads = () => database.rows(`select lead_id from list where phone_number = '${value}'`);
  const rows = () =>
    database.rows(`select data from api_log where value = '${value}' and result = 'SUCCESS'`);
  const expectOne = async (socket: RawSocket) => {
    const [lead, ...more] = await leads();
    expect(more).toEqual([]);
    expect(await rows()).toEqual([{ data: `${value}|101|${lead?.lead_id}|TESTCAMP|${value}` }]);
    expect((await add(socket)).result?.data).toMatchObject({ lead_id: lead?.lead_id });
    expect(await leads()).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  };
  /** Lets look, and the insert wait. */
  const holdLists = async () => {
    const holder = await database.connect();
    await holder.query('lock tables list read');
    const writing = async () =>
      (await database.hubConnections()).filter(({ info }) =>
        /^insert into `list`/i.test(`${info}`),
      );
    return {
      reached: () => expect.poll(async () => (await writing()).length, LIMITS).toBe(1),
      release: () => holder.end(),
    };
  };

  it('is added once when the connection breaks after the commit and the key asks again', async () => {
    const hub = await startHub();
    const socket = await database.socket(hub);
    const lists = await holdLists();
    const answer = add(socket);
    await lists.reached();
    cutter.cut();
    await lists.release();
    await expect.poll(async () => (await leads()).length, LIMITS).toBe(1);
    cutter.restore();
    expect((await answer).error).toMatchObject({ code: 5003, data: { temporary: true } });
    expect(await rows()).toEqual([]);
    await until(socket);
    await expectOne(socket);
    socket.close();
  });

  it('is added once when the hub goes before it is logged and the next one is asked', async () => {
    const gone = await startHub();
    const socket = await database.socket(gone);
    const lists = await holdLists();
    const answer = add(socket);
    await lists.reached();
    cutter.cut();
    await lists.release();
    await expect.poll(async () => (await leads()).length, LIMITS).toBe(1);
    const next = await database.startHub();
    const other = await database.socket(next);
    expect((await add(other)).result?.level).toBe('success');
    await expectOne(other);
    cutter.restore();
    await answer;
    for (const one of [socket, other]) one.close();
  });

  it('is answered by its row when the hub goes after it was logged', async () => {
    const gone = await database.startHub();
    const socket = await database.socket(gone);
    const { result } = await add(socket);
    const next = await database.startHub();
    const other = await database.socket(next);
    expect((await add(other)).result).toEqual(result);
    await expectOne(other);
    for (const one of [socket, other]) one.close();
  });

  it('is added when the database goes before the insert', async () => {
    const hub = await database.startHub();
    const socket = await database.socket(hub);
    const lists = await holdLists();
    const answer = add(socket);
    await lists.reached();
    await database.server.kill();
    expect((await answer).error).toMatchObject({ code: 5003 });
    await database.server.start();
    await until(socket);
    await expectOne(socket);
    socket.close();
  });
});
