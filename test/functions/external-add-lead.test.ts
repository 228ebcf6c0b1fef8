import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('external_add_lead', () => {
  const bench = useFunctionBench();

  const call = (params: Readonly<Record<string, string>>) =>
    bench.call('external_add_lead', {
      agent_user: '1000',
      phone_code: '1',
      phone_number: '7275551212',
      ...params,
    });
  const leads = () => bench.db.selectFrom('list').selectAll().orderBy('lead_id').execute();
  const newest = async () => (await leads()).at(-1);
  const REFUSED = 'ERROR: external_add_lead not valid - 7275551212|1|1000|';

  it.each([
    ['rank', '32768'],
    ['rank', 'high'],
    ['gmt_offset_now', '-100'],
    ['gmt_offset_now', '5.125'],
    ['gmt_offset_now', '5_0'],
    ['gmt_offset_now', 'abc'],
    ['date_of_birth', '2026-02-30'],
    ['date_of_birth', 'soon'],
    ['gender', 'X'],
    ['gender', 'm'],
    ['middle_initial', 'QQ'],
    ['country_code', 'USAX'],
    ['comments', 'c'.repeat(256)],
    ['vendor_id', 'v'.repeat(21)],
    ['owner', 'o'.repeat(21)],
  ])('refuses %s=%s, which its column cannot hold', async (field, value) => {
    const before = await leads();
    expect((await call({ [field]: value })).text).toBe(REFUSED);
    expect(await leads()).toEqual(before);
  });

  it('counts characters: 255 emoji fit into comments, 256 do not', async () => {
    expect((await call({ comments: '😀'.repeat(256) })).text).toBe(REFUSED);
    expect((await call({ comments: '😀'.repeat(255) })).text).toMatch(/^SUCCESS: lead added/);
    expect((await newest())?.comments).toBe('😀'.repeat(255));
  });

  it('refuses a phone_number without one digit although value has the number', async () => {
    expect((await call({ value: '7275551213', phone_number: 'none' })).text).toBe(
      'ERROR: external_add_lead not valid - 7275551213|1|1000|',
    );
  });

  it.each([
    ['7', ''],
    ['', '7'],
    ['', ''],
  ])('refuses value=%j and phone_number=%j: fewer than 2 characters', async (value, number) => {
    expect((await call({ value, phone_number: number })).text).toBe(
      `ERROR: external_add_lead not valid - ${value || number}|1|1000|`,
    );
  });

  it('does not reduce value to digits', async () => {
    const { text, data } = await call({ value: 'abc-1' });
    const lead = await newest();
    expect(text).toBe(`SUCCESS: lead added - abc-1|TESTCAMP|101|${lead?.lead_id}|1000`);
    expect(lead?.phone_number).toBe('abc-1');
    expect(data).toEqual({
      value: 'abc-1',
      campaign_id: 'TESTCAMP',
      list_id: 101,
      lead_id: lead?.lead_id,
      agent_user: '1000',
    });
  });

  it('stores numbers as numbers and what is absent as nothing', async () => {
    await call({ rank: '0012', gmt_offset_now: '-5' });
    expect(await newest()).toMatchObject({
      rank: 12,
      gmt_offset_now: '-5.00',
      date_of_birth: '0000-00-00',
      gender: '',
      owner: '',
      status: 'NEW',
      user: '6666',
    });
  });

  it.each(['YES', 'Y'])('dnc_check=%s refuses a number of the list', async (dnc_check) => {
    const before = await leads();
    const { text, outcome } = await call({ phone_number: '7275551999', dnc_check });
    expect(text).toBe('ERROR: add_lead PHONE NUMBER IN DNC - 7275551999|1000');
    expect(outcome.refusal?.reason).toBe('phone_number_in_dnc');
    expect(await leads()).toEqual(before);
  });

  it.each(['NO', 'yes', 'N', 'AREACODE'])('dnc_check=%s checks nothing', async (dnc_check) => {
    const { text } = await call({ phone_number: '7275551999', dnc_check });
    expect(text).toMatch(/^SUCCESS: lead added - 7275551999/);
  });

  it('prints a line and logs a row for each list that has the number, and no more', async () => {
    await call({ phone_number: '7275552999', dnc_check: 'Y', campaign_dnc_check: 'Y' });
    expect(await bench.log()).toEqual([
      {
        result: 'ERROR',
        result_reason: 'add_lead PHONE NUMBER IN DNC',
        value: '7275552999',
        data: '7275552999',
      },
      {
        result: 'ERROR',
        result_reason: 'add_lead PHONE NUMBER IN CAMPAIGN DNC',
        value: '7275552999',
        data: '7275552999|TESTCAMP',
      },
    ]);
  });

  it('says that the insertion failed, without the reason, when the database refuses it', async () => {
    await bench.database.store.execute(
      "create trigger no_lead before insert on list begin select raise(abort, 'secret'); end",
    );
    try {
      const { text } = await call({});
      expect(text).toBe('ERROR: lead insertion failed - 7275551212|TESTCAMP|101|1000');
      expect((await bench.log())[0]?.data).toBe('7275551212|101|');
    } finally {
      await bench.database.store.execute('drop trigger no_lead');
    }
  });

  it('takes quotes as data', async () => {
    const comments = `he said "it's 7' long"`;
    await call({ comments, vendor_lead_code: `a'b"c` });
    expect(await newest()).toMatchObject({ comments, vendor_lead_code: `a'b"c` });
  });
});
