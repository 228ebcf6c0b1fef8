import { afterEach, expect, test } from 'vitest';
import { DrivenFloor } from './driven-floor.js';

let floor: DrivenFloor | undefined;
afterEach(async () => {
  await floor?.close();
  floor = undefined;
});

/** A call waits for an agent no longer than the most patient caller, ms. */
const LONGEST_WAIT_MS = 200_000;
const LONGEST_DEAD_S = 12;

/** What must hold between any two ticks. @returns every breach, in words */
async function breaches(day: DrivenFloor, deadFor: Map<string, number>): Promise<string[]> {
  const agents = await day.rows('live_agents');
  const lines = await day.rows('auto_calls');
  const parked = await day.rows('parked_channels');
  const byCallerid = new Map(lines.map((line) => [line.callerid, line]));
  const found: string[] = [];
  const missing = new Set<string>();
  for (const agent of agents) {
    const onCall = agent.status === 'QUEUE' || agent.status === 'INCALL';
    if (onCall && !agent.callerid) found.push(`${agent.user} ${agent.status} without callerid`);
    if (onCall && !(agent.lead_id > 0)) found.push(`${agent.user} ${agent.status} without lead`);
    if (!onCall && agent.callerid) found.push(`${agent.user} ${agent.status} has a callerid`);
    const isWaiting = agent.status === 'READY' || agent.status === 'CLOSER';
    if (isWaiting && agent.lead_id > 0) found.push(`${agent.user} waits with a lead`);
    if (onCall && !byCallerid.has(agent.callerid)) missing.add(String(agent.user));
  }
  // DEAD is allowed, but nobody sits in a dead call for long
  for (const user of deadFor.keys()) if (!missing.has(user)) deadFor.delete(user);
  for (const user of missing) {
    const seconds = (deadFor.get(user) ?? 0) + 1;
    deadFor.set(user, seconds);
    if (seconds > LONGEST_DEAD_S) found.push(`${user} sits in a dead call for ${seconds} s`);
  }
  const users = agents.map((agent) => agent.user);
  if (new Set(users).size !== users.length) found.push('an agent is logged in twice');
  for (const { channel_group } of parked) {
    if (!byCallerid.has(channel_group)) found.push(`${channel_group} is parked, but has no call`);
  }
  const held = new Set(agents.map((agent) => agent.callerid));
  const { clock } = day.database.connection;
  for (const line of lines) {
    const age = day.nowMs - clock.toEpochMs(line.call_time);
    if (!held.has(line.callerid) && age > LONGEST_WAIT_MS) {
      found.push(`${line.callerid} (${line.status}) has waited ${age} ms`);
    }
    const needsAgent = line.status === 'CLOSER' || line.status === 'XFER';
    if (needsAgent && !held.has(line.callerid)) found.push(`${line.callerid} has lost its agent`);
  }
  return found.map((text) => `tick ${day.epoch}: ${text}`);
}

test('a floor of thirty keeps its tables consistent for ten minutes', async () => {
  const day = await DrivenFloor.open({ agents: 30, controlled: ['1000'] });
  floor = day;
  const found: string[] = [];
  const states = new Set<string>();
  const deadFor = new Map<string, number>();
  for (let second = 1; second <= 600; second += 1) {
    await day.tick();
    found.push(...(await breaches(day, deadFor)));
    for (const agent of await day.rows('live_agents')) {
      const word =
        agent.preview_lead_id && agent.status === 'PAUSED'
          ? 'PREVIEW'
          : agent.status === 'PAUSED' && agent.lead_id > 0
            ? 'DISPO'
            : String(agent.status);
      states.add(word);
      if (agent.comments === 'MANUAL') states.add('MANUAL');
    }
    for (const _ of await day.rows('parked_channels')) states.add('PARK');
  }
  expect(found).toEqual([]);
  expect(day.errors).toEqual([]);
  const expected = [
    'READY',
    'CLOSER',
    'QUEUE',
    'INCALL',
    'PAUSED',
    'DISPO',
    'PREVIEW',
    'MANUAL',
    'PARK',
  ];
  expect([...states]).toEqual(expect.arrayContaining(expected));
  const ended = (await day.rows('closer_log')).filter((row) => row.term_reason === 'AGENT');
  expect(ended.length).toBeGreaterThan(30);
  const lost = (await day.rows('closer_log')).filter((row) => row.term_reason === 'ABANDON');
  expect(lost.length, 'some callers give up').toBeGreaterThan(0);
  expect((await day.rows('log')).length, 'the dialler dials').toBeGreaterThan(20);
}, 60_000);

