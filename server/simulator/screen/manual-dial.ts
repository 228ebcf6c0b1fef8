/** Calls that the agent makes: dial now, look at the lead first, or call an in-group. */
import { changeAgentLog, secondsSince } from '../agent-log.js';
import { isWaiting } from '../agent-row.js';
import type { Call, Lead } from '../call.js';
import { changeLog, openLog } from '../call-log.js';
import { connect, insertCall, newCall } from '../calls.js';
import { readLead } from '../lead-book.js';
import type { Turn } from '../turn.js';
import { type DialRequest, MANUAL_NEXT } from './dial-request.js';
import { findOrAddLead, isBlocked } from './dialled-lead.js';
import { pause, submitPauseCode } from './pause.js';
import { beginCall, countCall, RESET_AT_CALL } from './pick-up.js';

/** Pause code of an agent that was waiting when a manual call came up. */
const DIAL_PAUSE_CODE = 'NXDIAL';
const ANSWER_CHANCE = 0.85;

/** Dials, or shows the lead; a request that cannot be done is emptied. */
export async function dialRequested(turn: Turn, request: DialRequest): Promise<void> {
  const { row, desk, floor } = turn;
  if (row.status === 'INCALL' || row.lead_id > 0) return turn.clear('external_dial');
  const db = await turn.db();
  const lead =
    request.phone === MANUAL_NEXT
      ? floor.leads.nextFor(row.campaign_id)
      : await findOrAddLead(turn, request);
  if (!lead) return turn.clear('external_dial');
  const phone = request.phone === MANUAL_NEXT ? lead.phoneNumber : request.phone;
  if (await isBlocked(db, phone)) return turn.clear('external_dial');
  if (isWaiting(row)) {
    await pause(turn);
    await submitPauseCode(turn, DIAL_PAUSE_CODE);
  }
  if (row.preview_lead_id > 0) await endPreview(turn, true);
  await claimLead(turn, lead);
  if (request.preview) {
    await showPreview(turn, lead, phone);
    if (request.phone === MANUAL_NEXT) await turn.clear('external_dial');
    return;
  }
  desk.preview = undefined;
  await dial(turn, lead, phone, request.altDial, request.ingroup);
}

/** The lead as it was is remembered: SKIP puts it back. */
async function claimLead(turn: Turn, lead: Lead): Promise<void> {
  const db = await turn.db();
  const stored = await db
    .selectFrom('list')
    .select(['status', 'called_count'])
    .where('lead_id', '=', lead.leadId)
    .executeTakeFirst();
  const calledCount = stored?.called_count ?? 0;
  turn.desk.preview = { dial: '', status: stored?.status ?? 'NEW', calledCount };
  await db
    .updateTable('list')
    .set({
      status: 'INCALL',
      user: turn.row.user,
      called_count: calledCount + 1,
      called_since_last_reset: 'Y',
    })
    .where('lead_id', '=', lead.leadId)
    .execute();
  turn.floor.leads.take(lead.leadId);
}

async function showPreview(turn: Turn, lead: Lead, phone: string): Promise<void> {
  if (turn.desk.preview) turn.desk.preview.dial = phone;
  await turn.write({ preview_lead_id: lead.leadId, last_state_change: turn.time.now });
  turn.desk.plan = undefined;
}

/** Leaves the preview without a call. `putBack`: the lead is as it was before. */
export async function endPreview(turn: Turn, putBack: boolean): Promise<void> {
  const { row, desk, floor } = turn;
  const leadId = row.preview_lead_id;
  if (putBack && desk.preview) {
    const db = await turn.db();
    await db
      .updateTable('list')
      .set({ status: desk.preview.status, called_count: desk.preview.calledCount })
      .where('lead_id', '=', leadId)
      .execute();
    floor.leads.release(leadId);
  }
  await turn.write({ preview_lead_id: 0 });
  desk.preview = undefined;
  desk.plan = undefined;
}

/** Places the call: the agent is in it from now on, the far end rings. */
export async function dial(
  turn: Turn,
  lead: Lead,
  phone: string,
  altDial: string,
  ingroup: string,
): Promise<void> {
  const { row, desk, floor, time } = turn;
  const call = newCall(floor, {
    letter: ingroup === '' ? 'M' : 'Y',
    kind: 'manual',
    lead,
    queue: ingroup === '' ? row.campaign_id : ingroup,
    logTable: ingroup === '' ? 'log' : 'closer_log',
    phoneNumber: phone,
    onlyFor: row.user,
  });
  if (!call) return turn.clear('external_dial'); // somebody dialled this lead in this second
  const answers = turn.isControlled || turn.random.chance(ANSWER_CHANCE);
  call.agent = row.user;
  call.outcome = {
    at: time.ms + 1_000 * turn.random.between(3, 6),
    result: answers ? 'ANSWER' : 'NA',
  };
  const db = await turn.db();
  await insertCall(db, floor, call, {
    status: ingroup === '' ? 'XFER' : 'CLOSER',
    call_type: ingroup === '' ? 'OUT' : 'IN',
    alt_dial: altDial === '' ? 'MAIN' : altDial,
  });
  await turn.write({
    ...RESET_AT_CALL,
    status: 'INCALL',
    last_call_time: time.now,
    callerid: call.callerid,
    lead_id: lead.leadId,
    comments: 'MANUAL',
    calls_today: row.calls_today + 1,
    last_state_change: time.now,
    pause_code: '',
    preview_lead_id: 0,
  });
  await changeAgentLog(turn, {
    pause_sec: secondsSince(turn, desk.phases.pause),
    wait_epoch: time.epoch,
    lead_id: lead.leadId,
    comments: 'MANUAL',
  });
  desk.phases.wait = time.epoch;
  desk.phases.talk = 0;
  await countCall(turn);
  beginCall(turn, call);
}

/** The far end of a manual call answered, or not, in this tick. */
export async function followDialling(turn: Turn, call: Call): Promise<void> {
  const { desk, floor, time, row } = turn;
  if (!call.outcome || time.ms < call.outcome.at || call.outcome.result !== 'ANSWER') return;
  call.outcome = undefined;
  const db = await turn.db();
  connect(floor, call);
  call.talkingSince = time.ms;
  call.leavesAt = time.ms + floor.customerStays(desk);
  await db
    .updateTable('auto_calls')
    .set({ uniqueid: call.uniqueid, channel: call.channel })
    .where('callerid', '=', call.callerid)
    .execute();
  await openLog(db, call, time, {
    status: 'INCALL',
    user: row.user,
    comments: 'MANUAL',
    user_group: desk.userGroup,
  });
  await changeLog(db, call, { status: 'INCALL' });
  await changeAgentLog(turn, {
    wait_sec: secondsSince(turn, desk.phases.wait),
    talk_epoch: time.epoch,
  });
  desk.phases.talk = time.epoch;
}

/** The lead on the preview, or the one held for another number. */
export async function leadOnScreen(turn: Turn): Promise<Lead | undefined> {
  const leadId = turn.row.preview_lead_id || turn.row.lead_id;
  return leadId > 0 ? readLead(await turn.db(), leadId) : undefined;
}
