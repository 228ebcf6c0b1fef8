import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

type Sent = { lead_id?: string; vendor_lead_code?: string };

describe('switch_lead', () => {
  const bench = useFunctionBench();

  const call = async (params: Sent) =>
    (await bench.call('switch_lead', { agent_user: '1002', ...params })).text;

  it('a vendor code counts when lead_id is 0', async () => {
    expect(await call({ lead_id: '0', vendor_lead_code: 'VEND301' })).toBe(
      'SUCCESS: switch_lead function set - 1002|301|VEND301|TESTCAMP|201',
    );
  });

  it.each([
    { lead_id: '0' },
    { lead_id: 'abc', vendor_lead_code: 'VEND301' },
    { lead_id: '4294967296' },
    { vendor_lead_code: 'A'.repeat(21) },
    { vendor_lead_code: '  ' },
  ] satisfies Sent[])('%j is not valid', async (params: Sent) => {
    const { vendor_lead_code = '' } = params;
    const lead_id = (params.lead_id ?? '').replace(/\D/g, '');
    expect(await call(params)).toBe(
      `ERROR: switch_lead not valid - ${lead_id}|${vendor_lead_code}|1002`,
    );
  });

  it('an unknown lead_id is not replaced by the vendor code', async () => {
    expect(await call({ lead_id: '99999', vendor_lead_code: 'VEND301' })).toBe(
      'ERROR: switch-to lead not found - 1002|99999|VEND301',
    );
  });
});
