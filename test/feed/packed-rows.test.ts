import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../server/database/connect.js';
import { PackedRows } from '../../server/feed/packed-rows.js';
import { AGENT_COLUMNS, type LiveAgentRow } from '../../server/feed/read-picture.js';
import { createMariadbDatabase } from '../support/database.js';
import { logIn, setAgent } from './support.js';

const TABLE = {
  table: 'live_agents',
  key: 'live_agent_id',
  columns: AGENT_COLUMNS,
  numbers: ['live_agent_id', 'lead_id', 'calls_today', 'preview_lead_id', 'external_lead_id'],
  beat: 'last_update_time',
} as const;

let connection: DatabaseConnection;
let close: () => Promise<void>;

beforeEach(async () => {
  const database = await createMariadbDatabase({
    server: inject('mariadbUrl'),
    prefix: 'vicidial_',
  });
  connection = await connectDatabase({ url: database.url, tablePrefix: 'vicidial_' });
  close = async () => {
    await connection.close();
    await database.close();
  };
});

afterEach(() => close());

const plainly = () =>
  connection.db.selectFrom('live_agents').select(AGENT_COLUMNS).orderBy('live_agent_id').execute();
const sorted = (rows: LiveAgentRow[]) =>
  rows.sort((a, b) => Number(a.live_agent_id) - Number(b.live_agent_id));

describe('rows that are read packed', () => {
  it('are what they are column by column: numbers, text, nulls, dates', async () => {
    await logIn(connection, '1000', { lead_id: 42, comments: 'INBOUND', calls_today: 3 });
    await logIn(connection, '1001', {
      pause_code: 'Ñandú',
      external_update_fields_data: "a'b\\c\nd|e",
    });
    await logIn(connection, '1002');
    await sql`update vicidial_live_agents set external_ingroups = null, last_state_change = null
      where user = '1002'`.execute(connection.db);
    const rows = new PackedRows<LiveAgentRow>(connection, TABLE);
    expect(sorted(await rows.read())).toEqual(await plainly());
  });

  it.each([
    ['what stands between columns', 'A\u001fB'],
    ['what stands for null', 'A\u001eB'],
  ])('may hold %s', async (_what, value) => {
    await logIn(connection, '1000', { external_update_fields_data: value, pause_code: 'LUNCH' });
    await logIn(connection, '1001');
    const rows = new PackedRows<LiveAgentRow>(connection, TABLE);
    expect(sorted(await rows.read())).toEqual(await plainly());
  });

  it('are the same objects until they change, but for the sign of life', async () => {
    await logIn(connection, '1000');
    await logIn(connection, '1001');
    const rows = new PackedRows<LiveAgentRow>(connection, TABLE);
    const [first, second] = sorted(await rows.read());
    await setAgent(connection, '1000', { last_update_time: '2026-01-02 03:04:05' });
    await setAgent(connection, '1001', { pause_code: 'LUNCH' });
    const [firstAgain, secondAgain] = sorted(await rows.read());
    expect(firstAgain).toBe(first);
    expect(firstAgain?.last_update_time).toBe('2026-01-02 03:04:05');
    expect(secondAgain).not.toBe(second);
    expect(secondAgain?.pause_code).toBe('LUNCH');
    await connection.db.deleteFrom('live_agents').where('user', '=', '1000').execute();
    expect((await rows.read()).map(({ user }) => user)).toEqual(['1001']);
  });

  it('hold null for columns that the database lacks', async () => {
    await logIn(connection, '1000');
    const { installation } = connection;
    const lacking = Object.create(installation, {
      hasColumn: { value: (_table: string, column: string) => column !== 'pause_code' },
    });
    const rows = new PackedRows<LiveAgentRow>({ ...connection, installation: lacking }, TABLE);
    const [row] = await rows.read();
    expect(row?.pause_code).toBeNull();
    expect(row?.user).toBe('1000');
  });
});
