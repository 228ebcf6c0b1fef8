import { beforeEach, describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('calls_in_queue_count', () => {
  const bench = useFunctionBench();

  beforeEach(async () => {
    await bench.db.deleteFrom('auto_calls').execute();
    await bench.db.deleteFrom('email_list').execute();
  });

  const take = (closer_campaigns: string | null) =>
    bench.db
      .updateTable('live_agents')
      .set({ closer_campaigns, campaign_id: 'TESTCAMP' })
      .where('user', '=', '1002')
      .execute();
  const wait = (campaign_id: string, agent_only = '') =>
    bench.db
      .insertInto('auto_calls')
      .values({ server_ip: '10.10.10.15', campaign_id, agent_only, status: 'LIVE', lead_id: 0 })
      .execute();
  const count = async () => {
    const { data } = await bench.call('calls_in_queue_count', {
      agent_user: '1002',
      value: 'DISPLAY',
    });
    return (data as { count: number }).count;
  };

  it('compares names of in-groups whole', async () => {
    await take(' SALES_2 SUPPORT -');
    await wait('SALES');
    await wait('SALES_2_EAST');
    await wait('_2');
    expect(await count()).toBe(0);
    await wait('SALES_2');
    expect(await count()).toBe(1);
  });

  it('counts no call without a campaign', async () => {
    await take(' SALES -');
    await wait('');
    expect(await count()).toBe(0);
  });

  it('counts the calls of the own campaign when there is no in-group', async () => {
    await wait('TESTCAMP');
    for (const none of [null, '', ' -']) {
      await take(none);
      expect(await count()).toBe(1);
    }
  });

  it('counts a call of AGENTDIRECT for its own agent only', async () => {
    await take(' AGENTDIRECT -');
    await wait('AGENTDIRECT', '1001');
    await wait('AGENTDIRECT');
    expect(await count()).toBe(0);
    await wait('AGENTDIRECT', '1002');
    expect(await count()).toBe(1);
  });

  it('counts calls of AGENTDIRECT only for agents who take it, name for name', async () => {
    await take(' SALES AGENTDIRECT_2 -');
    await wait('AGENTDIRECT', '1002');
    expect(await count()).toBe(0);
    await wait('AGENTDIRECT_2', '1002');
    await wait('AGENTDIRECT_2', '1001');
    expect(await count()).toBe(1);
  });

  it('counts calls that wait, and no others', async () => {
    await take(' SALES -');
    await wait('SALES');
    await bench.db.updateTable('auto_calls').set({ status: 'CLOSER' }).execute();
    await wait('SALES');
    expect(await count()).toBe(1);
  });

  it('counts new and queued e-mails of the in-groups', async () => {
    await take(' EMAIL_IN -');
    for (const [group_id, status] of [
      ['EMAIL_IN', 'NEW'],
      ['EMAIL_IN', 'QUEUE'],
      ['EMAIL_IN', 'INCALL'],
      ['EMAIL', 'NEW'],
      ['', 'NEW'],
      ['TESTCAMP', 'NEW'],
    ] as const) {
      await bench.db.insertInto('email_list').values({ group_id, status }).execute();
    }
    expect(await count()).toBe(2);
  });

  it('logs the whole line as the reason', async () => {
    await take(' -');
    await count();
    expect(await bench.log()).toMatchObject([
      { result: 'SUCCESS', result_reason: 'SUCCESS: calls_in_queue_count - 0', data: '' },
    ]);
  });
});
