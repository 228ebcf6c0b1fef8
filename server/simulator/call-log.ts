/** The log row of a call: `closer_log` for in-group calls, `log` for the others. */
import type { Queryable } from '../database/database.js';
import type { Call } from './call.js';
import type { TickTime } from './time.js';

/** The columns that both tables share and the simulator changes. */
export interface LogChanges {
  user?: string;
  user_group?: string;
  status?: string;
  comments?: string;
  lead_id?: number;
  list_id?: number;
  phone_number?: string;
  term_reason?: 'CALLER' | 'AGENT' | 'ABANDON' | 'NONE';
  end_epoch?: number;
  length_in_sec?: number;
  queue_seconds?: string;
}

/** @param first status, user and comments of a call that has just begun */
export async function openLog(
  db: Queryable,
  call: Call,
  time: TickTime,
  first: { status: string; user: string; comments: string; user_group?: string },
): Promise<void> {
  const common = {
    lead_id: call.lead.leadId,
    list_id: call.lead.listId,
    campaign_id: call.queue,
    call_date: time.now,
    start_epoch: time.epoch,
    end_epoch: null,
    length_in_sec: null,
    phone_code: call.lead.phoneCode,
    phone_number: call.phoneNumber,
    processed: 'N' as const,
    term_reason: 'NONE' as const,
    uniqueid: call.uniqueid,
    user_group: '',
    ...first,
  };
  if (call.logTable === 'log') {
    await db.insertInto('log').values(common).execute();
    return;
  }
  const { insertId } = await db
    .insertInto('closer_log')
    .values({ ...common, agent_only: call.agentOnly, queue_position: 1 })
    .executeTakeFirst();
  call.closeCallId = Number(insertId ?? 0);
}

export async function changeLog(db: Queryable, call: Call, changes: LogChanges): Promise<void> {
  if (call.logTable === 'closer_log') {
    if (call.closeCallId === 0) return;
    await db
      .updateTable('closer_log')
      .set(changes)
      .where('closecallid', '=', call.closeCallId)
      .execute();
    return;
  }
  if (call.uniqueid === '') return; // never answered: there is no log row
  const { term_reason, queue_seconds: _, ...others } = changes;
  await db
    .updateTable('log')
    .set(term_reason === 'ABANDON' || !term_reason ? others : { ...others, term_reason })
    .where('uniqueid', '=', call.uniqueid)
    .execute();
}

/** End and length of a call that ends now. */
export function ending(call: Call, time: TickTime): LogChanges {
  return {
    end_epoch: time.epoch,
    length_in_sec: Math.max(0, time.epoch - Math.floor(call.startedAt / 1000)),
  };
}
