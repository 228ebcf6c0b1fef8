/** Orders to the telephony, as the screen's backend queues them. */
import type { Turn } from '../turn.js';

/** @param lines `cmd_line_b` and on */
export async function order(
  turn: Turn,
  action: 'Originate' | 'Redirect' | 'Hangup' | 'Monitor' | 'StopMonitor' | 'PlayDTMF',
  callerid: string,
  lines: readonly string[],
): Promise<void> {
  const db = await turn.db();
  const [b = '', c = '', d = '', e = '', f = ''] = lines;
  await db
    .insertInto('manager')
    .values({
      uniqueid: '',
      entry_date: turn.time.now,
      status: 'SENT', // the simulated telephony does it at once
      response: 'N',
      server_ip: turn.row.server_ip,
      channel: '',
      action,
      callerid: callerid.slice(0, 20),
      cmd_line_b: b,
      cmd_line_c: c,
      cmd_line_d: d,
      cmd_line_e: e,
      cmd_line_f: f,
      cmd_line_g: '',
      cmd_line_h: '',
      cmd_line_i: '',
      cmd_line_j: '',
      cmd_line_k: '',
    })
    .execute();
}
