/**
 * The telephony's part of what the API orders in `manager`: a played file is a channel in the
 * agent's conference, a call sent to an in-group waits there.
 */
import type { Floor } from './floor.js';
import { readLead } from './lead-book.js';
import { SERVER_IP } from './seed/system.js';
import { queueTransfer } from './transfers.js';
import { Work } from './work.js';

const PLAY_PREFIX = 'Channel: Local/47378216';
const CHANNEL_PREFIX = 'IAX2/ASTplay-';
/** Length of every file, ms. */
const FILE_MS = 60_000;

export class Switchboard {
  private readonly playing = new Map<string, number>();
  private count = 0;

  /** Takes the orders that the API queued, ends the files that are over. */
  async tick(floor: Floor): Promise<void> {
    const orders = await floor.db
      .selectFrom('manager')
      .select(['man_id', 'action', 'cmd_line_b', 'cmd_line_d'])
      .where('status', '=', 'NEW')
      .orderBy('man_id')
      .limit(200)
      .execute();
    const over = [...this.playing].filter(([, until]) => until <= floor.time.ms);
    if (orders.length === 0 && over.length === 0) return;
    await floor.attempt('orders', () =>
      Work.run(floor.db, async (work) => {
        const db = await work.db();
        for (const [channel] of over) await this.end(work, channel);
        for (const order of orders) {
          const line = order.cmd_line_b ?? '';
          if (order.action === 'Originate' && line.startsWith(PLAY_PREFIX)) {
            await this.play(work, floor, line.slice(PLAY_PREFIX.length).split('@')[0] ?? '');
          } else if (order.action === 'Hangup') {
            await this.end(work, line.replace('Channel: ', ''));
          } else if (order.action === 'Redirect') {
            await toIngroup(work, floor, order.cmd_line_d ?? '');
          }
          await db
            .updateTable('manager')
            .set({ status: 'SENT' })
            .where('man_id', '=', order.man_id)
            .execute();
        }
      }),
    );
  }

  private async play(work: Work, floor: Floor, conference: string): Promise<void> {
    this.count += 1;
    const channel = `${CHANNEL_PREFIX}${this.count}`;
    const db = await work.db();
    await db
      .insertInto('live_channels')
      .values({
        channel,
        server_ip: SERVER_IP,
        channel_group: '',
        extension: conference,
        channel_data: '',
      })
      .execute();
    this.playing.set(channel, floor.time.ms + FILE_MS);
  }

  private async end(work: Work, channel: string): Promise<void> {
    if (!this.playing.delete(channel)) return;
    const db = await work.db();
    await db.deleteFrom('live_channels').where('channel', '=', channel).execute();
  }
}

/** `Exten: 90009*GROUP**LEAD**...`: the in-group gets the lead's call. */
async function toIngroup(work: Work, floor: Floor, extension: string): Promise<void> {
  const [, group, leadId] = /^Exten: 90009\*(.+?)\*\*(\d+)\*\*/.exec(extension) ?? [];
  if (!group || !leadId) return;
  const db = await work.db();
  const lead = await readLead(db, Number(leadId));
  if (lead) await queueTransfer(db, floor, { lead, queue: group, phoneNumber: lead.phoneNumber });
}
