import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('vm_message', () => {
  const bench = useFunctionBench();

  it('every call adds a row, and a lead_id is printed as it was sent', async () => {
    const params = { agent_user: '1003', value: 'one|two', lead_id: '0202' };
    expect((await bench.call('vm_message', params)).text).toBe(
      'SUCCESS: vm_message function set - 1003|0202|one|two',
    );
    await bench.call('vm_message', params);
    const rows = await bench.db.selectFrom('lead_messages').selectAll().execute();
    expect(rows).toMatchObject([
      { lead_id: 202, user: '6666', message_entry: 'one|two', played: 0 },
      { lead_id: 202 },
    ]);
  });

  it('a lead_id of 0 is not that of the call', async () => {
    const { text } = await bench.call('vm_message', {
      agent_user: '1003',
      value: 'one',
      lead_id: '0',
    });
    expect(text).toBe('ERROR: current call does not match lead_id submitted - 1003');
    expect((await bench.log()).at(-1)).toMatchObject({ data: '0|202' });
  });
});
