/** A remote agent has a phone and no screen: calls come, are talked through, and end by themselves. */

import { changeLog, ending } from './call-log.js';
import { removeCall } from './calls.js';
import { pickUp } from './screen/pick-up.js';
import type { Turn } from './turn.js';

export async function remoteTick(turn: Turn): Promise<void> {
  const { row, desk, floor, time } = turn;
  turn.forgetEndedCall();
  const call = floor.callOf(row.callerid);
  if (row.status === 'QUEUE' && call) {
    await pickUp(turn, call);
    desk.plan = { act: 'hang up', at: time.ms + 1_000 * turn.random.between(20, 180) };
    return;
  }
  if (row.status !== 'INCALL' && row.status !== 'QUEUE') return;
  if (call && time.ms < (desk.plan?.at ?? 0)) return;
  const db = await turn.db();
  const leadId = row.lead_id;
  await turn.write({
    status: 'READY',
    lead_id: 0,
    uniqueid: '',
    callerid: '',
    channel: '',
    comments: '',
    ring_callerid: '',
    last_call_finish: time.now,
    last_state_change: time.now,
  });
  if (call) {
    await removeCall(db, floor, call);
    await changeLog(db, call, { status: 'XFER', term_reason: 'AGENT', ...ending(call, time) });
    await db.updateTable('list').set({ status: 'XFER' }).where('lead_id', '=', leadId).execute();
  }
  floor.leads.release(leadId);
  desk.call = undefined;
  desk.plan = undefined;
}
