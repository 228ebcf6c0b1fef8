import { afterEach, describe, expect, inject, it } from 'vitest';
import { Directory } from '../../server/auth/directory.js';
import { ApiLog } from '../../server/database/api-log.js';
import { connectDatabase, type DatabaseConnection } from '../../server/database/connect.js';
import { runFunction } from '../../server/functions/engine/run-function.js';
import { findFunction } from '../../server/functions/index.js';
import {
  createMariadbDatabase,
  createSqliteDatabase,
  type TestDatabase,
} from '../support/database.js';
import { loadFixture } from '../support/fixture.js';

const AGENT = '1000';
const COMMANDS_EACH = 100;
/** The fixture's agent begins with these. */
const AT_FIRST = ['TEST_IN', 'SALESLINE'];

interface Setting {
  readonly database: TestDatabase;
  /** Of each caller; the same one where the database has only one. */
  readonly connections: readonly [DatabaseConnection, DatabaseConnection];
}

const settings: { title: string; prefix: string; open: () => Promise<Setting> }[] = [
  {
    title: 'the embedded database',
    prefix: '',
    async open() {
      const database = await createSqliteDatabase();
      return { database, connections: [database.connection, database.connection] };
    },
  },
  {
    title: 'two connections to MariaDB',
    prefix: '',
    open: () => openTwice('', 'own'),
  },
  {
    title: "two connections to a dialler's tables, which know no transactions",
    prefix: 'vicidial_',
    open: () => openTwice('vicidial_', 'dialler'),
  },
];

async function openTwice(prefix: 'vicidial_' | '', schema: 'own' | 'dialler'): Promise<Setting> {
  const database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix, schema });
  const second = await connectDatabase({ url: database.url, tablePrefix: prefix });
  return { database, connections: [database.connection, second] };
}

function commandOf(connection: DatabaseConnection) {
  const fn = findFunction('change_ingroups');
  if (!fn) throw new Error('change_ingroups is not served');
  const services = {
    connection,
    directory: new Directory(connection.db, 60_000),
    apiLog: new ApiLog(connection.db),
  };
  const caller = {
    user: '6666',
    source: 'test',
    ip: '127.0.0.1',
    functions: '*',
    agents: '*',
  } as const;
  return async (value: 'ADD' | 'REMOVE', group: string) => {
    const raw = { agent_user: AGENT, value, blended: 'NO', ingroup_choices: ` ${group} -` };
    const { success, lines } = await runFunction(services, fn, { raw }, caller);
    if (!success) throw new Error(lines[0]?.text);
  };
}

/** Adds and removes groups of its own, one command after the other. @returns what must remain */
async function changeMany(
  name: string,
  command: ReturnType<typeof commandOf>,
  takeChange: () => Promise<void>,
): Promise<string[]> {
  const held = new Set<string>();
  for (let turn = 0; turn < COMMANDS_EACH; turn++) {
    const group = `${name}${(turn * 7) % 19}`;
    if (held.delete(group)) await command('REMOVE', group);
    else {
      held.add(group);
      await command('ADD', group);
    }
    if (turn % 9 === 0) await takeChange();
  }
  return [...held];
}

describe.each(settings)('change_ingroups from two callers on $title', ({ prefix, open }) => {
  let close: () => Promise<void> = async () => {};
  afterEach(() => close());

  it('loses none of 200 ADD and REMOVE that cross each other', async () => {
    const { database, connections } = await open();
    const [one, two] = connections;
    close = async () => {
      if (two !== database.connection) await two.close();
      await database.close();
    };
    await loadFixture(database);
    const names = ['A', 'B'].flatMap((caller) =>
      Array.from({ length: 19 }, (_, index) => `('${caller}${index}')`),
    );
    await database.store.execute(
      `insert into ${prefix}inbound_groups (group_id) values ${names.join(', ')}`,
    );

    // the agent's screen takes what is pending, in the middle of it all
    const takeChange = (connection: DatabaseConnection) => async () => {
      await connection.db
        .updateTable('live_agents')
        .set(({ ref }) => ({
          closer_campaigns: ref('external_ingroups'),
          manager_ingroup_set: 'Y',
        }))
        .where('user', '=', AGENT)
        .where('manager_ingroup_set', '=', 'SET')
        .execute();
    };
    const held = await Promise.all([
      changeMany('A', commandOf(one), takeChange(one)),
      changeMany('B', commandOf(two), takeChange(two)),
    ]);
    await takeChange(one)();

    const expected = [...AT_FIRST, ...held.flat()].sort();
    const live = await one.db
      .selectFrom('live_agents')
      .select('closer_campaigns')
      .where('user', '=', AGENT)
      .executeTakeFirstOrThrow();
    expect(live.closer_campaigns?.split(' ').slice(1, -1).sort()).toEqual(expected);
    const rows = await one.db
      .selectFrom('live_inbound_agents')
      .select('group_id')
      .where('user', '=', AGENT)
      .execute();
    expect(rows.map(({ group_id }) => group_id).sort()).toEqual(expected);
    expect(held.flat().length).toBe(28);
  });
});
