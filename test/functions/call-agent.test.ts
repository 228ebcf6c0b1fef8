import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

const login = (exten: string, callerid = 'S1150900008600051') =>
  `||2026-01-15 09:00:00|NEW|N|10.10.10.15||Originate|${callerid}|Channel: SIP/cc1000|Context: default|Exten: ${exten}|Priority: 1|Callerid: "AC" <7275551211>|||||`;

describe('call_agent', () => {
  const bench = useFunctionBench();

  const store = (agent_login_call: string) =>
    bench.db
      .updateTable('session_data')
      .set({ agent_login_call })
      .where('user', '=', '1000')
      .execute();
  const call = () => bench.call('call_agent', { agent_user: '1000', value: 'CALL' });
  const queued = () => bench.db.selectFrom('manager').selectAll().execute();

  it('calls to the session that the agent has now, not to that of the login', async () => {
    await store(login('8600099'));
    await call();
    expect(await queued()).toMatchObject([
      {
        entry_date: '2026-01-15 09:00:00',
        status: 'NEW',
        response: 'N',
        server_ip: '10.10.10.15',
        action: 'Originate',
        callerid: 'S1150900008600051',
        cmd_line_b: 'Channel: SIP/cc1000',
        cmd_line_c: 'Context: default',
        cmd_line_d: 'Exten:  8600051',
        cmd_line_e: 'Priority: 1',
        cmd_line_f: 'Callerid: "AC" <7275551211>',
        cmd_line_k: '',
      },
    ]);
  });

  it.each(['28600099', '860009'])(
    'leaves a number of other length as stored: %s',
    async (exten) => {
      await store(login(exten));
      await call();
      expect(await queued()).toMatchObject([{ cmd_line_d: `Exten: ${exten}` }]);
    },
  );

  it('logs the second of the call', async () => {
    await call();
    expect(await bench.log()).toMatchObject([
      { result: 'SUCCESS', data: expect.stringMatching(/^\d{10}$/) },
    ]);
  });

  it.each(['x|y|z|a|b', `${login('8600099')}|more`])(
    'claims no success for an entry that is not one row of manager: %s',
    async (entry) => {
      await store(entry);
      expect((await call()).text).toBe('ERROR: call_agent error - entry is empty - 1000');
      expect(await queued()).toEqual([]);
    },
  );

  it('stores quotes of the entry as data', async () => {
    await store(login('8600099', "S'); --"));
    expect((await call()).text).toBe('SUCCESS: call_agent function sent - 1000');
    expect(await queued()).toMatchObject([{ callerid: "S'); --" }]);
  });
});
