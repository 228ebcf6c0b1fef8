/** Begins and ends calls: the row in `auto_calls` and what hangs on it. */
import type { Queryable } from '../database/database.js';
import type { Call, Lead } from './call.js';
import { changeLog, ending } from './call-log.js';
import type { Floor } from './floor.js';
import { SERVER_IP } from './seed/system.js';
import { callCode } from './time.js';

type Letter = 'Y' | 'V' | 'M' | 'J';

interface NewCall {
  readonly letter: Letter;
  readonly kind: Call['kind'];
  readonly lead: Lead;
  readonly queue: string;
  readonly logTable: Call['logTable'];
  readonly phoneNumber?: string;
  readonly agentOnly?: string;
  readonly onlyFor?: string;
  readonly priority?: number;
}

/** A call in memory; undefined when this lead already has one of that code. */
export function newCall(floor: Floor, given: NewCall): Call | undefined {
  const callerid = callCode(given.letter, floor.time, given.lead.leadId);
  if (floor.calls.has(callerid)) return undefined;
  return {
    callerid,
    kind: given.kind,
    lead: given.lead,
    phoneNumber: given.phoneNumber ?? given.lead.phoneNumber,
    queue: given.queue,
    logTable: given.logTable,
    closeCallId: 0,
    uniqueid: '',
    channel: '',
    startedAt: floor.time.ms,
    waitingSince: undefined,
    agent: undefined,
    onlyFor: given.onlyFor,
    agentOnly: given.agentOnly ?? '',
    priority: given.priority ?? 0,
    talkingSince: undefined,
    outcome: undefined,
    leavesAt: undefined,
    isParked: false,
    leftByCaller: false,
  };
}

/** The far end is connected: the call has an id and a channel from now on. */
export function connect(floor: Floor, call: Call): void {
  call.uniqueid = floor.nextUniqueid();
  call.channel = floor.nextChannel();
}

type RowStatus = 'SENT' | 'LIVE' | 'XFER' | 'CLOSER';

/** Writes the call's row and takes it into the floor. */
export async function insertCall(
  db: Queryable,
  floor: Floor,
  call: Call,
  row: { status: RowStatus; call_type: 'IN' | 'OUT'; alt_dial?: string },
): Promise<void> {
  await db
    .insertInto('auto_calls')
    .values({
      server_ip: SERVER_IP,
      campaign_id: call.queue,
      status: row.status,
      lead_id: call.lead.leadId,
      uniqueid: call.uniqueid,
      callerid: call.callerid,
      channel: call.channel,
      phone_code: call.lead.phoneCode,
      phone_number: call.phoneNumber,
      call_time: floor.time.now,
      call_type: row.call_type,
      stage: row.status === 'SENT' ? 'START' : `${row.status}-0`,
      last_update_time: floor.time.now,
      alt_dial: row.alt_dial || 'NONE',
      queue_priority: call.priority,
      agent_only: call.agentOnly,
    })
    .execute();
  floor.calls.set(call.callerid, call);
  floor.leads.take(call.lead.leadId);
}

/** Takes the call off the tables and off the floor. Its log row stays as it is. */
export async function removeCall(db: Queryable, floor: Floor, call: Call): Promise<void> {
  // a third party may be parked under this call's code too
  await db.deleteFrom('parked_channels').where('channel_group', '=', call.callerid).execute();
  if (call.isParked) await logParkedHangUp(db, floor, call);
  await db.deleteFrom('auto_calls').where('callerid', '=', call.callerid).execute();
  floor.calls.delete(call.callerid);
  // an agent that still shows the lead gives it back with the disposition
  if (call.agent === undefined) floor.leads.release(call.lead.leadId);
}

/** The parked caller is gone. */
async function logParkedHangUp(db: Queryable, floor: Floor, call: Call): Promise<void> {
  call.isParked = false;
  await db
    .updateTable('park_log')
    .set({ status: 'HUNGUP', hangup_time: floor.time.now })
    .where('uniqueid', '=', call.uniqueid)
    .where('hangup_time', 'is', null)
    .where('grab_time', 'is', null)
    .execute();
}

/** The far end hangs up: an agent that talks to it is left with a dead call. */
export async function farEndLeaves(db: Queryable, floor: Floor, call: Call): Promise<void> {
  call.leftByCaller = true;
  await removeCall(db, floor, call);
  await changeLog(db, call, { term_reason: 'CALLER', ...ending(call, floor.time) });
}
