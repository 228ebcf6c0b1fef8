import { afterEach, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase, createSqliteDatabase, type TestDatabase } from './database.js';
import { plainName } from './dialler-schema.js';
import { fixtureRows, fixtureTables, loadFixture } from './fixture.js';

const server = inject('mariadbUrl');
let database: TestDatabase | undefined;

afterEach(async () => {
  await database?.close();
  database = undefined;
});

describe.each([
  [
    "a dialler's schema",
    () => createMariadbDatabase({ server, prefix: 'vicidial_', schema: 'dialler' }),
  ],
  ['our schema with prefix', () => createMariadbDatabase({ server, prefix: 'vicidial_' })],
  ['our schema with plain names', () => createMariadbDatabase({ server, prefix: '' })],
  ['the embedded database', () => createSqliteDatabase()],
])('the fixture on %s', (_name, create) => {
  it('is there as recorded, whatever was there before', async () => {
    database = await create();
    await loadFixture(database);
    await loadFixture(database);
    const tables = fixtureTables(database);
    const rows = await database.store.read([...tables.keys()]);
    expect(rows.size).toBeGreaterThan(35);
    for (const [name, table] of tables) {
      expect(rows.get(name), name).toHaveLength(fixtureRows()[plainName(table)]?.length ?? -1);
    }
    const agents = await database.connection.db
      .selectFrom('live_agents')
      .select(['user', 'status', 'external_pause', 'last_update_time'])
      .where('user', '=', '1000')
      .execute();
    expect(agents).toEqual([
      {
        user: '1000',
        status: 'PAUSED',
        external_pause: '',
        last_update_time: '2026-01-15 09:59:00',
      },
    ]);
  });
});
