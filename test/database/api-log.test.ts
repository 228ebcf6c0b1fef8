import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiLog } from '../../server/database/api-log.js';
import { createSqliteDatabase, type TestDatabase } from '../support/database.js';

const row = (value: number) => ({
  user: '6666',
  api_date: '2026-01-02 03:04:05',
  function: 'send_dtmf',
  agent_user: '1000',
  value: String(value),
  result: 'SUCCESS',
  result_reason: 'set',
  source: 'test',
  data: '',
  run_time: '0.000100',
});

describe('the group commit of api_log', () => {
  let database: TestDatabase;
  let inserted: number[] = [];

  beforeAll(async () => {
    database = await createSqliteDatabase();
  });
  beforeEach(async () => {
    await database.connection.db.deleteFrom('api_log').execute();
    inserted = [];
  });
  afterAll(() => database.close());

  /** Tells the rows of each insert. */
  const watched = () => {
    const { db } = database.connection;
    return new ApiLog(
      db.withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          inserted.push(Number(result.numAffectedRows));
          return result;
        },
      }),
    );
  };
  const stored = async () =>
    (
      await database.connection.db.selectFrom('api_log').select('value').orderBy('api_id').execute()
    ).map(({ value }) => Number(value));

  it('writes a crowd in few inserts, in order, of a handful of sizes', async () => {
    const log = watched();
    const all = Array.from({ length: 200 }, (_, index) => index);
    await Promise.all(all.map((value) => log.append([row(value)])));
    expect(await stored()).toEqual(all);
    expect(inserted).toEqual([1, 32, 32, 32, 32, 32, 32, 7]);
  });

  it('keeps the rows of one command together, however many they are', async () => {
    const log = watched();
    const many = (from: number, count: number) =>
      log.append(Array.from({ length: count }, (_, index) => row(from + index)));
    await Promise.all([
      many(0, 1),
      many(1, 3),
      many(4, 2),
      many(6, 100),
      many(106, 3),
      many(109, 5),
    ]);
    expect(await stored()).toEqual(Array.from({ length: 114 }, (_, index) => index));
    expect(inserted).toEqual([1, 5, 100, 8]);
  });

  it('tells each that waited whether it was written', async () => {
    const log = watched();
    const outcomes = await Promise.allSettled([
      log.append([row(0)]),
      log.append([{ ...row(1), user: null as unknown as string }]),
      log.append([]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
