/** What an agent does with a lead that is shown before the call, or held after it. */
import type { Turn } from '../turn.js';
import type { PreviewAction } from './dial-request.js';
import { dial, endPreview, leadOnScreen } from './manual-dial.js';

export async function applyPreviewAction(turn: Turn, action: PreviewAction): Promise<void> {
  const { row, desk } = turn;
  const isPreview = row.status === 'PAUSED' && row.preview_lead_id > 0;
  if (action === 'SKIP') {
    if (isPreview) await endPreview(turn, true);
    return turn.clear('external_dial');
  }
  if (action === 'FINISH') {
    desk.isAltHold = false; // its column stays until the next call
    return;
  }
  if (!isPreview && !desk.isAltHold) return turn.clear('external_dial');
  const lead = await leadOnScreen(turn);
  const phone = lead ? await numberFor(turn, lead.leadId, action) : '';
  if (!lead || phone.length < 2) return turn.clear('external_dial');
  const altDial = { DIALONLY: 'MAIN', ALTDIAL: 'ALT', ADR3DIAL: 'ADDR3' }[action];
  await dial(turn, lead, phone, altDial, '');
}

async function numberFor(
  turn: Turn,
  leadId: number,
  action: 'DIALONLY' | 'ALTDIAL' | 'ADR3DIAL',
): Promise<string> {
  if (action === 'DIALONLY' && turn.desk.preview?.dial) return turn.desk.preview.dial;
  const column = { DIALONLY: 'phone_number', ALTDIAL: 'alt_phone', ADR3DIAL: 'address3' } as const;
  const db = await turn.db();
  const lead = await db
    .selectFrom('list')
    .select(['phone_number', 'alt_phone', 'address3'])
    .where('lead_id', '=', leadId)
    .executeTakeFirst();
  return (lead?.[column[action]] ?? '').replace(/\D/g, '');
}
