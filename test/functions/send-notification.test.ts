import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase, createSqliteDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import { useFunctionBench } from './function-bench.js';

describe.each([
  ['SQLite', createSqliteDatabase],
  ['MariaDB', () => createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' })],
] as const)('send_notification on %s', (_form, create) => {
  const bench = useFunctionBench(create);
  const send = (params: Record<string, string>, user?: string) =>
    bench.call('send_notification', params, user);
  const stored = () => bench.db.selectFrom('agent_notifications').selectAll().execute();
  const logged = () =>
    bench.db
      .selectFrom('api_log')
      .select(['agent_user', 'value', 'result', 'result_reason', 'data'])
      .orderBy('api_id')
      .execute();
  const onlyLogged = async () => {
    const rows = await logged();
    expect(rows).toHaveLength(1);
    return rows[0];
  };
  const hello = { recipient: '1000', recipient_type: 'USER', notification_text: 'hello' };

  it('queues a text with the default look and answers with its id', async () => {
    const { text, data } = await send({ ...hello, notification_text: 'Call+back; "now" #1' });
    const [row] = await stored();
    expect(row).toMatchObject({
      recipient: '1000',
      recipient_type: 'USER',
      notification_retry: 'N',
      notification_text: 'Call back "now" 1',
      text_size: 12,
      text_font: 'Arial',
      text_weight: 'bold',
      text_color: 'black',
      show_confetti: 'N',
      notification_status: 'QUEUED',
    });
    expect(row?.notification_date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(text).toBe(`SUCCESS: notification queued - 1000|USER|${row?.notification_id}`);
    expect(data).toEqual({
      recipient: '1000',
      recipient_type: 'USER',
      notification_id: row?.notification_id,
    });
    expect(await onlyLogged()).toEqual({
      agent_user: '1000',
      value: 'USER',
      result: 'SUCCESS',
      result_reason: 'notification queued',
      data: '',
    });
  });

  it('stores the look, the date and the retry as sent', async () => {
    await send({
      ...hello,
      notification_date: '2026-12-1 9:05',
      notification_retry: 'yes',
      text_size: '24',
      text_font: 'Verdana, sans-serif',
      text_weight: 'normal',
      text_color: 'FF00AA',
    });
    expect(await stored()).toMatchObject([
      {
        notification_date: '2026-12-01 09:05:00',
        notification_retry: 'Y',
        text_size: 24,
        text_font: 'Verdana, sans-serif',
        text_weight: 'normal',
        text_color: '#FF00AA',
      },
    ]);
  });

  it('takes only capital hexadecimal digits for a colour number; 0 means the default', async () => {
    await send({
      ...hello,
      text_color: 'ff00aa',
      text_size: '0',
      text_font: '0',
      text_weight: '0',
    });
    expect(await stored()).toMatchObject([
      { text_color: 'ff00aa', text_size: 12, text_font: 'Arial', text_weight: 'bold' },
    ]);
  });

  it('queues confetti without a text', async () => {
    await send({ recipient: 'TESTCAMP', recipient_type: 'CAMPAIGN', show_confetti: 'Y' });
    expect(await stored()).toMatchObject([
      { show_confetti: 'Y', confetti_options: '2,2350,2', notification_text: null },
    ]);
  });

  it('fills what confetti was not told from the settings container, first line first', async () => {
    await bench.db
      .insertInto('settings_containers')
      .values({
        container_id: 'CONFETTI_SETTINGS',
        container_entry:
          '; duration => 99\r\nduration => 5\r\nduration => 7\nmaxParticleCount=>9\nparticleSpeed => 3',
      })
      .execute();
    await send({ ...hello, show_confetti: 'Y', particleSpeed: '8' });
    expect(await stored()).toMatchObject([{ confetti_options: '5,2350,8' }]);
    await bench.db
      .deleteFrom('settings_containers')
      .where('container_id', '=', 'CONFETTI_SETTINGS')
      .execute();
  });

  it('does not take a small y for confetti', async () => {
    const { text } = await send({ recipient: '1000', recipient_type: 'USER', show_confetti: 'y' });
    expect(text).toBe('ERROR: invalid request - 1000|USER');
  });

  it('is refused first of all when notifications are switched off', async () => {
    await bench.db.updateTable('system_settings').set({ agent_notifications: '0' }).execute();
    const { text } = await send({ ...hello, recipient_type: 'NOBODY' }, '6667');
    expect(text).toBe('ERROR: Agent API Notifications are disabled on this system - 0');
    expect(await onlyLogged()).toMatchObject({
      agent_user: '1000',
      value: 'NOBODY',
      result: 'ERROR',
      result_reason: 'Agent API Notifications are disabled on this system',
    });
    expect(await stored()).toEqual([]);
  });

  it('is refused to a user without the right, logged under the recipient', async () => {
    const { text } = await send({ ...hello, value: 'X', agent_user: '1001' }, '6667');
    expect(text).toBe(
      'ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - X|6667|send_notification|CRMLINK',
    );
    expect(await onlyLogged()).toMatchObject({ agent_user: '1000', value: 'USER' });
  });

  it.each([
    ['1000', 'USER'],
    ['AGENTS', 'USER_GROUP'],
    ['TESTCAMP', 'CAMPAIGN'],
  ])('finds out that %s is a %s, says so and goes on', async (recipient, type) => {
    const { text, outcome } = await send({ ...hello, recipient, recipient_type: 'user' });
    const [row] = await stored();
    expect(text).toBe(
      `Invalid recipient_type (user), NOTICE: found ${recipient} as ${type}<BR>\n` +
        `SUCCESS: notification queued - ${recipient}|${type}|${row?.notification_id}`,
    );
    expect(outcome.success?.level).toBe('SUCCESS');
    expect(row).toMatchObject({ recipient, recipient_type: type });
    expect(await logged()).toMatchObject([
      {
        agent_user: recipient,
        value: type,
        result: 'NOTICE',
        result_reason: `found ${recipient} as ${type}`,
        data: '',
      },
      { agent_user: recipient, value: type, result: 'SUCCESS' },
    ]);
  });

  it('refuses a recipient that is neither a user nor a group nor a campaign', async () => {
    const { text } = await send({ ...hello, recipient: 'NOONE', recipient_type: 'TEAM' });
    expect(text).toBe(
      'Invalid recipient_type (TEAM), ERROR: no matching recipient found in users, user_groups, or campaigns - NOONE',
    );
    expect(await onlyLogged()).toMatchObject({
      agent_user: 'NOONE',
      value: '',
      result: 'ERROR',
      result_reason: 'no matching recipient found in users, user_groups, or campaigns',
    });
  });

  it.each([
    [{ recipient_type: 'USER' }, '|USER'],
    [{ recipient: '0', recipient_type: 'USER' }, '0|USER'],
    [{}, '|'],
  ])('refuses a request without recipient: %o', async (params, detail) => {
    const { text } = await send({ notification_text: 'hello', ...params });
    expect(text).toBe(`ERROR: Missing recipient or recipient_type - ${detail}`);
    const [agent_user, value] = detail.split('|');
    expect(await onlyLogged()).toMatchObject({ agent_user, value, result: 'ERROR' });
  });

  it.each([
    ['USER', 'users'],
    ['USER_GROUP', 'user_groups'],
    ['CAMPAIGN', 'campaigns'],
  ])('refuses a %s that does not exist, naming %s', async (recipient_type, table) => {
    const { text } = await send({
      ...hello,
      recipient: 'NOONE',
      recipient_type,
      value: 'X;Y',
      agent_user: '1001',
    });
    expect(text).toBe(`ERROR: NOONE DOES NOT EXIST in ${table} - XY|NOONE`);
    expect(await onlyLogged()).toMatchObject({
      agent_user: '1001',
      value: 'XY',
      result_reason: `NOONE DOES NOT EXIST in ${table}`,
    });
  });

  it.each(['CAMPAIGN', 'USER_GROUP'])(
    'refuses a %s when the group of the API user is gone',
    async (recipient_type) => {
      await bench.db.deleteFrom('user_groups').where('user_group', '=', 'ADMIN').execute();
      const recipient = recipient_type === 'CAMPAIGN' ? 'TESTCAMP' : 'AGENTS';
      const { text } = await send({ ...hello, recipient, recipient_type, value: 'X' });
      expect(text).toBe('ERROR: user_group DOES NOT EXIST - X|ADMIN');
      expect(await onlyLogged()).toMatchObject({ agent_user: '', value: 'X' });
    },
  );

  it('writes to a user though the group of the API user is gone', async () => {
    await bench.db.deleteFrom('user_groups').where('user_group', '=', 'ADMIN').execute();
    expect((await send(hello)).outcome.success).toBeDefined();
  });

  it('refuses a campaign that the group of the API user may not see', async () => {
    const campaign = { ...hello, recipient_type: 'CAMPAIGN', value: 'X' };
    const { text } = await send({ ...campaign, recipient: 'MANUAL' }, '6669');
    expect(text).toBe(
      'ERROR: ACCESS TO CAMPAIGN MANUAL NOT ALLOWED FOR USER 6669 ( TESTCAMP - -) - X|MANUAL',
    );
    expect(await onlyLogged()).toMatchObject({
      agent_user: '',
      value: 'X',
      result_reason: 'ACCESS TO CAMPAIGN MANUAL NOT ALLOWED FOR USER 6669 ( TESTCAMP - -)',
    });
    const other = await send({ ...campaign, recipient: 'testcamp' }, '6669');
    expect(other.outcome.success).toBeDefined();
  });

  it('refuses a user group that the group of the API user may not see', async () => {
    const group = { ...hello, recipient_type: 'USER_GROUP' };
    const { text } = await send({ ...group, recipient: 'ADMIN' }, '6669');
    expect(text).toBe('ERROR: ACCESS TO USER GROUP ADMIN NOT ALLOWED FOR USER 6669 - |ADMIN');
    expect(await onlyLogged()).toMatchObject({ agent_user: '', value: '' });
    expect((await send({ ...group, recipient: 'agents' }, '6669')).outcome.success).toBeDefined();
  });

  it.each(['2026-13-01 10:00', '2026-02-30 10:00:00', '2026-01-01 25:00', '10:00', '1-2-3 4:5'])(
    'changes the bad date %s to now and says so',
    async (notification_date) => {
      const { text } = await send({ ...hello, notification_date });
      const [row] = await stored();
      expect(text).toBe(
        `NOTICE: Invalid notification date ${notification_date}, changing to now\n` +
          `SUCCESS: notification queued - 1000|USER|${row?.notification_id}`,
      );
      const { connection } = bench.database;
      const age = Date.now() - connection.clock.toEpochMs(row?.notification_date ?? null);
      expect(Math.abs(age)).toBeLessThan(5_000);
      expect(await logged()).toMatchObject([
        {
          agent_user: '1000',
          value: 'USER',
          result: 'NOTICE',
          result_reason: `Invalid notification date ${notification_date}, changing to now`,
        },
        { result: 'SUCCESS' },
      ]);
    },
  );

  it('refuses a request with nothing to show, after the NOTICE of its bad date', async () => {
    const { text } = await send({ ...hello, notification_text: ';#', notification_date: '1' });
    expect(text).toBe(
      'NOTICE: Invalid notification date 1, changing to now\nERROR: invalid request - 1000|USER',
    );
    expect(await logged()).toMatchObject([{ result: 'NOTICE' }, { result: 'ERROR' }]);
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['a text longer than its column', { notification_text: 'é'.repeat(32_768) }],
    ['a size that the column cannot hold', { text_size: '256' }],
    ['a font longer than its column', { text_font: 'F'.repeat(31) }],
    ['a colour longer than its column', { text_color: 'c'.repeat(16) }],
    ['confetti numbers longer than their column', { show_confetti: 'Y', duration: '1234567890' }],
  ])('refuses %s and cuts nothing', async (_what, params) => {
    const { text } = await send({ ...hello, ...params });
    expect(text).toBe('ERROR: invalid request - 1000|USER');
    expect(await onlyLogged()).toMatchObject({ agent_user: '1000', value: 'USER' });
    expect(await stored()).toEqual([]);
  });
});

describe('send_notification with a token for one agent', () => {
  let fixture: HubOnFixture;
  let socket: RawSocket;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
    const token = fixture.token({ agents: ['1000'] });
    socket = await RawSocket.authenticated(fixture.hub.socketUrl, token);
  });
  afterAll(async () => {
    socket.close();
    await fixture.close();
  });

  it('reaches that agent, the look also as numbers', async () => {
    const { result } = await socket.request('send_notification', {
      recipient: '1000',
      recipient_type: 'TEAM',
      notification_text: 'hello',
      text_size: 20,
    });
    expect(result).toMatchObject({
      level: 'success',
      notices: ['Invalid recipient_type (TEAM), NOTICE: found 1000 as USER<BR>'],
      data: { recipient: '1000', recipient_type: 'USER' },
    });
  });

  it.each([
    ['1001', 'USER'],
    ['AGENTS', 'USER_GROUP'],
    ['TESTCAMP', 'CAMPAIGN'],
  ])('does not reach %s (%s)', async (recipient, recipient_type) => {
    const { error } = await socket.request('send_notification', {
      recipient,
      recipient_type,
      notification_text: 'hello',
    });
    expect(error).toMatchObject({ code: 4403, data: { reason: 'agent_not_allowed' } });
  });

  it('names a parameter that it does not have', async () => {
    const { error } = await socket.request('send_notification', { recipient: '1000', speed: '1' });
    expect(error).toMatchObject({
      code: -32602,
      data: { text: 'ERROR: invalid request - 1000|', issues: [{ path: 'speed' }] },
    });
  });
});
