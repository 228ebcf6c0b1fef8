import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('set_timer_action', () => {
  const bench = useFunctionBench();

  const call = (params: Readonly<Record<string, string>>, user?: string) =>
    bench.call('set_timer_action', { agent_user: '1002', value: 'MESSAGE_ONLY', ...params }, user);
  const stored = () =>
    bench.db
      .selectFrom('live_agents')
      .select([
        'external_timer_action',
        'external_timer_action_message',
        'external_timer_action_seconds',
        'external_timer_action_destination',
      ])
      .where('user', '=', '1002')
      .executeTakeFirstOrThrow();

  it('takes a message of 255 characters and refuses one of 256', async () => {
    const notes = 'n'.repeat(255);
    expect((await call({ notes: `${notes}n` })).text).toBe(
      'ERROR: set_timer_action not valid - 1002',
    );
    expect((await call({ notes })).text).toMatch(/^SUCCESS: /);
    expect(await stored()).toMatchObject({ external_timer_action_message: notes });
  });

  it('takes 8388607 seconds and refuses more', async () => {
    expect((await call({ rank: '8388608' })).text).toMatch(/^ERROR: set_timer_action not valid/);
    expect((await call({ rank: '8388607' })).text).toMatch(/^SUCCESS: /);
    expect(await stored()).toMatchObject({ external_timer_action_seconds: 8388607 });
  });

  it('refuses a rank without a digit', async () => {
    expect((await call({ rank: 'soon' })).text).toBe('ERROR: set_timer_action not valid - 1002');
  });

  it('refuses a rank without a digit before it looks for the agent', async () => {
    expect((await call({ agent_user: '1009', rank: 'soon' })).text).toBe(
      'ERROR: set_timer_action not valid - 1009',
    );
  });

  it('says that the agent is not logged in before it judges modify_campaigns', async () => {
    expect((await call({ agent_user: '1009' }, '6669')).text).toBe(
      'ERROR: agent_user is not logged in - 1009',
    );
  });

  it('clears the message of an earlier action and leaves its destination', async () => {
    await bench.db
      .updateTable('live_agents')
      .set({ external_timer_action_message: 'old', external_timer_action_destination: 'there' })
      .where('user', '=', '1002')
      .execute();
    await call({ value: 'D5_DIAL', rank: '007' });
    expect(await stored()).toEqual({
      external_timer_action: 'D5_DIAL',
      external_timer_action_message: '',
      external_timer_action_seconds: 7,
      external_timer_action_destination: 'there',
    });
  });

  it.each(['D6_DIAL', 'D0_DIAL', 'WEBFORM3', 'none', 'EXTENSION'])(
    'refuses the action %s',
    async (value) => {
      expect((await call({ value })).text).toBe('ERROR: set_timer_action not valid - 1002');
      expect(await bench.log()).toMatchObject([{ data: `1002|${value}` }]);
    },
  );
});
