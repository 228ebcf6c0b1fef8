import { describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase, createSqliteDatabase } from '../support/database.js';
import { useFunctionBench } from './function-bench.js';

const LEAD = {
  agent_user: '1000',
  phone_code: '1',
  phone_number: '7275551212',
  vendor_lead_code: 'A-1',
  first_name: 'Ada',
  comments: 'said "later"',
  rank: '5',
  date_of_birth: '1990-02-03',
  gender: 'F',
};

describe.each([
  ['MariaDB', () => createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' })],
  ['SQLite', createSqliteDatabase],
] as const)('external_add_lead once for each key, on %s', (_form, create) => {
  const bench = useFunctionBench(create);

  const first = (text: string, params: Readonly<Record<string, string>> = LEAD, user?: string) =>
    bench.call('external_add_lead', params, user, { text, mayBeDone: false });
  /** Where nobody remembers whether there was a first attempt. */
  const again = (text: string, params: Readonly<Record<string, string>> = LEAD, user?: string) =>
    bench.call('external_add_lead', params, user, { text, mayBeDone: true });
  const count = async () =>
    (await bench.db.selectFrom('list').select('lead_id').where('status', '=', 'NEW').execute())
      .length;
  const forgetLog = () => bench.db.deleteFrom('api_log').execute();

  it('logs the campaign and the key behind the documented data, and only with a key', async () => {
    const { data } = await first('order 7|a%');
    const { lead_id } = data as { lead_id: number };
    const without = await bench.call('external_add_lead', LEAD);
    const other = (without.data as { lead_id: number }).lead_id;
    expect((await bench.log()).map((row) => row.data)).toEqual([
      `7275551212|101|${lead_id}|TESTCAMP|order%00207%007ca%0025`,
      `7275551212|101|${other}`,
    ]);
  });

  it('answers what is logged under the key as the first time, and does and logs nothing', async () => {
    const answer = await first('k1');
    const before = await count();
    expect(await again('k1')).toEqual(answer);
    // whatever has become of the session, and whatever is sent
    await bench.db.deleteFrom('live_agents').where('user', '=', '1000').execute();
    expect(await again('k1', { ...LEAD, phone_number: '7275550000' })).toEqual(answer);
    expect(await count()).toBe(before);
    expect(await bench.log()).toHaveLength(1);
  });

  it.each([
    ['k1', 'K1'],
    ['b', 'a|b'],
    ['a|b', 'b'],
    ['é', 'e'],
    ['\ud800', '\ud801'],
    ['a_', 'ab'],
    ['%0020', ' '],
  ])('tells the key %j from %j', async (one, another) => {
    const before = await count();
    await first(one);
    await again(another);
    expect(await count()).toBe(before + 2);
    const answer = await again(one);
    expect(answer.text).toBe((await again(one)).text);
    expect(await count()).toBe(before + 2);
  });

  it('is not misled by a number with bars', async () => {
    const before = await count();
    // its row ends like the one of number 12, list 1, lead 2, campaign 101 and a key
    const { data } = await bench.call('external_add_lead', { ...LEAD, value: '12|1|2' });
    await again(String((data as { lead_id: number }).lead_id), { ...LEAD, value: '12' });
    expect(await count()).toBe(before + 2);
    await first('4', { ...LEAD, value: '1|2' });
    await again('4', { ...LEAD, value: '1|2' });
    expect(await count()).toBe(before + 3);
  });

  it('takes a lead that was added and not logged for its own, and logs it', async () => {
    const answer = await first('k1');
    await forgetLog();
    const before = await count();
    // since then the number may have been refused to others
    await bench.db.insertInto('dnc').values({ phone_number: LEAD.phone_number }).execute();
    const params = { ...LEAD, dnc_check: 'YES' };
    expect(await again('k1', params)).toEqual(answer);
    expect(await count()).toBe(before);
    expect((await bench.log())[0]?.data).toMatch(/\|TESTCAMP\|k1$/);
    expect(await again('k1', params)).toEqual(answer);
    expect(await bench.log()).toHaveLength(1);
  });

  it('leaves a lead that another command has logged alone', async () => {
    await first('k1');
    await bench.call('external_add_lead', LEAD);
    const before = await count();
    await again('k2');
    expect(await count()).toBe(before + 1);
  });

  it.each([
    ['phone_number', '7275551213'],
    ['phone_code', '44'],
    ['vendor_lead_code', 'a-1'],
    ['first_name', 'ada'],
    ['first_name', ''],
    ['comments', 'said "later" '],
    ['rank', '6'],
    ['rank', ''],
    ['date_of_birth', ''],
    ['gender', ''],
    ['owner', 'me'],
    ['gmt_offset_now', '-5'],
  ])('does not take a lead whose %s is not %j', async (field, value) => {
    await first('k1', { ...LEAD, [field]: value });
    await forgetLog();
    const before = await count();
    await again('k1');
    expect(await count()).toBe(before + 1);
  });

  it('does not take what another user, an agent screen or a time before has added', async () => {
    const { data } = await first('k1');
    await forgetLog();
    const changed = async (changes: object) => {
      const { lead_id } = data as { lead_id: number };
      await bench.db.updateTable('list').set(changes).where('lead_id', '=', lead_id).execute();
      const before = await count();
      await again('k1');
      expect(await count()).toBe(before + 1);
      await forgetLog();
      await bench.db.deleteFrom('list').where('lead_id', '>', lead_id).execute();
    };
    await changed({ user: '1000' });
    await changed({ user: '6666', status: 'INCALL' });
    const old = '2020-01-01 00:00:00';
    await changed({ status: 'NEW', entry_date: old, last_local_call_time: old });
  });

  it('adds two leads for two keys at once, though nobody remembers either', async () => {
    const before = await count();
    const answers = await Promise.all([
      again('k1'),
      first('k2'),
      again('k3'),
      bench.call('external_add_lead', LEAD),
    ]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(4);
    expect(await count()).toBe(before + 4);
    expect(await bench.log()).toHaveLength(4);
  });
});
