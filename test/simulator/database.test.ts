import { afterEach, describe, expect, inject, test } from 'vitest';
import {
  assertSimulatorMayUse,
  ForeignDatabaseError,
  MARKER,
  Simulator,
} from '../../server/simulator/index.js';
import {
  createMariadbDatabase,
  createSqliteDatabase,
  type TestDatabase,
} from '../support/database.js';
import { DrivenFloor } from './driven-floor.js';

let database: TestDatabase | undefined;
afterEach(async () => {
  await database?.close();
  database = undefined;
});

function simulator(on: TestDatabase, errors: unknown[] = [], agents = 4): Simulator {
  return new Simulator({
    connection: on.connection,
    agents,
    seed: 1,
    controlled: ['1000'],
    log: { info: () => {}, error: (details, message) => errors.push({ message, details }) },
  });
}

test('refuses a database that it did not fill', async () => {
  database = await createSqliteDatabase();
  await database.connection.db.insertInto('users').values({ user: '1', pass: 'x' }).execute();
  await expect(simulator(database).prepare()).rejects.toThrow(ForeignDatabaseError);
  await expect(simulator(database).prepare()).rejects.toThrow(/refusing to touch it/);
  const users = await database.connection.db.selectFrom('users').select('user').execute();
  expect(users, 'nothing was written').toEqual([{ user: '1' }]);
});

test('marks what it fills, and takes it up again later', async () => {
  const floor = await DrivenFloor.open();
  const containers = await floor.rows('settings_containers');
  expect(containers.map((row) => row.container_id)).toEqual([MARKER]);
  await floor.inCall();
  await floor.set({ external_park: 'PARK_CUSTOMER' });
  await floor.tick();
  const leads = (await floor.rows('list')).length;
  floor.simulator = floor.newSimulator();
  await floor.simulator.prepare();
  expect(await floor.rows('auto_calls')).toEqual([]);
  expect(await floor.rows('parked_channels')).toEqual([]);
  expect(await floor.rows('list')).toHaveLength(leads);
  expect(await floor.agent()).toMatchObject({ status: 'PAUSED', lead_id: 0 });
  await floor.inCall();
  expect(floor.errors).toEqual([]);
  await floor.close();
});

test('adds agents when more are asked for', async () => {
  database = await createSqliteDatabase();
  await simulator(database, [], 2).prepare();
  await simulator(database, [], 5).prepare();
  expect(await assertSimulatorMayUse(database.connection.db)).toEqual({ agents: 5, seed: 1 });
  const live = await database.connection.db.selectFrom('live_agents').select('user').execute();
  expect(live.map((row) => row.user)).toEqual(['1000', '1001', '1002', '1003', '1004']);
});

test.each([0, 2_001, 1.5])('refuses %s agents', async (agents) => {
  database = await createSqliteDatabase();
  await expect(simulator(database, [], agents).prepare()).rejects.toThrow(RangeError);
});

test('everything that an API function reads is there', async () => {
  const floor = await DrivenFloor.open({ agents: 12, controlled: ['1000'] });
  const [settings] = await floor.rows('system_settings');
  expect(settings).toMatchObject({ vdc_agent_api_active: '1', agent_notifications: '1' });
  const api = (await floor.rows('users')).find((row) => row.user === '6666');
  expect(api).toMatchObject({
    pass: '1234',
    user_level: 9,
    api_allowed_functions: ' ALL_FUNCTIONS ',
  });
  for (const session of await floor.rows('session_data')) {
    expect(session.agent_login_call?.split('|')).toHaveLength(19);
    expect(session.webphone_url).toMatch(/^https:/);
  }
  expect(await floor.rows('session_data')).toHaveLength(12);
  const agents = (await floor.rows('users')).filter((row) => row.user !== '6666');
  expect(new Set(agents.map((row) => row.full_name)).size).toBe(agents.length);
  const callbacks = (await floor.rows('statuses')).filter((row) => row.scheduled_callback === 'Y');
  expect(callbacks.map((row) => row.status)).toEqual(['CALLBK']);
  for (const agent of await floor.rows('live_agents')) {
    expect(agent.conf_exten).toMatch(/^\d{7}$/);
  }
  await floor.close();
});

test('a database that fails in a tick is reported, and the next tick goes on', async () => {
  const floor = await DrivenFloor.open();
  await floor.db.schema.alterTable('live_agents').renameTo('away').execute();
  await floor.tick(3);
  expect(floor.errors).toHaveLength(3);
  await floor.db.schema.alterTable('away').renameTo('live_agents').execute();
  floor.errors.length = 0;
  await floor.inCall();
  expect(floor.errors).toEqual([]);
  await floor.close();
});

test('start ticks by itself until stop', async () => {
  const floor = await DrivenFloor.open({ tickMs: 5, clock: undefined });
  const before = (await floor.agent()).random_id;
  floor.simulator.start();
  await expect.poll(async () => (await floor.agent()).random_id).not.toBe(before);
  await floor.simulator.stop();
  const stopped = (await floor.agent()).random_id;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await floor.agent()).random_id).toBe(stopped);
  await floor.close();
});

describe('MariaDB', () => {
  test.each(['own', 'dialler'] as const)(
    'a minute of calls on the schema: %s',
    async (schema) => {
      database = await createMariadbDatabase({
        server: inject('mariadbUrl'),
        prefix: 'vicidial_',
        schema,
      });
      const errors: unknown[] = [];
      const sim = simulator(database, errors, 24);
      await sim.prepare();
      let now = Date.now();
      for (let second = 0; second < 60; second += 1) {
        now += 1_000;
        await sim.tick(now);
      }
      expect(errors).toEqual([]);
      const agents = await database.connection.db.selectFrom('live_agents').selectAll().execute();
      expect(agents).toHaveLength(25);
      const inCall = agents.filter((agent) => agent.status === 'INCALL');
      expect(inCall.length).toBeGreaterThan(5);
    },
    60_000,
  );
});
