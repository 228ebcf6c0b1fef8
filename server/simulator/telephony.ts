/** What happens on the lines: rings, answers, callers that give up, customers that hang up. */
import { setImmediate } from 'node:timers/promises';
import type { Call } from './call.js';
import { changeLog, ending, openLog } from './call-log.js';
import { connect, farEndLeaves, removeCall } from './calls.js';
import type { Floor } from './floor.js';
import { Work } from './work.js';

/** A dialled customer that reaches no agent is dropped after this long, ms. */
const DROP_MS = 6_000;

/** `auto_calls` rows that nobody refreshes go after this long, ms. */
const STALE_MS = 10_000;

/** Reads the live calls, and deletes rows that belong to no call. @returns their codes */
export async function readLines(floor: Floor): Promise<Set<string>> {
  const rows = await floor.db
    .selectFrom('auto_calls')
    .select(['callerid', 'last_update_time'])
    .execute();
  const oldest = floor.connection.clock.localText(floor.time.ms - STALE_MS);
  const alive = new Set<string>();
  for (const row of rows) {
    const callerid = row.callerid ?? '';
    alive.add(callerid);
    if (!floor.calls.has(callerid) && row.last_update_time < oldest) {
      await floor.db.deleteFrom('auto_calls').where('callerid', '=', callerid).execute();
    }
  }
  return alive;
}

/** After so many calls others in this process get their turn. */
const CALLS_IN_A_ROW = 50;

/** @param alive call codes found in `auto_calls` */
export async function lineTick(floor: Floor, alive: ReadonlySet<string>): Promise<void> {
  for (const [index, call] of [...floor.calls.values()].entries()) {
    if (index % CALLS_IN_A_ROW === CALLS_IN_A_ROW - 1) await setImmediate();
    await floor.attempt(`call ${call.callerid}`, () =>
      Work.run(floor.db, (work) => followCall(work, floor, call, alive)),
    );
  }
}

async function followCall(
  work: Work,
  floor: Floor,
  call: Call,
  alive: ReadonlySet<string>,
): Promise<void> {
  const { time } = floor;
  if (!alive.has(call.callerid)) {
    // somebody else ended it, as ra_call_control does
    floor.calls.delete(call.callerid);
    if (call.agent === undefined) floor.leads.release(call.lead.leadId);
    return;
  }
  if (call.agent === undefined && call.outcome && time.ms >= call.outcome.at) {
    return dialled(work, floor, call, call.outcome.result);
  }
  if (call.leavesAt !== undefined && time.ms >= call.leavesAt) {
    const db = await work.db();
    if (call.agent !== undefined) return farEndLeaves(db, floor, call);
    if (call.waitingSince !== undefined) return giveUp(work, floor, call);
    return removeCall(db, floor, call); // a message that has played
  }
  if (call.waitingSince !== undefined && call.agent === undefined) {
    const db = await work.db();
    const waited = Math.floor((time.ms - call.waitingSince) / 1000);
    await db
      .updateTable('auto_calls')
      .set({ stage: `LIVE-${waited}`, last_update_time: time.now })
      .where('callerid', '=', call.callerid)
      .execute();
  }
}

/** The end of an automatic dial attempt. */
async function dialled(
  work: Work,
  floor: Floor,
  call: Call,
  result: 'ANSWER' | 'NA' | 'AB' | 'ADC',
): Promise<void> {
  const db = await work.db();
  const { time } = floor;
  call.outcome = undefined;
  connect(floor, call);
  if (result === 'ANSWER') {
    call.waitingSince = time.ms;
    call.leavesAt = time.ms + DROP_MS;
    await openLog(db, call, time, { status: 'QUEUE', user: 'VDAD', comments: '' });
    await db
      .updateTable('auto_calls')
      .set({ status: 'LIVE', stage: 'LIVE-0', uniqueid: call.uniqueid, channel: call.channel })
      .where('callerid', '=', call.callerid)
      .execute();
    return;
  }
  await openLog(db, call, time, { status: result, user: 'VDAD', comments: '' });
  await changeLog(db, call, ending(call, time));
  await db
    .updateTable('list')
    .set({ status: result, user: 'VDAD' })
    .where('lead_id', '=', call.lead.leadId)
    .execute();
  await removeCall(db, floor, call);
}

/** Nobody took the call in time. */
async function giveUp(work: Work, floor: Floor, call: Call): Promise<void> {
  const db = await work.db();
  await removeCall(db, floor, call);
  await changeLog(db, call, {
    status: 'DROP',
    term_reason: 'ABANDON',
    queue_seconds: secondsWaited(floor, call),
    ...ending(call, floor.time),
  });
  await db
    .updateTable('list')
    .set({ status: 'DROP' })
    .where('lead_id', '=', call.lead.leadId)
    .execute();
}

/** Seconds in the queue, as `closer_log.queue_seconds` writes them. */
export function secondsWaited(floor: Floor, call: Call): string {
  return ((floor.time.ms - (call.waitingSince ?? floor.time.ms)) / 1000).toFixed(2);
}
