/** Which lead belongs to a number that an agent dials. */
import type { Queryable } from '../../database/database.js';
import type { Lead } from '../call.js';
import { readLead } from '../lead-book.js';
import { MANUAL_LIST_ID } from '../seed/campaigns.js';
import type { Turn } from '../turn.js';
import type { DialRequest } from './dial-request.js';

export async function findOrAddLead(turn: Turn, request: DialRequest): Promise<Lead | undefined> {
  const db = await turn.db();
  if (request.leadId > 0) return readLead(db, request.leadId);
  if (request.phone === '') return undefined;
  if (request.search) {
    const known = await db
      .selectFrom('list')
      .select('lead_id')
      .where('phone_number', '=', request.phone)
      .orderBy('lead_id', 'desc')
      .executeTakeFirst();
    if (known) return readLead(db, known.lead_id);
  }
  const { insertId } = await db
    .insertInto('list')
    .values({
      entry_date: turn.time.now,
      modify_date: turn.time.now,
      status: 'QUEUE',
      user: turn.row.user,
      vendor_lead_code: request.vendorCode,
      source_id: '',
      list_id: turn.campaign?.manual_dial_list_id ?? MANUAL_LIST_ID,
      entry_list_id: 0,
      gmt_offset_now: '0.00',
      called_since_last_reset: 'N',
      phone_code: request.phoneCode || '1',
      phone_number: request.phone,
      first_name: '',
      last_name: '',
      called_count: 0,
      rank: 0,
      owner: '',
    })
    .executeTakeFirst();
  return readLead(db, Number(insertId ?? 0));
}

/** On the list of numbers that must not be called. */
export async function isBlocked(db: Queryable, phone: string): Promise<boolean> {
  const row = await db
    .selectFrom('dnc')
    .select('phone_number')
    .where('phone_number', '=', phone)
    .executeTakeFirst();
  return row !== undefined;
}
