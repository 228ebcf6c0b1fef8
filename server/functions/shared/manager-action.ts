/** Hands an action to the telephony server: a row of `manager`, which the dialler picks up. */
import type { Queryable } from '../../database/database.js';

export interface ManagerAction {
  /** `YYYY-MM-DD HH:MM:SS`, local to the database. */
  readonly entry_date: string;
  /** The telephony server that is to do it. */
  readonly server_ip: string;
  readonly action: string;
  /** At most 20 characters. */
  readonly callerid: string;
  /** `cmd_line_b` to `cmd_line_k`, ten at most; missing ones are stored empty. */
  readonly lines: readonly string[];
}

/** Queues one action. @throws the database's error */
export async function queueAction(db: Queryable, action: ManagerAction): Promise<void> {
  const { lines, ...columns } = action;
  const [b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = '', k = ''] = lines;
  await db
    .insertInto('manager')
    .values({
      ...columns,
      uniqueid: '',
      status: 'NEW',
      response: 'N',
      channel: '',
      cmd_line_b: b,
      cmd_line_c: c,
      cmd_line_d: d,
      cmd_line_e: e,
      cmd_line_f: f,
      cmd_line_g: g,
      cmd_line_h: h,
      cmd_line_i: i,
      cmd_line_j: j,
      cmd_line_k: k,
    })
    .execute();
}
