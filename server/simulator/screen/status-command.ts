/** `external_status`: a disposition, plain or with a callback's date. */
import type { Turn } from '../turn.js';
import { saveDisposition, statusRows } from './disposition.js';

const LONGEST_COMMENT = 200;

/** Saves the disposition; a callback status without a date opens the date picker instead. */
export async function applyStatus(turn: Turn, command: string): Promise<void> {
  const [status = '', at = '', recipient = '', comments = ''] = command.split('!');
  if (status === '') return;
  if (at !== '') {
    await saveDisposition(turn, status, {
      at,
      recipient: recipient === 'USERONLY' ? 'USERONLY' : 'ANYONE',
      comments: comments.slice(0, LONGEST_COMMENT),
    });
    return;
  }
  if (turn.campaign?.scheduled_callbacks === 'Y') {
    const rows = await statusRows(await turn.db(), status, turn.row.campaign_id);
    turn.desk.isPickingDate = rows.some((row) => row.scheduled_callback === 'Y');
    if (turn.desk.isPickingDate) return;
  }
  await saveDisposition(turn, status);
}
