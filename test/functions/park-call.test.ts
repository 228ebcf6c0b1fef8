import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('park_call', () => {
  const bench = useFunctionBench();

  const call = (value: string, agent_user = '1002') =>
    bench.call('park_call', { agent_user, value });
  const stored = async () => {
    const row = await bench.db
      .selectFrom('live_agents')
      .select('external_park')
      .where('user', '=', '1002')
      .executeTakeFirstOrThrow();
    return row.external_park;
  };

  it.each([
    'PARK_CUSTOMER',
    'GRAB_CUSTOMER',
    'PARK_IVR_CUSTOMER',
    'GRAB_IVR_CUSTOMER',
    'PARK_XFER',
    'GRAB_XFER',
  ])('stores %s', async (value) => {
    const { text, data } = await call(value);
    expect(text).toBe(`SUCCESS: park_call function set - ${value}|1002`);
    expect(data).toEqual({ value, agent_user: '1002' });
    expect(await stored()).toBe(value);
  });

  it.each(['SWAP_PARK_CUSTOMER', 'SWAP_PARK_XFER', 'HANGUP_XFER_GRAB_CUSTOMER', ''])(
    'refuses "%s", which the document does not list',
    async (value) => {
      expect((await call(value)).text).toBe(`ERROR: park_call not valid - ${value}|1002`);
      expect(await stored()).toBe('');
    },
  );

  it('refuses an agent without a lead and stores nothing', async () => {
    await bench.db
      .updateTable('live_agents')
      .set({ lead_id: 0 })
      .where('user', '=', '1002')
      .execute();
    expect((await call('PARK_CUSTOMER')).text).toBe(
      'ERROR: agent_user does not have a lead on their screen - 1002',
    );
    expect(await stored()).toBe('');
  });
});