test('the agent log adds up: each phase lasts until the next one begins', async () => {
  const day = await DrivenFloor.open({ agents: 12, controlled: [] });
  floor = day;
  await day.tick(500);
  const finished = (await day.rows('agent_log')).filter((row) => row.status !== null);
  expect(finished.length).toBeGreaterThan(12);
  for (const row of finished) {
    const { pause_epoch, wait_epoch, talk_epoch, dispo_epoch } = row;
    expect(row.pause_sec, 'pause').toBe((wait_epoch ?? 0) - (pause_epoch ?? 0));
    if (talk_epoch === null) continue; // nobody answered
    expect(row.wait_sec, 'wait').toBe(talk_epoch - (wait_epoch ?? 0));
    expect(row.talk_sec, 'talk').toBe((dispo_epoch ?? 0) - talk_epoch);
    expect(row.dispo_sec, 'disposition').toBeGreaterThan(0);
  }
  const calls = await day.rows('closer_log');
  for (const call of calls.filter((row) => row.end_epoch !== null)) {
    expect(call.length_in_sec).toBe((call.end_epoch ?? 0) - (call.start_epoch ?? 0));
  }
}, 30_000);

async function dayOf(seed: number, seconds: number): Promise<unknown> {
  const day = await DrivenFloor.open({ agents: 8, seed, controlled: [] });
  await day.tick(seconds);
  const tables = ['live_agents', 'auto_calls', 'agent_log', 'closer_log', 'log', 'list'] as const;
  const rows = await Promise.all(tables.map((table) => day.rows(table)));
  await day.close();
  return rows;
}

test('the same seed gives the same day', async () => {
  const first = await dayOf(11, 180);
  expect(await dayOf(11, 180)).toEqual(first);
  expect(await dayOf(12, 180)).not.toEqual(first);
});

test('an agent that a command touched is left to the API for ten minutes', async () => {
  const day = await DrivenFloor.open({ agents: 6, controlled: [] });
  floor = day;
  await day.until(async () => (await day.agent('1001')).status === 'READY', 30);
  await day.set({ external_pause: `PAUSE!${day.epoch}` }, '1001');
  await day.tick(2);
  // the first pause may be one after a call that came just then
  await day.set({ external_hangup: '1', external_status: 'NI' }, '1001');
  await day.tick(5);
  const paused = await day.agent('1001');
  expect(paused).toMatchObject({ status: 'PAUSED', lead_id: 0 });
  await day.tick(500);
  expect(await day.agent('1001')).toMatchObject({ agent_log_id: paused.agent_log_id });
  await day.until(async () => (await day.agent('1001')).status !== 'PAUSED', 400);
}, 30_000);

test('agents that nobody controls come back after a logout', async () => {
  const day = await DrivenFloor.open({
    agents: 2,
    controlled: [],
    comeBackMs: { controlled: 5_000, others: 9_000 },
  });
  floor = day;
  await day.db.deleteFrom('live_agents').where('user', '=', '1001').execute();
  await day.tick(8);
  expect(await day.isLoggedIn('1001')).toBe(false);
  await day.tick(3);
  expect(await day.isLoggedIn('1001')).toBe(true);
});

test('told never to, nobody comes back', async () => {
  const day = await DrivenFloor.open({ comeBackMs: false });
  floor = day;
  await day.set({ external_pause: 'LOGOUT' });
  await day.tick(300);
  expect(await day.isLoggedIn()).toBe(false);
});

test('every screen shows a sign of life in every tick', async () => {
  const day = await DrivenFloor.open();
  floor = day;
  const before = await day.rows('live_agents');
  await day.tick();
  for (const agent of await day.rows('live_agents')) {
    const earlier = before.find((row) => row.user === agent.user);
    expect(agent.random_id).not.toBe(earlier?.random_id);
    expect(day.database.connection.clock.toEpochMs(agent.last_update_time)).toBe(day.nowMs);
  }
});

test('a big floor has a remote agent that takes calls without a screen', async () => {
  const day = await DrivenFloor.open({ agents: 24, controlled: [] });
  floor = day;
  expect(await day.agent('900001')).toMatchObject({ extension: 'R/900001', status: 'READY' });
  await day.until(async () => (await day.agent('900001')).status === 'INCALL', 300);
  const call = await day.agent('900001');
  expect(call.comments).toBe('REMOTE');
  // what ra_call_control writes
  await day.db.deleteFrom('auto_calls').where('callerid', '=', call.callerid).execute();
  await day.set({ status: 'READY', lead_id: 0, callerid: '', uniqueid: '', channel: '' }, '900001');
  await day.tick(2);
  expect((await day.agent('900001')).callerid).not.toBe(call.callerid);
  expect(day.errors).toEqual([]);
}, 30_000);
