import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('preview_dial_action', () => {
  const bench = useFunctionBench();

  const call = (value: string, agent_user = '1004') =>
    bench.call('preview_dial_action', { agent_user, value });

  it('replaces an order that is still pending', async () => {
    await bench.db.updateTable('live_agents').set({ external_dial: '7275551212!1' }).execute();
    expect((await call('SKIP')).text).toBe(
      'SUCCESS: preview_dial_action function set - SKIP|1004|SKIP',
    );
    const { external_dial } = await bench.db
      .selectFrom('live_agents')
      .select('external_dial')
      .where('user', '=', '1004')
      .executeTakeFirstOrThrow();
    expect(external_dial).toBe('SKIP');
  });

  it('forbids nothing where the campaign does not exist', async () => {
    await bench.db.deleteFrom('campaigns').where('campaign_id', '=', 'MANUAL').execute();
    expect((await call('FINISH')).text).toMatch(/^SUCCESS: /);
  });

  it('judges the campaign before the pause', async () => {
    await bench.db
      .updateTable('campaigns')
      .set({ manual_preview_dial: 'DISABLED' })
      .where('campaign_id', '=', 'TESTCAMP')
      .execute();
    expect((await call('SKIP', '1002')).text).toBe(
      'ERROR: preview dialing not allowed on this campaign - 1002|TESTCAMP|DISABLED',
    );
  });

  it.each(['SELECTED', 'Y'] as const)('alt_number_dialing %s allows ALTDIAL', async (setting) => {
    await bench.db.updateTable('campaigns').set({ alt_number_dialing: setting }).execute();
    expect((await call('ALTDIAL')).text).toMatch(/^SUCCESS: /);
  });

  it('needs two characters of agent_user or alt_user', async () => {
    const { text } = await bench.call('preview_dial_action', {
      agent_user: '1',
      alt_user: '2',
      value: 'SKIP',
    });
    expect(text).toBe('ERROR: preview_dial_action not valid - SKIP||1|2');
  });

  it.each(['2', '3', '0'] as const)('agentcall_manual %s is not the right', async (right) => {
    await bench.db.updateTable('users').set({ agentcall_manual: right }).execute();
    expect((await call('SKIP')).text).toBe(
      'ERROR: agent_user is not allowed to place manual dial calls - 1004',
    );
  });
});
