/** The disposition screen: a status ends the lead's stay on it. */

import type { Queryable } from '../../database/database.js';
import { beginAgentLog, changeAgentLog, secondsSince } from '../agent-log.js';
import { changeLog } from '../call-log.js';
import type { Turn } from '../turn.js';
import { endRecording } from './recording.js';

export interface CallbackForm {
  /** `YYYY-MM-DD HH:MM:SS` */
  readonly at: string;
  readonly recipient: 'USERONLY' | 'ANYONE';
  readonly comments: string;
}

/** Commands that ended with the call. */
const RESET_AT_DISPOSITION = {
  external_hangup: '0',
  external_status: '',
  external_update_fields: '0',
  external_update_fields_data: '',
  external_timer_action_seconds: -1,
  external_dtmf: '',
  external_transferconf: '',
  external_park: '',
  external_recording: '',
} as const;

/** The status of a lead that waits for a scheduled callback. */
const CALLBACK_HOLD = 'CBHOLD';
const STATUS_LENGTH = 6;

export async function saveDisposition(
  turn: Turn,
  wanted: string,
  callback?: CallbackForm,
): Promise<void> {
  const { desk, row, time, floor } = turn;
  const status = wanted.slice(0, STATUS_LENGTH);
  const leadId = row.lead_id;
  const db = await turn.db();
  await endRecording(turn);
  await turn.write({
    ...RESET_AT_DISPOSITION,
    lead_id: 0,
    preview_lead_id: 0,
    last_state_change: time.now,
  });
  await db
    .updateTable('list')
    .set({
      status: callback ? CALLBACK_HOLD : status,
      user: row.user,
      last_local_call_time: time.now,
    })
    .where('lead_id', '=', leadId)
    .execute();
  if (callback) await storeCallback(turn, db, leadId, status, callback);
  if (desk.call) {
    await changeLog(db, desk.call, { status });
    if (desk.call.logTable === 'closer_log') await closeInboundCall(turn, db, desk.call.queue);
  }
  await changeAgentLog(turn, { status, dispo_sec: secondsSince(turn, desk.phases.dispo) });
  if (await isDoNotCall(db, status, row.campaign_id)) await blockNumber(db, leadId);
  if (floor.dialLevel(row.campaign_id) === 0) {
    await turn.write({
      status: 'PAUSED',
      callerid: '',
      agent_log_id: await beginAgentLog(turn, null, false),
    });
  }
  floor.leads.release(leadId);
  desk.call = undefined;
  desk.preview = undefined;
  desk.dispoTicks = 0;
  desk.isPickingDate = false;
  desk.isAltHold = false;
  desk.plan = undefined;
  desk.savedAtTick = floor.tick;
  desk.continueAt = time.ms + 1_000 * (turn.campaign?.wrapup_seconds ?? 0);
}

async function storeCallback(
  turn: Turn,
  db: Queryable,
  leadId: number,
  status: string,
  form: CallbackForm,
): Promise<void> {
  const lead = await db
    .selectFrom('list')
    .select('list_id')
    .where('lead_id', '=', leadId)
    .executeTakeFirst();
  await db
    .insertInto('callbacks')
    .values({
      lead_id: leadId,
      list_id: Number(lead?.list_id ?? 0),
      campaign_id: turn.row.campaign_id,
      status: 'ACTIVE',
      entry_time: turn.time.now,
      callback_time: form.at,
      modify_date: turn.time.now,
      user: turn.row.user,
      recipient: form.recipient,
      comments: form.comments,
      user_group: turn.desk.userGroup,
      lead_status: status,
    })
    .execute();
}

async function closeInboundCall(turn: Turn, db: Queryable, group: string): Promise<void> {
  await db
    .updateTable('live_inbound_agents')
    .set((eb) => ({
      last_call_finish: turn.time.now,
      calls_today_filtered: eb('calls_today_filtered', '+', 1),
      last_call_finish_filtered: turn.time.now,
    }))
    .where('user', '=', turn.row.user)
    .where('group_id', '=', group)
    .execute();
}

async function isDoNotCall(db: Queryable, status: string, campaign: string): Promise<boolean> {
  const marked = await statusRows(db, status, campaign);
  return marked.some((row) => row.dnc === 'Y');
}

/** The rows that describe a status for a campaign: the system's and the campaign's own. */
export async function statusRows(db: Queryable, status: string, campaign: string) {
  const system = await db
    .selectFrom('statuses')
    .select(['dnc', 'scheduled_callback'])
    .where('status', '=', status)
    .execute();
  const own = await db
    .selectFrom('campaign_statuses')
    .select(['dnc', 'scheduled_callback'])
    .where('status', '=', status)
    .where('campaign_id', '=', campaign)
    .execute();
  return [...system, ...own];
}

async function blockNumber(db: Queryable, leadId: number): Promise<void> {
  const lead = await db
    .selectFrom('list')
    .select('phone_number')
    .where('lead_id', '=', leadId)
    .executeTakeFirst();
  if (!lead || lead.phone_number === '') return;
  const known = await db
    .selectFrom('dnc')
    .select('phone_number')
    .where('phone_number', '=', lead.phone_number)
    .executeTakeFirst();
  if (!known) await db.insertInto('dnc').values(lead).execute();
}
