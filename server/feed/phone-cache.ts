/** Phone numbers of leads that are on a screen without a call: in wrap-up, or in preview. */
import type { DatabaseConnection } from '../database/connect.js';
import { paddedChunks } from './padded.js';

interface Known {
  readonly phone: string;
  readonly loadedAt: number;
}

export class PhoneCache {
  private known = new Map<number, Known>();

  constructor(
    private readonly connection: DatabaseConnection,
    private readonly rememberMs: number,
  ) {}

  get(leadId: number): string {
    return this.known.get(leadId)?.phone ?? '';
  }

  /** Makes the numbers of these leads known, and forgets all others. */
  async load(leads: ReadonlySet<number>, now: number): Promise<void> {
    const kept = new Map<number, Known>();
    const wanted: number[] = [];
    for (const lead of leads) {
      const known = this.known.get(lead);
      if (known && now - known.loadedAt < this.rememberMs) kept.set(lead, known);
      else wanted.push(lead);
    }
    for (const chunk of paddedChunks(wanted)) {
      const rows = await this.connection.db
        .selectFrom('list')
        .select(['lead_id', 'phone_number'])
        .where('lead_id', 'in', chunk)
        .execute();
      for (const { lead_id, phone_number } of rows) {
        kept.set(lead_id, { phone: phone_number ?? '', loadedAt: now });
      }
    }
    for (const lead of wanted) {
      if (!kept.has(lead)) kept.set(lead, { phone: '', loadedAt: now });
    }
    this.known = kept;
  }
}
