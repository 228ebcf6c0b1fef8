/** Moves a live call to another lead: the customer turned out to be somebody we know. */
import { changeAgentLog } from '../agent-log.js';
import { changeLog } from '../call-log.js';
import { readLead } from '../lead-book.js';
import type { Turn } from '../turn.js';

export async function switchLead(turn: Turn, leadId: number): Promise<void> {
  const { row, floor } = turn;
  const call = turn.call;
  const db = await turn.db();
  const lead = await readLead(db, leadId);
  if (call && lead && leadId !== row.lead_id) {
    const former = row.lead_id;
    await turn.write({ lead_id: leadId });
    await db
      .updateTable('auto_calls')
      .set({ lead_id: leadId })
      .where('callerid', '=', call.callerid)
      .execute();
    await changeLog(db, call, { lead_id: leadId, list_id: lead.listId });
    await changeAgentLog(turn, { lead_id: leadId });
    await db.updateTable('list').set({ status: 'LSMERG' }).where('lead_id', '=', former).execute();
    await db
      .updateTable('list')
      .set({ status: 'INCALL', user: row.user })
      .where('lead_id', '=', leadId)
      .execute();
    floor.leads.release(former);
    floor.leads.take(leadId);
    call.lead = lead;
  }
  await turn.clear('external_lead_id', 0);
}
