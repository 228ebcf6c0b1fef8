/** Clears what an earlier run left, and what grows without end. */
import type { Floor } from './floor.js';

const LIVE_TABLES = [
  'live_agents',
  'live_inbound_agents',
  'auto_calls',
  'parked_channels',
  'live_channels',
  'session_data',
  'web_client_sessions',
  'manager',
] as const;

/** An earlier run ended somewhere in the middle: nobody is logged in, no call lives. */
export async function clearFloor(floor: Floor): Promise<void> {
  await floor.db.transaction().execute(async (db) => {
    for (const table of LIVE_TABLES) await db.deleteFrom(table).execute();
    await db
      .updateTable('list')
      .set({ status: 'ERI' })
      .where('status', 'in', ['QUEUE', 'INCALL'])
      .execute();
  });
}

/** Orders that were carried out, and traces that only the last minutes are asked for. */
export async function forgetOld(floor: Floor): Promise<void> {
  const before = (minutes: number) =>
    floor.connection.clock.localText(floor.time.ms - minutes * 60_000);
  await floor.db
    .deleteFrom('manager')
    .where('status', '!=', 'NEW')
    .where('entry_date', '<', before(5))
    .execute();
  await floor.db.deleteFrom('sessions_recent').where('call_date', '<', before(60)).execute();
  await floor.db
    .deleteFrom('parked_channels_recent')
    .where('park_end_time', '<', before(10))
    .execute();
}
