import { describe, expect, it } from 'vitest';
import { LEAD_FIELDS } from '../../protocol/functions/lead-fields.js';
import { useFunctionBench } from './function-bench.js';

describe('update_fields', () => {
  const bench = useFunctionBench();

  const call = (params: Readonly<Record<string, string>>, user?: string) =>
    bench.call('update_fields', { agent_user: '1002', ...params }, user);
  const lead = () =>
    bench.db.selectFrom('list').selectAll().where('lead_id', '=', 201).executeTakeFirstOrThrow();
  const told = () =>
    bench.db
      .selectFrom('live_agents')
      .select(['external_update_fields', 'external_update_fields_data'])
      .where('user', '=', '1002')
      .executeTakeFirstOrThrow();

  it('answers in the order of the request and tells the screen in the fixed order', async () => {
    const { text, data } = await call({
      vendor_lead_code: '1234567',
      scriptreload: '',
      address1: '',
      city: 'Ocala',
    });
    expect(text).toBe(
      "SUCCESS: update_fields lead updated - 6666|1002|201|vendor_lead_code='1234567',address1='',city='Ocala'",
    );
    expect(await told()).toEqual({
      external_update_fields: '1',
      external_update_fields_data: 'address1,city,vendor_lead_code,scriptreload',
    });
    expect(data).toEqual({
      user: '6666',
      agent_user: '1002',
      lead_id: 201,
      fields: { vendor_lead_code: '1234567', address1: '', city: 'Ocala' },
      reload: ['scriptreload'],
    });
  });

  it('blanks every field that is sent empty', async () => {
    const empty = Object.fromEntries(LEAD_FIELDS.map((name) => [name, '']));
    expect((await call(empty)).text).toMatch(/^SUCCESS: /);
    expect(await lead()).toMatchObject({
      ...empty,
      rank: 0,
      gmt_offset_now: '0.00',
      date_of_birth: '0000-00-00',
    });
  });

  it('leaves every field alone that is not sent', async () => {
    const before = await lead();
    await call({ city: 'Ocala', emailreload: '1' });
    expect(await lead()).toEqual({ ...before, city: 'Ocala' });
  });

  it('replaces what the screen has not taken yet', async () => {
    await call({ city: 'Ocala' });
    await call({ state: 'GA' });
    expect((await told()).external_update_fields_data).toBe('state');
  });

  it('knows names only in their letter case', async () => {
    expect((await call({ CITY: 'Ocala', FormReload: '1' })).text).toBe(
      'ERROR: no fields have been defined - 1002',
    );
  });

  it('does not know callbacksreload', async () => {
    expect((await call({ callbacksreload: '1' })).text).toBe(
      'ERROR: no fields have been defined - 1002',
    );
  });

  it('refuses names that exceed their column together, before it looks for the agent', async () => {
    const all = Object.fromEntries(LEAD_FIELDS.map((name) => [name, '']));
    const { text } = await call({ ...all, agent_user: '1009', formreload: '1' });
    expect(text).toBe('ERROR: update_fields not valid - 1009');
  });

  it.each([
    ['rank', '32768'],
    ['rank', 'x'],
    ['gender', 'female'],
    ['date_of_birth', '2025-02-29'],
    ['gmt_offset_now', '100'],
    ['phone_code', 'US'],
    ['phone_number', 'none'],
    ['middle_initial', 'QR'],
    ['security_phrase', 's'.repeat(101)],
  ])('refuses %s=%s and writes nothing', async (field, value) => {
    const before = await lead();
    expect((await call({ city: 'Ocala', [field]: value })).text).toBe(
      'ERROR: update_fields not valid - 1002',
    );
    expect(await lead()).toEqual(before);
    expect((await told()).external_update_fields).toBe('0');
  });

  it.each([
    ['0', false],
    ['1', true],
    ['2', true],
    ['3', true],
    ['4', true],
    ['5', false],
    ['6', false],
  ] as const)('users.modify_leads %s: may update is %j', async (modify_leads, may) => {
    await bench.db.updateTable('users').set({ modify_leads }).where('user', '=', '6666').execute();
    expect((await call({ city: 'Ocala' })).text).toMatch(
      may ? /^SUCCESS: / : /^ERROR: user is not allowed to modify lead information - 1002\|6666$/,
    );
  });

  it('succeeds when the lead itself is gone', async () => {
    await bench.db.deleteFrom('list').where('lead_id', '=', 201).execute();
    expect((await call({ city: 'Ocala' })).text).toBe(
      "SUCCESS: update_fields lead updated - 6666|1002|201|city='Ocala'",
    );
  });

  it('takes quotes as data', async () => {
    const { text } = await call({ comments: `O'Neil "Jr", x='1'` });
    expect(text).toBe(
      `SUCCESS: update_fields lead updated - 6666|1002|201|comments='O'Neil "Jr", x='1''`,
    );
    expect((await lead()).comments).toBe(`O'Neil "Jr", x='1'`);
  });

  it('writes neither lead nor session when one of the two fails', async () => {
    const before = await lead();
    await bench.database.store.execute(
      "create trigger no_agent before update on live_agents begin select raise(abort, 'no'); end",
    );
    try {
      await expect(call({ city: 'Ocala' })).rejects.toThrow();
    } finally {
      await bench.database.store.execute('drop trigger no_agent');
    }
    expect(await lead()).toEqual(before);
  });
});
