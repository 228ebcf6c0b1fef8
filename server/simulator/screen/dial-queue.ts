/** Campaigns that keep dial requests in a queue: the screen takes one when the agent is free. */
import type { Turn } from '../turn.js';

/** Moves the oldest waiting request of a paused, free agent into `external_dial`. */
export async function takeQueuedDial(turn: Turn): Promise<void> {
  const { row, desk, campaign } = turn;
  if ((campaign?.api_manual_dial ?? 'STANDARD') === 'STANDARD') return;
  const isFree = row.status === 'PAUSED' && row.lead_id === 0 && row.preview_lead_id === 0;
  if (!isFree || desk.continueAt !== undefined || row.external_dial !== '') return;
  const db = await turn.db();
  const queued = await db
    .selectFrom('manual_dial_queue')
    .select(['mdq_id', 'external_dial'])
    .where('user', '=', row.user)
    .where('status', '=', 'READY')
    .orderBy('mdq_id')
    .executeTakeFirst();
  if (!queued) return;
  await db.deleteFrom('manual_dial_queue').where('mdq_id', '=', queued.mdq_id).execute();
  desk.lastDialEpoch = ''; // each queued request is one of its own
  await turn.write({ external_dial: queued.external_dial ?? '' });
}
