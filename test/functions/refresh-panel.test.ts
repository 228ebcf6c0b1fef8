import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('refresh_panel', () => {
  const bench = useFunctionBench();

  const call = (params: Readonly<Record<string, string>>, user?: string) =>
    bench.call('refresh_panel', { agent_user: '1000', ...params }, user);
  const told = () =>
    bench.db
      .selectFrom('live_agents')
      .select(['external_update_fields', 'external_update_fields_data'])
      .where('user', '=', '1000')
      .executeTakeFirstOrThrow();

  it('names all panels in the fixed order, whatever their values', async () => {
    const panels = 'formreload,scriptreload,script2reload,emailreload,chatreload,callbacksreload';
    const { text, data } = await call({
      callbacksreload: '',
      chatreload: '0',
      emailreload: 'x',
      script2reload: '1',
      scriptreload: '1',
      formreload: '1',
    });
    expect(text).toBe(`SUCCESS: refresh_panel request sent - 6666|1000|1|${panels}|`);
    expect(await told()).toEqual({
      external_update_fields: '1',
      external_update_fields_data: panels,
    });
    expect((await bench.log())[0]?.data).toBe(`6666|1000|1|${panels}|`);
    expect(data).toEqual({
      user: '6666',
      agent_user: '1000',
      changed: 1,
      reload: panels.split(','),
    });
  });

  it('counts no row while the same request is pending, and succeeds', async () => {
    await call({ formreload: '1' });
    expect((await call({ formreload: '1' })).text).toBe(
      'SUCCESS: refresh_panel request sent - 6666|1000|0|formreload|',
    );
    expect((await call({ chatreload: '1' })).text).toBe(
      'SUCCESS: refresh_panel request sent - 6666|1000|1|chatreload|',
    );
  });

  it('sends a request again that the screen has taken', async () => {
    await call({ formreload: '1' });
    await bench.db.updateTable('live_agents').set({ external_update_fields: '0' }).execute();
    expect((await call({ formreload: '1' })).text).toMatch(/\|1\|formreload\|$/);
  });

  it('works where the columns hold no value at all', async () => {
    await bench.db
      .updateTable('live_agents')
      .set({ external_update_fields: null, external_update_fields_data: null })
      .execute();
    expect((await call({ formreload: '1' })).text).toMatch(/\|1\|formreload\|$/);
  });

  it('needs an agent', async () => {
    expect((await call({ agent_user: '', formreload: '1' })).text).toBe(
      'ERROR: agent_user not valid - ',
    );
  });

  it('needs an agent who is logged in, before it needs a panel', async () => {
    const text = 'ERROR: agent_user is not logged in - 1009';
    expect((await call({ agent_user: '1009' })).text).toBe(text);
    expect((await call({ agent_user: '1009', formreload: '1' })).text).toBe(text);
  });

  it.each<Record<string, string>>([
    {},
    { formReload: '1' },
    { value: 'formreload' },
    { city: 'formreload' },
  ])('finds no panel in %j', async (params) => {
    expect((await call(params)).text).toBe('ERROR: no panels have been defined - 1000');
  });

  it('needs no right to modify leads', async () => {
    expect((await call({ formreload: '1' }, '6669')).text).toMatch(/^SUCCESS: /);
  });
});
