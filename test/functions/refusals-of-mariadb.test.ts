import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { FunctionName } from '../../protocol/functions/index.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { callWith } from './call-with.js';

describe('what MariaDB itself says of a write', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: '' });
    await loadFixture(database);
  });
  afterAll(() => database?.close());

  const call = async (name: FunctionName, raw: Readonly<Record<string, string>>) => {
    const { text } = await callWith(database, {}, name, raw);
    return text;
  };

  it('external_add_lead: a row that is refused is a lead that was not inserted', async () => {
    await database.store.execute(
      "create trigger no_lead before insert on list for each row signal sqlstate '45000' set message_text = 'secret'",
    );
    try {
      expect(
        await call('external_add_lead', {
          agent_user: '1000',
          phone_code: '1',
          phone_number: '7275551212',
        }),
      ).toBe('ERROR: lead insertion failed - 7275551212|TESTCAMP|101|1000');
    } finally {
      await database.store.execute('drop trigger no_lead');
    }
  });

  it('refresh_panel: a row that holds the same request already is not counted', async () => {
    const refresh = () => call('refresh_panel', { agent_user: '1000', formreload: '1' });
    expect(await refresh()).toMatch(/\|1\|formreload\|$/);
    expect(await refresh()).toMatch(/\|0\|formreload\|$/);
  });

  it('update_fields: the empty date and the empty gender are stored as such', async () => {
    await call('update_fields', { agent_user: '1002', date_of_birth: '', gender: '', rank: '' });
    const lead = await database.connection.db
      .selectFrom('list')
      .select(['date_of_birth', 'gender', 'rank'])
      .where('lead_id', '=', 201)
      .executeTakeFirstOrThrow();
    expect(lead).toEqual({ date_of_birth: '0000-00-00', gender: '', rank: 0 });
  });
});
