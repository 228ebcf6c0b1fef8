/** The leads of this database, in memory: whom to dial next, who calls in. */
import type { Queryable } from '../database/database.js';
import type { Lead } from './call.js';
import type { Random } from './random.js';

interface Entry extends Lead {
  readonly status: string;
}

export class LeadBook {
  private readonly entries: Entry[] = [];
  private readonly campaigns = new Map<number, string>();
  private readonly busy = new Set<number>();
  private position = 0;

  private constructor(private readonly random: Random) {}

  /** Reads all leads and lists. */
  static async read(db: Queryable, random: Random): Promise<LeadBook> {
    const book = new LeadBook(random);
    const lists = await db.selectFrom('lists').select(['list_id', 'campaign_id']).execute();
    for (const list of lists) book.campaigns.set(Number(list.list_id), list.campaign_id ?? '');
    const rows = await db
      .selectFrom('list')
      .select(['lead_id', 'list_id', 'phone_code', 'phone_number', 'status'])
      .where('first_name', '!=', '')
      .orderBy('lead_id')
      .execute();
    for (const row of rows) {
      book.entries.push({
        leadId: row.lead_id,
        listId: Number(row.list_id),
        phoneCode: row.phone_code ?? '1',
        phoneNumber: row.phone_number,
        status: row.status ?? 'NEW',
      });
    }
    return book;
  }

  /** The next lead of a campaign's lists that is in no call; undefined when all are. */
  nextFor(campaignId: string): Lead | undefined {
    for (let tried = 0; tried < this.entries.length; tried += 1) {
      const entry = this.entries[this.position % this.entries.length];
      this.position += 1;
      if (!entry || entry.status === 'DNC' || this.busy.has(entry.leadId)) continue;
      if (this.campaigns.get(entry.listId) === campaignId) return entry;
    }
    return undefined;
  }

  /** Any lead that is in no call. */
  caller(): Lead | undefined {
    for (let tried = 0; tried < 50; tried += 1) {
      const entry = this.random.pick(this.entries);
      if (!this.busy.has(entry.leadId)) return entry;
    }
    return undefined;
  }

  take(leadId: number): void {
    this.busy.add(leadId);
  }

  release(leadId: number): void {
    this.busy.delete(leadId);
  }
}

/** One lead by its id, as it is in the database now. */
export async function readLead(db: Queryable, leadId: number): Promise<Lead | undefined> {
  const row = await db
    .selectFrom('list')
    .select(['lead_id', 'list_id', 'phone_code', 'phone_number'])
    .where('lead_id', '=', leadId)
    .executeTakeFirst();
  return row
    ? {
        leadId: row.lead_id,
        listId: Number(row.list_id),
        phoneCode: row.phone_code ?? '',
        phoneNumber: row.phone_number,
      }
    : undefined;
}
