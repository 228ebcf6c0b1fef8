import { describe, expect, it } from 'vitest';
import { useFunctionBench } from './function-bench.js';

describe('webphone_url', () => {
  const bench = useFunctionBench();

  const store = (webphone_url: string) =>
    bench.db.updateTable('session_data').set({ webphone_url }).where('user', '=', '1000').execute();
  const call = (value: string) => bench.call('webphone_url', { agent_user: '1000', value });

  it('escapes quotes and angle brackets of the URL in the page, and leaves &', async () => {
    await store('http://p.example.com/?a=1&b="><script>');
    const { text } = await call('LAUNCH');
    const escaped = 'http://p.example.com/?a=1&b=&quot;&gt;&lt;script&gt;';
    expect(text.split('\n')).toEqual([
      `<META HTTP-EQUIV=Refresh CONTENT="0; URL=${escaped}">`,
      '</HEAD>',
      '<BODY BGCOLOR=#FFFFFF marginheight=0 marginwidth=0 leftmargin=0 topmargin=0>',
      `<a href="${escaped}">click here to continue. . .</a>`,
      '</BODY>',
    ]);
  });

  it('shows the URL as it is stored for DISPLAY', async () => {
    await store('http://p.example.com/?a=1&b="x"');
    expect((await call('DISPLAY')).text).toBe('http://p.example.com/?a=1&b="x"');
  });

  it('logs a page of five lines in one row', async () => {
    await call('LAUNCH');
    expect(await bench.log()).toEqual([
      {
        result: 'NOTICE',
        result_reason: 'webphone_url active and launched',
        value: 'LAUNCH',
        data: '',
      },
    ]);
  });

  it('gives the bare URL as data of both', async () => {
    await store('http://p.example.com/?b=">');
    for (const value of ['DISPLAY', 'LAUNCH']) {
      const { data, outcome } = await call(value);
      expect(data).toEqual({
        value,
        agent_user: '1000',
        webphone_url: 'http://p.example.com/?b=">',
      });
      expect(outcome.success?.level).toBe('NOTICE');
    }
  });

  it('takes 6 characters for a URL and 5 for none', async () => {
    await store('http:/');
    expect((await call('DISPLAY')).text).toBe('http:/');
    await store('http:');
    expect((await call('DISPLAY')).text).toBe(
      'ERROR: webphone_url error - webphone url is empty - 1000',
    );
  });

  it('takes the newest login of an agent who has several', async () => {
    await bench.db
      .insertInto('session_data')
      .values({
        session_name: '1768467900_newer',
        user: '1000',
        server_ip: '10.10.10.15',
        extension: 'SIP/cc1000',
        login_time: '2026-01-15 09:05:00',
        webphone_url: 'http://newer.example.com/',
      })
      .execute();
    expect((await call('DISPLAY')).text).toBe('http://newer.example.com/');
  });
});
