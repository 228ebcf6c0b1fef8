import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenFloor } from './driven-floor.js';

let floor: DrivenFloor;
beforeEach(async () => {
  floor = await DrivenFloor.open();
});
afterEach(async () => {
  expect(floor.errors).toEqual([]);
  await floor.close();
});

test('a ready agent gets a call with full customer data within 3 to 6 seconds', async () => {
  await floor.resume();
  const seconds = await floor.until(async () => (await floor.agent()).status === 'INCALL');
  expect(seconds).toBeGreaterThanOrEqual(2);
  expect(seconds).toBeLessThanOrEqual(6);
  const agent = await floor.agent();
  expect(agent).toMatchObject({ comments: 'INBOUND', calls_today: 1, pause_code: '' });
  expect(agent.callerid).toMatch(/^Y\d{19}$/);
  expect(await floor.line(agent.callerid)).toMatchObject({
    status: 'CLOSER',
    call_type: 'IN',
    campaign_id: 'SALES_IN',
    lead_id: agent.lead_id,
    uniqueid: agent.uniqueid,
  });
  const lead = await floor.lead(agent.lead_id);
  expect(lead).toMatchObject({ status: 'INCALL', user: '1000' });
  for (const column of [
    'first_name',
    'last_name',
    'address1',
    'city',
    'email',
    'alt_phone',
  ] as const) {
    expect(lead[column], column).not.toBe('');
  }
});

test('the router shows QUEUE for a second before the screen picks the call up', async () => {
  await floor.resume();
  const seen: string[] = [];
  await floor.until(async () => {
    const { status } = await floor.agent();
    seen.push(String(status));
    return status === 'INCALL';
  });
  expect(seen.slice(-2)).toEqual(['QUEUE', 'INCALL']);
});

test('the customer of a controlled agent stays at least a minute', async () => {
  const { callerid } = await floor.inCall();
  await floor.tick(60);
  expect(await floor.line(callerid)).toBeDefined();
  expect((await floor.agent()).callerid).toBe(callerid);
});

test('hang up opens the disposition screen: PAUSED with the lead kept', async () => {
  const call = await floor.inCall();
  await floor.tick(20);
  await floor.set({ external_hangup: '1' });
  await floor.tick();
  expect(await floor.agent()).toMatchObject({
    status: 'PAUSED',
    lead_id: call.lead_id,
    callerid: '',
    uniqueid: '0',
    external_hangup: '0',
  });
  expect(await floor.line(call.callerid)).toBeUndefined();
  const log = (await floor.rows('closer_log')).find((row) => row.uniqueid === call.uniqueid);
  expect(log).toMatchObject({ status: 'DISPO', term_reason: 'AGENT', user: '1000' });
});

test('hang up then status: the disposition is saved and the agent goes ready', async () => {
  const call = await floor.disposing();
  await floor.set({ external_status: 'SALE' });
  await floor.tick();
  expect(await floor.agent()).toMatchObject({ status: 'PAUSED', lead_id: 0, external_status: '' });
  expect(await floor.lead(call.lead_id)).toMatchObject({ status: 'SALE', user: '1000' });
  const log = (await floor.rows('closer_log')).find((row) => row.uniqueid === call.uniqueid);
  expect(log?.status).toBe('SALE');
  await floor.tick();
  expect((await floor.agent()).status).toBe('READY');
});

test('pause, hang up and status sent at once are done within three ticks', async () => {
  const call = await floor.inCall();
  await floor.set({
    external_pause: `PAUSE!${floor.epoch}`,
    external_hangup: '1',
    external_status: 'NI',
  });
  await floor.tick(3);
  const agent = await floor.agent();
  expect(agent).toMatchObject({ status: 'PAUSED', lead_id: 0, callerid: '' });
  expect((await floor.lead(call.lead_id)).status).toBe('NI');
});

test('a status sent during the call waits for the disposition screen', async () => {
  await floor.inCall();
  await floor.set({ external_status: 'SALE' });
  await floor.tick(5);
  expect(await floor.agent()).toMatchObject({ status: 'INCALL', external_status: 'SALE' });
});

test('a hang up without a call is ignored and cannot end the next call', async () => {
  await floor.set({ external_hangup: '1' });
  await floor.tick(2);
  await floor.inCall();
  await floor.tick(5);
  expect(await floor.agent()).toMatchObject({ status: 'INCALL', external_hangup: '0' });
});

test('a callback status stores the callback', async () => {
  const call = await floor.disposing();
  await floor.set({ external_status: 'CALLBK!2026-12-01 10:30:00!USERONLY!ring the bell!' });
  await floor.tick();
  expect(await floor.lead(call.lead_id)).toMatchObject({ status: 'CBHOLD' });
  expect(await floor.rows('callbacks')).toMatchObject([
    {
      lead_id: call.lead_id,
      callback_time: '2026-12-01 10:30:00',
      status: 'ACTIVE',
      recipient: 'USERONLY',
      user: '1000',
      comments: 'ring the bell',
      lead_status: 'CALLBK',
      campaign_id: 'SALES',
    },
  ]);
  const log = (await floor.rows('closer_log')).find((row) => row.uniqueid === call.uniqueid);
  expect(log?.status).toBe('CALLBK');
});

test('a callback status without a date opens the date picker instead of saving', async () => {
  const call = await floor.disposing();
  await floor.set({ external_status: 'CALLBK' });
  await floor.tick(5);
  expect(await floor.agent()).toMatchObject({ status: 'PAUSED', lead_id: call.lead_id });
  await floor.set({ external_status: 'CALLBK!2026-12-01 10:30:00!ANYONE!!' });
  await floor.tick();
  expect(await floor.rows('callbacks')).toHaveLength(1);
});

test('a do-not-call status blocks the number', async () => {
  const call = await floor.disposing();
  await floor.set({ external_status: 'DNC' });
  await floor.tick();
  const { phone_number } = await floor.lead(call.lead_id);
  expect(await floor.rows('dnc')).toEqual([{ phone_number }]);
});

test('a customer who hangs up leaves a dead call; the agent ends it', async () => {
  const call = await floor.inCall();
  await floor.db.deleteFrom('auto_calls').where('callerid', '=', call.callerid).execute();
  await floor.tick(2);
  const dead = await floor.agent();
  expect(dead.status).toBe('INCALL');
  expect(dead.last_state_change).not.toBe(call.last_state_change);
  const log = (await floor.rows('agent_log')).find((row) => row.agent_log_id === dead.agent_log_id);
  expect(log?.dead_epoch).toBe(floor.epoch);
  await floor.set({ external_hangup: '1' });
  await floor.tick();
  expect(await floor.agent()).toMatchObject({ status: 'PAUSED', lead_id: call.lead_id });
});

test('a logout on the disposition screen loses the disposition; the lead is marked at the next login', async () => {
  const call = await floor.disposing();
  await floor.set({ external_pause: 'LOGOUT' });
  await floor.tick();
  expect(await floor.isLoggedIn()).toBe(false);
  await floor.until(() => floor.isLoggedIn());
  expect(await floor.lead(call.lead_id)).toMatchObject({ status: 'ERI', user: '' });
});
