import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { callWith } from './call-with.js';

describe('commands that come at once, on MariaDB', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' });
    await loadFixture(database);
  });
  afterAll(() => database.close());

  it('of several ra_call_control for one call one moves it', async () => {
    const value = 'Y1150934000000000205';
    const params = { agent_user: '1011', value, stage: 'HANGUP' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => callWith(database, {}, 'ra_call_control', params)),
    );
    const texts = answers.map(({ text }) => text).sort();
    expect(texts).toEqual([
      ...Array(5).fill(`ERROR: no active call found - ${value}`),
      `SUCCESS: ra_call_control hungup - 1011|${value}|HANGUP`,
    ]);
    const { db } = database.connection;
    expect(await db.selectFrom('manager').select('callerid').execute()).toEqual([
      { callerid: 'HAPI0934000000000205' },
    ]);
  });

  it('several lists of numbers for one agent leave one row', async () => {
    const send = (last: number) =>
      callWith(database, {}, 'transfer_conference', {
        agent_user: '1002',
        value: 'LEAVE_VM',
        multi_dial_phones: `212555120${last}`,
        md_check: 'yes',
        tw_check: 'yes',
      });
    const answers = await Promise.all([0, 1, 2, 3].map(send));
    for (const { text } of answers) {
      expect(text).toMatch(/^SUCCESS: transfer_conference .*\|Multi-phones: 1 1 [12]\|$/);
    }
    const { db } = database.connection;
    const rows = await db.selectFrom('3way_press_multi').select('phone_numbers').execute();
    expect(rows).toEqual([{ phone_numbers: expect.stringMatching(/^212555120\d$/) }]);
  });
});
