/** Puts the customer, or the third party, on hold and takes them back. */
import type { Call } from '../call.js';
import type { Turn } from '../turn.js';
import { order } from './manager.js';
import { dropThirdParty, PARKED_THIRD_PARTY } from './third-party.js';

const IVR_EXTENSION = 'PARK_IVR';

/** Applies one value of `external_park`; without a live call nothing happens. */
export async function applyPark(turn: Turn, command: string): Promise<void> {
  const call = turn.call;
  if (call) await perform(turn, call, command);
  if (turn.row.external_park !== '') await turn.clear('external_park');
}

async function perform(turn: Turn, call: Call, command: string): Promise<void> {
  switch (command) {
    case 'PARK_CUSTOMER':
      return park(turn, call, 'PARKED');
    case 'PARK_IVR_CUSTOMER':
      return park(turn, call, 'IVRPARKED');
    case 'GRAB_CUSTOMER':
    case 'GRAB_IVR_CUSTOMER':
      return grab(turn, call);
    case 'PARK_XFER':
      return parkThirdParty(turn, call);
    case 'GRAB_XFER':
      return grabThirdParty(turn, call);
    case 'SWAP_PARK_XFER':
      await parkThirdParty(turn, call);
      return grab(turn, call);
    case 'SWAP_PARK_CUSTOMER':
      await grabThirdParty(turn, call);
      return park(turn, call, 'PARKED');
    case 'HANGUP_XFER_GRAB_CUSTOMER':
      await dropThirdParty(turn);
      return grab(turn, call);
    default:
      return;
  }
}

export async function park(
  turn: Turn,
  call: Call,
  status: 'PARKED' | 'IVRPARKED' = 'PARKED',
): Promise<void> {
  if (call.isParked || call.channel === '') return;
  const extension = status === 'IVRPARKED' ? IVR_EXTENSION : 'park';
  await insertParked(turn, call, call.channel, status, extension);
  call.isParked = true;
  if (status === 'IVRPARKED') {
    const db = await turn.db();
    await db
      .updateTable('auto_calls')
      .set({ extension: IVR_EXTENSION })
      .where('callerid', '=', call.callerid)
      .execute();
  }
}

export async function grab(turn: Turn, call: Call): Promise<void> {
  if (!call.isParked) return;
  await removeParked(turn, call, call.channel);
  call.isParked = false;
}

async function parkThirdParty(turn: Turn, call: Call): Promise<void> {
  const party = turn.desk.thirdParty;
  if (!party || party.parked) return;
  party.parked = true;
  await insertParked(turn, call, thirdChannel(call), 'PARKED', PARKED_THIRD_PARTY);
}

async function grabThirdParty(turn: Turn, call: Call): Promise<void> {
  const party = turn.desk.thirdParty;
  if (!party?.parked) return;
  party.parked = false;
  await removeParked(turn, call, thirdChannel(call));
}

function thirdChannel(call: Call): string {
  return `${call.channel}-xfer`;
}

async function insertParked(
  turn: Turn,
  call: Call,
  channel: string,
  status: 'PARKED' | 'IVRPARKED',
  extension: string,
): Promise<void> {
  const { time, row } = turn;
  const db = await turn.db();
  await order(turn, 'Redirect', `LP${time.stamp}`, [`Channel: ${channel}`, `Exten: ${extension}`]);
  await db
    .insertInto('parked_channels')
    .values({
      channel,
      server_ip: row.server_ip,
      channel_group: call.callerid,
      extension,
      parked_by: row.extension,
      parked_time: time.now,
    })
    .execute();
  await db
    .insertInto('park_log')
    .values({
      uniqueid: call.uniqueid,
      status,
      channel,
      channel_group: call.callerid,
      server_ip: row.server_ip,
      parked_time: time.now,
      parked_sec: 0,
      extension,
      user: row.user,
      lead_id: call.lead.leadId,
    })
    .execute();
}

async function removeParked(turn: Turn, call: Call, channel: string): Promise<void> {
  const { time, row } = turn;
  const db = await turn.db();
  const parked = await db
    .selectFrom('parked_channels')
    .select('parked_time')
    .where('channel_group', '=', call.callerid)
    .where('channel', '=', channel)
    .executeTakeFirst();
  const since = turn.floor.connection.clock.toEpochMs(parked?.parked_time ?? null);
  await order(turn, 'Redirect', `FP${time.stamp}`, [
    `Channel: ${channel}`,
    `Exten: ${row.conf_exten}`,
  ]);
  await db
    .deleteFrom('parked_channels')
    .where('channel_group', '=', call.callerid)
    .where('channel', '=', channel)
    .execute();
  await db
    .insertInto('parked_channels_recent')
    .values({
      channel,
      server_ip: row.server_ip,
      channel_group: call.callerid,
      park_end_time: time.now,
    })
    .execute();
  await db
    .updateTable('park_log')
    .set({
      status: 'GRABBED',
      grab_time: time.now,
      parked_sec: since === 0 ? 0 : Math.max(0, time.epoch - Math.floor(since / 1000)),
    })
    .where('uniqueid', '=', call.uniqueid)
    .where('channel', '=', channel)
    .where('grab_time', 'is', null)
    .where('hangup_time', 'is', null)
    .execute();
}
