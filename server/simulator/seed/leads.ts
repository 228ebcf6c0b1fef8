/** Several hundred leads with complete, invented customer data. */
import type { Queryable } from '../../database/database.js';
import type { Random } from '../random.js';
import { insertMany } from './insert-many.js';
import { customer } from './names.js';

const FEWEST = 400;
const PER_AGENT = 4;

/** @param now `YYYY-MM-DD HH:MM:SS` @returns how many were written */
export async function seedLeads(
  db: Queryable,
  agents: number,
  now: string,
  random: Random,
): Promise<number> {
  const count = Math.max(FEWEST, agents * PER_AGENT);
  await insertMany(
    db,
    'list',
    Array.from({ length: count }, (_, index) => {
      const list_id = index % 3 === 2 ? 102 : 101;
      return {
        ...customer(index, random),
        entry_date: now,
        modify_date: now,
        status: 'NEW',
        user: '',
        vendor_lead_code: `CRM-${String(index + 1).padStart(6, '0')}`,
        source_id: 'website',
        list_id,
        entry_list_id: list_id,
        gmt_offset_now: '-5.00',
        called_since_last_reset: 'N' as const,
        phone_code: '1',
        called_count: 0,
        rank: 0,
        owner: '',
      };
    }),
  );
  return count;
}
