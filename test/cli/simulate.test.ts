import { randomBytes } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { HubClient } from '../../server/client.js';
import { onServer } from '../support/database.js';
import { signToken } from '../support/hub-on-fixture.js';
import { freePort } from '../support/private-mariadb.js';
import { runProgram, startProgram } from '../support/program.js';

const SECRET = 'command-line-secret-of-32-bytes-or-more';

let name: string;
let DATABASE_URL: string;

beforeEach(async () => {
  name = `test_${randomBytes(6).toString('hex')}`;
  DATABASE_URL = `${inject('mariadbUrl')}/${name}`;
  await onServer(inject('mariadbUrl'), `create database ${name} default charset utf8mb4`);
});

afterEach(() => onServer(inject('mariadbUrl'), `drop database ${name}`));

async function rows(statement: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: DATABASE_URL });
  const [found] = await connection.query<RowDataPacket[]>(statement);
  await connection.end();
  return found;
}

describe('vici-hub simulate', () => {
  it.each([
    [['simulate', '--agents', '2001'], '--agents: a number from 1 to 2000'],
    [['simulate', '--seed', 'x'], '--seed: a whole number'],
  ])('stops at %j with one line', async (args, line) => {
    const { code, output } = await runProgram(args, { DATABASE_URL });
    expect(output).toBe(`vici-hub: ${line}`);
    expect(code).toBe(1);
  });

  it.each([undefined, 'sqlite::memory:'])('asks for a MySQL database, not %s', async (url) => {
    const { code, output } = await runProgram(['simulate'], url ? { DATABASE_URL: url } : {});
    expect(output).toMatch(/^vici-hub: DATABASE_URL: simulate needs an empty MySQL .*$/);
    expect(code).toBe(1);
  });

  it('fills an empty database, lets a hub command its agents, ends at Ctrl-C, and goes on later', async () => {
    const first = startProgram(['simulate', '--agents', '3', '--seed', '5'], { DATABASE_URL });
    await first.says(/Ctrl-C/);
    expect(first.output()).toContain('tables were created');
    expect(first.output()).toContain('1000 to 1002');
    expect(first.output()).toContain('vici-hub serve');

    const port = String(await freePort());
    const hub = startProgram(['serve'], { DATABASE_URL, HUB_PORT: port, HUB_JWT_SECRET: SECRET });
    await hub.says(/vici-hub serves/);
    const client = new HubClient({ url: `ws://127.0.0.1:${port}/ws`, token: signToken(SECRET) });
    const call = { agent_user: '1000', value: 'RESUME', wait: 'effective' } as const;
    expect(await client.call('external_pause', call)).toMatchObject({ stage: 'effective' });
    client.close();
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);

    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.output()).toContain('vici-hub simulate ends');
    const agents = await rows('select user, random_id from live_agents order by user');
    expect(agents.map(({ user }) => user)).toEqual(['1000', '1001', '1002']);

    const second = startProgram(['simulate', '--agents', '4'], { DATABASE_URL });
    await second.says(/Ctrl-C/);
    expect(second.output()).toContain('filled by an earlier run');
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(await rows('select user from live_agents')).toHaveLength(4);
    expect(await rows('select container_entry from settings_containers')).toEqual([
      { container_entry: 'agents=4&seed=5' },
    ]);
  });

  it('takes the prefix that is given', async () => {
    const env = { DATABASE_URL, HUB_TABLE_PREFIX: 'vicidial_' };
    const program = startProgram(['simulate', '--agents', '1'], env);
    await program.says(/Ctrl-C/);
    expect(program.output()).toContain('names begin with vicidial_');
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(0);
    expect(await rows('select user from vicidial_live_agents')).toEqual([{ user: '1000' }]);
  });

  it.each([
    [
      'that holds users',
      "create table live_agents (user varchar(20)); create table users (user varchar(20)); insert into users values ('7')",
      'it has no table settings_containers',
    ],
    ['of something else', 'create table orders (id int)', 'it has tables, but no live_agents'],
  ])('refuses a database %s with one line, and writes nothing', async (_, statements, why) => {
    await onServer(DATABASE_URL, ...statements.split('; '));
    const before = await rows('show tables');
    const { code, output } = await runProgram(['simulate'], { DATABASE_URL });
    expect(output).toBe(
      `vici-hub: this database was not filled by the simulator (${why}): refusing to touch it; give the simulator an empty database`,
    );
    expect(code).toBe(1);
    expect(await rows('show tables')).toEqual(before);
  });

  it('refuses a database that somebody else filled', async () => {
    const simulated = startProgram(['simulate', '--agents', '1'], { DATABASE_URL });
    await simulated.says(/Ctrl-C/);
    simulated.child.kill('SIGINT');
    await simulated.ended;
    await onServer(DATABASE_URL, 'delete from settings_containers');
    const { code, output } = await runProgram(['simulate'], { DATABASE_URL });
    expect(output).toContain('users holds rows, but settings_containers has no VICI_HUB_SIMULATOR');
    expect(code).toBe(1);
  });
});
