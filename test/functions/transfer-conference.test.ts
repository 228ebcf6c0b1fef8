import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

const CALL = 'Y1150930000000000201';

describe('transfer_conference', () => {
  const bench = useFunctionBench();

  /** Agent 1002 has a live inbound call. */
  const call = async (params: Readonly<Record<string, string>>) =>
    (await bench.call('transfer_conference', { agent_user: '1002', ...params })).text;
  const stored = async () => {
    const row = await bench.db
      .selectFrom('live_agents')
      .select('external_transferconf')
      .where('user', '=', '1002')
      .executeTakeFirstOrThrow();
    return row.external_transferconf?.replace(/(?<=---)1\d{9}(?=---|$)/, '<EPOCH>');
  };
  const multiRow = () => bench.db.selectFrom('3way_press_multi').selectAll().executeTakeFirst();
  const notValid = (value: string) => `ERROR: transfer_conference not valid - ${value}|1002`;

  describe('the order', () => {
    it('holds alias, its number and the choice on the in-group path, but no override', async () => {
      const sent = {
        value: 'DIAL_WITH_CUSTOMER',
        ingroup_choices: 'SALESLINE',
        phone_number: '85',
      };
      await call({
        ...sent,
        consultative: 'YES',
        dial_override: 'YES',
        group_alias: 'INACTIVE',
        cid_choice: 'CUSTOM_CID',
      });
      expect(await stored()).toBe(
        'DIAL_WITH_CUSTOMER---SALESLINE---85---YES------INACTIVE---7275551299---<EPOCH>---CUSTOM_CID',
      );
    });

    it('of BLIND_TRANSFER has neither the in-group nor YES, which are printed as sent', async () => {
      expect(
        await call({
          value: 'BLIND_TRANSFER',
          phone_number: '8500',
          consultative: 'YES',
          ingroup_choices: 'NOWHERE',
        }),
      ).toBe(
        `SUCCESS: transfer_conference function set - BLIND_TRANSFER|NOWHERE|8500|YES|1002|${CALL}|`,
      );
      expect(await stored()).toBe('BLIND_TRANSFER------8500---NO------------<EPOCH>---');
    });

    it('of LEAVE_3WAY_CALL has nothing but the epoch, and checks neither alias nor choice', async () => {
      await call({
        value: 'LEAVE_3WAY_CALL',
        phone_number: '8500',
        group_alias: 'NOSUCH',
        cid_choice: 'WHO',
      });
      expect(await stored()).toBe('LEAVE_3WAY_CALL---------NO------------<EPOCH>');
    });

    it('may have 120 characters, not 121', async () => {
      const value = 'BLIND_TRANSFER';
      const longest = 120 - shortestOrder(value);
      expect(await call({ value, phone_number: '1'.repeat(longest + 1) })).toBe(notValid(value));
      expect(await call({ value, phone_number: '1'.repeat(longest) })).toMatch(/^SUCCESS/);
      expect((await stored())?.replace('<EPOCH>', '0123456789')).toHaveLength(120);
    });

    it('counts the caller id that only the database knows', async () => {
      const value = 'BLIND_TRANSFER';
      const longest = 120 - shortestOrder(value) - 'TESTING'.length;
      const params = { value, phone_number: '1'.repeat(longest), group_alias: 'TESTING' };
      expect(await call(params)).toBe(notValid(value));
      expect((await bench.log()).at(-1)).toMatchObject({
        result_reason: 'transfer_conference not valid',
      });
    });

    function shortestOrder(value: string): number {
      return `${value}------`.length + '---NO------------0123456789---'.length;
    }
  });

  it.each([
    ['BLIND_TRANSFER', {}],
    ['DIAL_WITH_CUSTOMER', {}],
    ['PARK_CUSTOMER_DIAL', { consultative: 'NO' }],
    ['DIAL_WITH_CUSTOMER', { phone_number: 'letters' }],
    ['HANGUP_BOTH', { consultative: 'yes' }],
    ['HANGUP_BOTH', { dial_override: 'MAYBE' }],
    ['LOCAL_CLOSER', { ingroup_choices: 'A---B' }],
    ['LOCAL_CLOSER', { ingroup_choices: 'SALESLINE-' }],
    ['HANGUP', {}],
  ])('%s with %j is not valid', async (value, params) => {
    expect(await call({ value, ...params })).toBe(notValid(value));
    expect(await stored()).toBe('');
  });

  it('an alias of one character is looked up', async () => {
    expect(await call({ value: 'LEAVE_VM', group_alias: 'X' })).toBe(
      'ERROR: group_alias is not valid - 1002|X',
    );
  });

  it('an alias with a number of three digits is not valid', async () => {
    await bench.db
      .updateTable('groups_alias')
      .set({ caller_id_number: '123' })
      .where('group_alias_id', '=', 'TESTING')
      .execute();
    expect(await call({ value: 'LEAVE_VM', group_alias: 'TESTING' })).toBe(
      'ERROR: caller_id_number from group_alias is not valid - 1002|TESTING|123',
    );
  });

  it('the default of a call that nobody knows is no in-group', async () => {
    await bench.db.deleteFrom('auto_calls').execute();
    expect(await call({ value: 'LOCAL_CLOSER', ingroup_choices: 'DEFAULTINGROUP' })).toBe(
      'ERROR: ingroup is not valid - ',
    );
  });

  describe('multi_dial_phones', () => {
    const numbers = '2125551212,5551212,1234,2125551212,1234567890123456789,7275550000';

    it('keeps each whole number of 5 to 18 digits once', async () => {
      expect(await call({ value: 'LEAVE_VM', multi_dial_phones: numbers })).toBe(
        `SUCCESS: transfer_conference function set - LEAVE_VM|||NO|1002|${CALL}|Multi-phones: 3 6 1|`,
      );
      expect(await multiRow()).toMatchObject({
        user: '1002',
        phone_numbers: '2125551212,5551212,7275550000',
        phone_numbers_ct: 3,
        status: 'NEW',
      });
      expect((await bench.log()).at(-1)).toMatchObject({ data: `${CALL}|Multi-phones: 3 6 1` });
    });

    it('replaces the numbers of an earlier command', async () => {
      await call({ value: 'LEAVE_VM', multi_dial_phones: '2125551212' });
      const text = await call({ value: 'LEAVE_VM', multi_dial_phones: '7275550000' });
      expect(text).toContain('|Multi-phones: 1 1 2|');
      expect(await multiRow()).toMatchObject({ phone_numbers: '7275550000' });
    });

    it('writes nothing when no number is kept, and the command still runs', async () => {
      expect(await call({ value: 'LEAVE_VM', multi_dial_phones: '1234,22' })).toContain(
        '|Multi-phones: 0 2 0|',
      );
      expect(await multiRow()).toBeUndefined();
      expect(await stored()).toMatch(/^LEAVE_VM/);
    });

    it('of fewer than 5 characters is ignored', async () => {
      expect(await call({ value: 'LEAVE_VM', multi_dial_phones: '1,22' })).not.toContain('Multi');
    });

    it('that do not fit the column are not valid', async () => {
      const many = Array.from({ length: 24 }, (_, at) => 2_125_550_000 + at).join(',');
      expect(await call({ value: 'LEAVE_VM', multi_dial_phones: many })).toBe(notValid('LEAVE_VM'));
      expect(await multiRow()).toBeUndefined();
    });
  });

  describe('md_check', () => {
    const start = async (minutesAgo: number, status: string) => {
      const { clock } = bench.database.connection;
      await bench.db.deleteFrom('3way_press_live').execute();
      await bench.db
        .insertInto('3way_press_live')
        .values({
          user: '1002',
          status,
          caller_code: 'DC1',
          call_3way_id: 'W1',
          call_date: clock.localText(Date.now() - minutesAgo * 60_000),
        })
        .execute();
    };
    const REFUSED = 'ERROR: agent_user has previous active 3-way calls - 1002|1|0|Yes';
    const params = { value: 'LEAVE_VM', multi_dial_phones: '2125551212', md_check: 'Yes' };

    it('refuses while the agent has a 3-way call, and writes nothing', async () => {
      await start(29, 'STARTED');
      expect(await call(params)).toBe(REFUSED);
      expect(await multiRow()).toBeUndefined();
      expect(await stored()).toBe('');
      expect((await bench.log()).at(-1)).toMatchObject({ data: '1|0|Yes' });
    });

    it.each(['HUNGUP', 'DEFEATED', 'TRANSFER', 'TOOSLOW', 'DECLINED'])(
      'does not mind a call that is %s',
      async (status) => {
        await start(1, status);
        expect(await call(params)).toMatch(/^SUCCESS/);
      },
    );

    it('does not mind a call of more than 30 minutes ago', async () => {
      await start(31, 'STARTED');
      expect(await call(params)).toMatch(/^SUCCESS/);
    });

    it('asks for nothing unless it holds yes', async () => {
      await start(1, 'STARTED');
      expect(await call({ ...params, md_check: 'NO' })).toMatch(/^SUCCESS/);
    });
  });

  describe('tw_check', () => {
    const add = (channel_group: string) =>
      bench.db
        .insertInto('live_sip_channels')
        .values({
          channel: 'SIP/trunk-1',
          server_ip: '10.10.10.15',
          extension: '8600053',
          channel_group,
        })
        .execute();

    it('refuses while a 3-way channel is in the session, and writes nothing', async () => {
      await add('DC20260115093340W');
      expect(
        await call({ value: 'LEAVE_VM', multi_dial_phones: '2125551212', tw_check: 'YES' }),
      ).toBe('ERROR: agent_user has current active 3-way call - 1002|1|0|YES');
      expect(await multiRow()).toBeUndefined();
      expect(await stored()).toBe('');
    });

    it('does not mind other channels in the session', async () => {
      await add('S20260115093340W');
      expect(await call({ value: 'LEAVE_VM', tw_check: 'YES' })).toMatch(/^SUCCESS/);
    });
  });
});
