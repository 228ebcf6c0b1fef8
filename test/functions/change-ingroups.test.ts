import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('change_ingroups', () => {
  const bench = useFunctionBench();

  const call = (value: string, ingroup_choices: string, more: Record<string, string> = {}) =>
    bench.call('change_ingroups', {
      agent_user: '1000',
      value,
      blended: 'NO',
      ingroup_choices,
      ...more,
    });
  const live = () =>
    bench.db
      .selectFrom('live_agents')
      .select(['closer_campaigns', 'external_ingroups', 'external_blended', 'manager_ingroup_set'])
      .where('user', '=', '1000')
      .executeTakeFirstOrThrow();
  const groups = async () => {
    const rows = await bench.db
      .selectFrom('live_inbound_agents')
      .select('group_id')
      .where('user', '=', '1000')
      .orderBy('group_id')
      .execute();
    return rows.map(({ group_id }) => group_id);
  };
  const setLive = (changes: { closer_campaigns?: string; external_ingroups?: string }) =>
    bench.db.updateTable('live_agents').set(changes).where('user', '=', '1000').execute();

  it('builds ADD on a change that the screen has not taken yet', async () => {
    await call('ADD', ' TEST_IN2 -');
    const { text } = await call('ADD', ' TEST_IN3 -');
    expect(text).toBe(
      'SUCCESS: change_ingroups function set - NO| TEST_IN SALESLINE TEST_IN2 TEST_IN3 -|1000',
    );
    expect(await groups()).toEqual(['SALESLINE', 'TEST_IN', 'TEST_IN2', 'TEST_IN3']);
  });

  it('builds REMOVE on a change that the screen has not taken yet', async () => {
    await call('CHANGE', ' TEST_IN2 TEST_IN3 -');
    const { text } = await call('REMOVE', ' TEST_IN2 -');
    expect(text).toBe('SUCCESS: change_ingroups function set - NO| TEST_IN3 -|1000');
    expect(await groups()).toEqual(['TEST_IN3']);
  });

  it('builds on closer_campaigns once the screen has taken the last change', async () => {
    await call('CHANGE', ' TEST_IN2 -');
    await bench.db
      .updateTable('live_agents')
      .set({ closer_campaigns: ' TEST_IN3 -', manager_ingroup_set: 'Y' })
      .where('user', '=', '1000')
      .execute();
    const { text } = await call('ADD', ' TEST_IN4 -');
    expect(text).toBe('SUCCESS: change_ingroups function set - NO| TEST_IN3 TEST_IN4 -|1000');
  });

  it('CHANGE takes away the groups of a change that the screen never took', async () => {
    await call('ADD', ' TEST_IN2 -');
    await call('CHANGE', ' TEST_IN3 -');
    expect(await groups()).toEqual(['TEST_IN3']);
  });

  it('reads a list without a leading space as if it were there', async () => {
    expect((await call('CHANGE', 'TEST_IN2 TEST_IN3 -')).text).toBe(
      'SUCCESS: change_ingroups function set - NO| TEST_IN2 TEST_IN3 -|1000',
    );
    expect(await groups()).toEqual(['TEST_IN2', 'TEST_IN3']);
    expect((await call('ADD', 'TEST_IN4')).text).toBe(
      'SUCCESS: change_ingroups function set - NO| TEST_IN2 TEST_IN3 TEST_IN4 -|1000',
    );
  });

  it('judges the first name of a list without a leading space', async () => {
    expect((await call('CHANGE', 'NOPE TEST_IN -')).text).toBe(
      'ERROR: ingroup does not exist - NOPE|NOPE TEST_IN -',
    );
  });

  it('judges a name of one character', async () => {
    expect((await call('ADD', ' TEST_IN X -')).text).toBe(
      'ERROR: ingroup does not exist - X| TEST_IN X -',
    );
  });

  it('compares names without letter case and keeps each row once', async () => {
    expect((await call('ADD', ' test_in -')).text).toBe(
      'SUCCESS: change_ingroups function set - NO| TEST_IN SALESLINE -|1000',
    );
    expect((await call('CHANGE', ' test_in -')).text).toBe(
      'SUCCESS: change_ingroups function set - NO| test_in -|1000',
    );
    expect(await groups()).toEqual(['TEST_IN']);
    expect((await call('REMOVE', ' Test_In -')).text).toBe(
      'SUCCESS: change_ingroups function set - NO| -|1000',
    );
    expect(await groups()).toEqual([]);
  });

  it('leaves an empty list empty when something is removed from it', async () => {
    await setLive({ closer_campaigns: '' });
    expect((await call('REMOVE', ' TEST_IN -')).text).toBe(
      'SUCCESS: change_ingroups function set - NO||1000',
    );
  });

  it('does not change closer_campaigns itself', async () => {
    const { closer_campaigns } = await live();
    await call('ADD', ' TEST_IN2 -', { blended: 'YES' });
    expect(await live()).toEqual({
      closer_campaigns,
      external_ingroups: ' TEST_IN SALESLINE TEST_IN2 -',
      external_blended: '1',
      manager_ingroup_set: 'SET',
    });
  });

  it('keeps the times of a group that the agent has', async () => {
    await call('ADD', ' TEST_IN2 -');
    const row = await bench.db
      .selectFrom('live_inbound_agents')
      .select(['last_call_time', 'group_weight', 'daily_limit'])
      .where('user', '=', '1000')
      .where('group_id', '=', 'TEST_IN')
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      last_call_time: '2026-01-15 09:00:00',
      group_weight: 3,
      daily_limit: 40,
    });
  });

  it('set_as_default=YES sets the user and leaves a trace without a statement', async () => {
    const { text } = await call('ADD', ' TEST_IN2 -', { set_as_default: 'YES', blended: 'YES' });
    expect(text).toBe(
      'SUCCESS: change_ingroups function set - YES| TEST_IN SALESLINE TEST_IN2 -|1000',
    );
    expect((await bench.log())[0]?.data).toBe(
      ' TEST_IN SALESLINE TEST_IN2 -|YES|User settings set as default',
    );
    const user = await bench.db
      .selectFrom('users')
      .select(['closer_campaigns', 'closer_default_blended'])
      .where('user', '=', '1000')
      .executeTakeFirstOrThrow();
    expect(user).toEqual({
      closer_campaigns: ' TEST_IN SALESLINE TEST_IN2 -',
      closer_default_blended: '1',
    });
    const { admin_log_id, event_date, ...entry } = await bench.db
      .selectFrom('admin_log')
      .selectAll()
      .orderBy('admin_log_id', 'desc')
      .executeTakeFirstOrThrow();
    expect(entry).toEqual({
      user: '6666',
      ip_address: '127.0.0.1',
      event_section: 'USERS',
      event_type: 'MODIFY',
      record_id: '1000',
      event_code: 'API MODIFY USER',
      event_sql: 'closer_campaigns: TEST_IN SALESLINE TEST_IN2 -|closer_default_blended:1',
      event_notes: '',
      user_group: '---ALL---',
    });
  });

  it.each(['NO', ''])('set_as_default=%j leaves the user alone', async (set_as_default) => {
    const before = await bench.db.selectFrom('users').selectAll().execute();
    await call('ADD', ' TEST_IN2 -', { set_as_default });
    expect(await bench.db.selectFrom('users').selectAll().execute()).toEqual(before);
  });

  it.each(['yes', 'MAYBE', 'Y'])('refuses set_as_default=%s', async (set_as_default) => {
    expect((await call('ADD', ' TEST_IN2 -', { set_as_default })).text).toBe(
      'ERROR: change_ingroups not valid - NO| TEST_IN2 -',
    );
  });

  it('writes nothing when one of its writes fails', async () => {
    await bench.database.store.execute(
      "create trigger no_admin_log before insert on admin_log begin select raise(abort, 'no'); end",
    );
    try {
      await expect(call('ADD', ' TEST_IN2 -', { set_as_default: 'YES' })).rejects.toThrow();
    } finally {
      await bench.database.store.execute('drop trigger no_admin_log');
    }
    expect(await live()).toMatchObject({ external_ingroups: null, manager_ingroup_set: 'N' });
    expect(await groups()).toEqual(['SALESLINE', 'TEST_IN']);
  });
});
