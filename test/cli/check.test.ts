import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase, onServer, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { createLeastRightsUser } from '../support/least-rights.js';
import { runProgram } from '../support/program.js';

const SECRET = 'check-secret-of-thirty-two-bytes-or-more';

let database: TestDatabase;

beforeEach(async () => {
  database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: 'vicidial_' });
  await loadFixture(database);
});

afterEach(() => database.close());

async function check(env: Record<string, string> = {}) {
  const { code, output } = await runProgram(['check'], {
    DATABASE_URL: database.url,
    HUB_JWT_SECRET: SECRET,
    ...env,
  });
  const lines = output.split('\n');
  return {
    code,
    output,
    problems: lines.filter((line) => line.startsWith('problem')),
    warnings: lines.filter((line) => line.startsWith('warning')),
    /** The line of a finding and what to do about it. */
    about: (subject: string) => {
      const at = lines.findIndex((line) => line.slice(9).startsWith(subject));
      return lines.slice(at, at + 2).join('\n');
    },
  };
}

const change = (statement: string) => onServer(database.url, statement);

describe('vici-hub check', () => {
  it('finds nothing to fix in a good database with the user of deploy/grant.sql', async () => {
    const user = await createLeastRightsUser(inject('mariadbUrl'), database, 'check_good');
    const { code, output, problems, warnings } = await check({ DATABASE_URL: user.url });
    await user.drop();
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(code).toBe(0);
    expect(output).toMatch(/^ok +naming +tables are named like vicidial_live_agents$/m);
    expect(output).toMatch(/^ok +rights +all \d+ that the hub needs$/m);
    expect(output).toMatch(/^ok +clock +same as here/m);
    expect(output).toMatch(/^ok +binlog +HUB_BINLOG is off/m);
    expect(output).not.toContain(SECRET);
    expect(output).not.toContain('choose');
  });

  it('writes nothing', async () => {
    const tables = [...database.store.columns.keys()];
    const before = await database.store.read(tables);
    await check();
    expect(await database.store.read(tables)).toEqual(before);
  });

  it('warns of a user who may do anything', async () => {
    const { code, warnings, about } = await check();
    expect(warnings).toHaveLength(1);
    expect(about('rights       this user')).toContain('deploy/grant.sql');
    expect(code).toBe(0);
  });

  it('names each right that is refused, and who needs it', async () => {
    const user = await createLeastRightsUser(inject('mariadbUrl'), database, 'check_less');
    const schema = new URL(database.url).pathname.slice(1);
    await onServer(
      inject('mariadbUrl'),
      `revoke update on ${schema}.vicidial_live_agents from 'check_less'@'127.0.0.1'`,
      `revoke delete, insert on ${schema}.vicidial_live_inbound_agents from 'check_less'@'127.0.0.1'`,
    );
    const { code, problems, output } = await check({ DATABASE_URL: user.url });
    await user.drop();
    expect(problems).toEqual([
      expect.stringContaining('UPDATE on vicidial_live_agents refused: nothing works'),
      expect.stringContaining(
        'INSERT, DELETE on vicidial_live_inbound_agents refused: no change_ingroups',
      ),
    ]);
    expect(output).toContain('-> GRANT INSERT, DELETE ON `vicidial_live_inbound_agents`');
    expect(code).toBe(1);
  });

  it('says so when the user has no rights at all', async () => {
    await onServer(inject('mariadbUrl'), "create user 'check_none'@'127.0.0.1'");
    const { code, problems } = await check({
      DATABASE_URL: database.url.replace('root', 'check_none'),
    });
    await onServer(inject('mariadbUrl'), "drop user 'check_none'@'127.0.0.1'");
    expect(problems).toEqual([expect.stringContaining('the database refuses this user')]);
    expect(code).toBe(1);
  });

  it('says so when no table has the prefix', async () => {
    const { code, problems } = await check({ HUB_TABLE_PREFIX: 'other_' });
    expect(problems).toEqual([
      expect.stringContaining('HUB_TABLE_PREFIX: this database has no table other_live_agents'),
    ]);
    expect(code).toBe(1);
  });

  it('finds the API switched off, nobody who may use it and no dialler', async () => {
    await change("update system_settings set vdc_agent_api_active = '0'");
    await change("update vicidial_users set vdc_agent_api_access = '0'");
    await change("update servers set active_asterisk_server = 'N'");
    const { code, about } = await check();
    expect(about('API  ')).toMatch(/^problem .*switched off[\s\S]*vdc_agent_api_active to 1/);
    expect(about('API users')).toMatch(/^problem .*nobody may give a command/);
    expect(about('servers')).toMatch(/^problem .*no active dialler/);
    expect(code).toBe(1);
  });

  it('finds hashed passwords that nobody can log in with', async () => {
    await change("update system_settings set pass_hash_enabled = '1', pass_key = 'short'");
    expect((await check()).about('passwords')).toMatch(/^problem .*no login with a password/);
  });

  it('warns of a CRM that is switched on and cannot be reached', async () => {
    await change(
      "update system_settings set enable_vtiger_integration = '1', vtiger_server_ip = '127.0.0.1:1'",
    );
    expect((await check()).about('Vtiger')).toMatch(/^warning .*ECONNREFUSED.*external_dial/);
  });

  it('warns of a column and a table that this dialler lacks, and of what goes without', async () => {
    await change('alter table vicidial_api_log drop column run_time');
    await change('drop table vicidial_agent_notifications');
    const { code, about } = await check();
    expect(about('columns')).toMatch(/^warning +columns +vicidial_api_log lacks run_time:/);
    expect(about('tables       vicidial_agent_notifications')).toMatch(
      /^warning .*without it no send_notification/,
    );
    expect(code).toBe(0);
  });

  it('says which engine makes one transaction of a command, and which does not', async () => {
    expect((await check()).about('engine')).toMatch(/^ok .*InnoDB \(\d+\).*one transaction/);
    await change('alter table vicidial_live_agents engine = MyISAM');
    expect((await check()).about('engine')).toMatch(/^warning .*MyISAM \(1\)/);
  });

  it('says what the row log lacks when it is wanted', async () => {
    const { about, code } = await check({ HUB_BINLOG: 'on' });
    expect(about('binlog')).toMatch(/^warning .*polled every 200 ms[\s\S]*log_bin/);
    expect(code).toBe(0);
  });

  it('misses a key and a database', async () => {
    const { code, problems } = await check({ HUB_JWT_SECRET: '', DATABASE_URL: '' });
    expect(problems).toEqual([
      expect.stringContaining('no key to verify tokens with'),
      expect.stringContaining('DATABASE_URL is not set'),
    ]);
    expect(code).toBe(1);
  });
});
