import { describe, expect, it } from 'vitest';
import type { Caller } from '../../server/auth/caller.js';
import { Directory } from '../../server/auth/directory.js';
import { ApiLog } from '../../server/database/api-log.js';
import { outcomeText } from '../../server/functions/engine/outcome.js';
import { runFunction } from '../../server/functions/engine/run-function.js';
import { findFunction } from '../../server/functions/index.js';
import { useFunctionBench } from './function-bench.js';

describe("the functions that find an agent by a CRM's id", () => {
  const bench = useFunctionBench();

  /** The fixture: 876543 is the id of 1002. */
  const callAs = async (
    agents: Caller['agents'],
    name: 'st_login_log' | 'st_get_agent_active_lead',
    params: Readonly<Record<string, string>> = {},
  ) => {
    const fn = findFunction(name);
    if (!fn) throw new Error(`${name} is not served`);
    const { connection } = bench.database;
    const services = {
      connection,
      directory: new Directory(connection.db, 0),
      apiLog: new ApiLog(connection.db),
    };
    const caller = {
      user: '6666',
      source: 'test',
      ip: '127.0.0.1',
      functions: '*',
      agents,
    } as const;
    const raw = { value: '876543', vendor_id: '207', ...params };
    const outcome = await runFunction(services, fn, { raw }, caller);
    return { text: outcomeText(outcome), outcome };
  };
  const team = async (user: string) => {
    const { custom_four } = await bench.db
      .selectFrom('users')
      .select('custom_four')
      .where('user', '=', user)
      .executeTakeFirstOrThrow();
    return custom_four;
  };

  it.each(['st_login_log', 'st_get_agent_active_lead'] as const)(
    '%s refuses a user whom the token does not cover, and writes nothing',
    async (name) => {
      const before = await bench.db.selectFrom('users').selectAll().execute();
      const { text, outcome } = await callAs(new Set(['1000']), name);
      expect(text).toBe(
        `ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - 876543|6666|${name}|ADMIN`,
      );
      expect(outcome.refusal?.reason).toBe('agent_not_allowed');
      expect(await bench.db.selectFrom('users').selectAll().execute()).toEqual(before);
    },
  );

  it.each(['st_login_log', 'st_get_agent_active_lead'] as const)(
    '%s serves a user whom the token names',
    async (name) => {
      expect((await callAs(new Set(['1002']), name)).text).toMatch(/^SUCCESS: .* - 1002/);
    },
  );

  it.each(['st_login_log', 'st_get_agent_active_lead'] as const)(
    '%s answers that nobody was found whatever the token covers',
    async (name) => {
      expect((await callAs(new Set(['1000']), name, { value: 'nobody' })).text).toBe(
        'ERROR: no user found - nobody',
      );
    },
  );

  it('st_login_log logs agent_user as it was sent', async () => {
    await callAs('*', 'st_login_log', { agent_user: '1000' });
    const row = await bench.db
      .selectFrom('api_log')
      .select(['agent_user', 'value'])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ agent_user: '1000', value: '876543' });
  });

  it('st_login_log takes a team of 100 characters with quotes, and refuses 101', async () => {
    const vendor_id = `${'t'.repeat(98)}'"`;
    expect((await callAs('*', 'st_login_log', { vendor_id: `${vendor_id}x` })).text).toBe(
      `ERROR: st_login_log not valid - 876543|${vendor_id}x`,
    );
    expect((await callAs('*', 'st_login_log', { vendor_id })).text).toMatch(/^SUCCESS: /);
    expect(await team('1002')).toBe(vendor_id);
  });

  it('st_get_agent_active_lead leaves fields empty when the lead is gone', async () => {
    await bench.db.deleteFrom('list').where('lead_id', '=', 201).execute();
    const { text, outcome } = await callAs('*', 'st_get_agent_active_lead');
    expect(text).toBe('SUCCESS: st_get_agent_active_lead lead found - 1002||201||||');
    expect(outcome.success?.data).toEqual({
      user: '1002',
      phone_number: '',
      lead_id: 201,
      vendor_lead_code: '',
      province: '',
      security_phrase: '',
      source_id: '',
    });
  });
});
