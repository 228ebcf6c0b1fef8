import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('recording', () => {
  const bench = useFunctionBench();

  const store = (external_recording: string) =>
    bench.db
      .updateTable('live_agents')
      .set({ external_recording })
      .where('user', '=', '1000')
      .execute();
  const stored = async () => {
    const row = await bench.db
      .selectFrom('live_agents')
      .select('external_recording')
      .where('user', '=', '1000')
      .executeTakeFirstOrThrow();
    return row.external_recording;
  };
  const call = (value: string, stage = '') =>
    bench.call('recording', { agent_user: '1000', value, stage });

  it.each(['START', 'START_MIDCALL', 'STOP'])(
    'STATUS says not recording while %s has not been picked up',
    async (pending) => {
      await store(pending);
      const { text, outcome } = await call('STATUS');
      expect(text).toBe('NOTICE: not recording - 1000|||||10.10.10.15|8600051|PAUSED');
      expect(outcome.success?.level).toBe('NOTICE');
    },
  );

  it.each(['START', 'START_MIDCALL', 'STOP', '0', '-1', '12A'])(
    'STOP is refused and changes nothing while %s stands there',
    async (pending) => {
      await store(pending);
      expect((await call('STOP')).text).toBe(
        `ERROR: stop recording error - 1000|${pending}||||10.10.10.15|8600051|PAUSED`,
      );
      expect(await stored()).toBe(pending);
    },
  );

  it('STATUS tells of the running recording and changes nothing', async () => {
    await bench.db
      .insertInto('recording_log')
      .values({
        recording_id: 777001,
        filename: '20260115-100000_1000',
        server_ip: '10.10.10.16',
        start_time: '2026-01-15 10:00:00',
      })
      .execute();
    await store('777001');
    const { text, data } = await call('STATUS');
    expect(text).toBe(
      'NOTICE: recording active - 1000|777001|20260115-100000_1000|10.10.10.16|2026-01-15 10:00:00|10.10.10.15|8600051|PAUSED',
    );
    expect(data).toMatchObject({ recording_id: '777001', recording_server_ip: '10.10.10.16' });
    expect(await stored()).toBe('777001');
  });

  it('START may follow a recording that runs', async () => {
    await store('777002');
    expect((await call('START')).text).toMatch(/^SUCCESS: recording function sent - 1000\|START\|/);
    expect(await stored()).toBe('START');
  });

  it('cuts the stage to 14 characters after its forbidden characters are gone', async () => {
    await call('START', `"_1234';567890ABCDEFG`);
    expect(await stored()).toBe('START_1234567890ABC');
    expect(await bench.log()).toMatchObject([{ value: 'START_1234567890ABC', data: '' }]);
  });

  it.each(['start', 'STATUSX', ''])('refuses the word "%s"', async (value) => {
    expect((await call(value)).text).toBe(`ERROR: recording not valid - ${value}|1000`);
    expect(await stored()).toBe('');
  });
});
