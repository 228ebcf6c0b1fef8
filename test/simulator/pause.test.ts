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

test('a controlled agent stays as it logged in: paused, code LOGIN', async () => {
  await floor.tick(30);
  expect(await floor.agent()).toMatchObject({
    status: 'PAUSED',
    pause_code: 'LOGIN',
    campaign_id: 'SALES',
    lead_id: 0,
  });
});

test('resumes', async () => {
  await floor.resume();
  expect(await floor.agent()).toMatchObject({ status: 'READY', pause_code: '' });
});

test('resumes to CLOSER where the dialler places no calls', async () => {
  await floor.resume('1002');
  expect((await floor.agent('1002')).status).toBe('CLOSER');
});

test('a resume in a campaign without dial level has no effect', async () => {
  await floor.db.updateTable('campaigns').set({ auto_dial_level: '0' }).execute();
  await floor.tick(10); // campaigns are read again
  await floor.resume();
  expect((await floor.agent()).status).toBe('PAUSED');
});

test('pauses a waiting agent on external_pause PAUSE', async () => {
  await floor.resume();
  const before = await floor.agent();
  await floor.set({ external_pause: `PAUSE!${floor.epoch}` });
  await floor.tick();
  const after = await floor.agent();
  expect(after).toMatchObject({ status: 'PAUSED', pause_code: '' });
  expect(after.agent_log_id).not.toBe(before.agent_log_id);
  expect(after.external_pause, 'the pause is not cleared by the action').toMatch(/^PAUSE!/);
});

test('a value that was handled does nothing when it is seen again', async () => {
  await floor.resume();
  await floor.set({ external_pause: `PAUSE!${floor.epoch}` });
  await floor.tick();
  const paused = await floor.agent();
  await floor.tick(5);
  expect(await floor.agent()).toMatchObject({
    status: 'PAUSED',
    agent_log_id: paused.agent_log_id,
    last_state_change: paused.last_state_change,
  });
});

test('pauses after the call when PAUSE comes in a live call', async () => {
  await floor.inCall();
  await floor.set({ external_pause: `PAUSE!${floor.epoch}` });
  await floor.tick(3);
  expect((await floor.agent()).status).toBe('INCALL');
  await floor.set({ external_hangup: '1', external_status: 'SALE' });
  await floor.tick(4);
  const after = await floor.agent();
  expect(after).toMatchObject({ status: 'PAUSED', lead_id: 0 });
  await floor.tick(20);
  expect(await floor.agent()).toMatchObject({ status: 'PAUSED', agent_log_id: after.agent_log_id });
});

test('a PAUSE on the disposition screen does not keep the agent from going ready', async () => {
  await floor.disposing();
  await floor.set({ external_pause: `PAUSE!${floor.epoch}` });
  await floor.tick(2);
  await floor.set({ external_status: 'NI' });
  await floor.tick(2);
  expect((await floor.agent()).status).toBe('READY');
});

test('a RESUME on the disposition screen is lost', async () => {
  const call = await floor.disposing();
  await floor.set({ external_pause: `RESUME!${floor.epoch}` });
  await floor.tick(5);
  expect(await floor.agent()).toMatchObject({ status: 'PAUSED', lead_id: call.lead_id });
});

test('the first pause code goes to the running log row, the next one begins a new row', async () => {
  await floor.tick();
  const login = await floor.agent();
  await floor.set({ external_pause_code: 'BREAK' });
  await floor.tick();
  const first = await floor.agent();
  expect(first).toMatchObject({
    pause_code: 'BREAK',
    external_pause_code: '',
    agent_log_id: login.agent_log_id,
    last_state_change: login.last_state_change,
  });
  await floor.set({ external_pause_code: 'LUNCH' });
  await floor.tick();
  const second = await floor.agent();
  expect(second.pause_code).toBe('LUNCH');
  expect(second.agent_log_id).not.toBe(first.agent_log_id);
  const logs = await floor.rows('agent_log');
  const codes = logs.filter((row) => row.user === '1000').map((row) => row.sub_status);
  expect(codes).toEqual(['BREAK', 'LUNCH']);
});

test('logs out: the rows go, the session data stays', async () => {
  await floor.set({ external_pause: 'LOGOUT' });
  await floor.tick();
  expect(await floor.isLoggedIn()).toBe(false);
  const inbound = await floor.rows('live_inbound_agents');
  expect(inbound.filter((row) => row.user === '1000')).toEqual([]);
  const sessions = await floor.rows('session_data');
  expect(sessions.filter((row) => row.user === '1000')).toHaveLength(1);
  const events = await floor.rows('user_log');
  expect(events.filter((row) => row.user === '1000').map((row) => row.event)).toEqual([
    'LOGIN',
    'LOGOUT',
  ]);
});

test('a logout in a call waits for the disposition', async () => {
  await floor.inCall();
  await floor.set({ external_pause: 'LOGOUT' });
  await floor.tick(5);
  expect((await floor.agent()).status).toBe('INCALL');
  await floor.set({ external_hangup: '1', external_status: 'NI' });
  await floor.until(async () => !(await floor.isLoggedIn()), 5);
});

test('an agent that logged out comes back after a while, with a new row', async () => {
  const { live_agent_id } = await floor.agent();
  await floor.set({ external_pause: 'LOGOUT' });
  await floor.tick();
  const seconds = await floor.until(() => floor.isLoggedIn());
  expect(seconds).toBeGreaterThanOrEqual(15);
  expect(seconds).toBeLessThanOrEqual(25);
  const back = await floor.agent();
  expect(back.live_agent_id).not.toBe(live_agent_id);
  expect(back).toMatchObject({ status: 'PAUSED', pause_code: 'LOGIN', external_pause: '' });
});
