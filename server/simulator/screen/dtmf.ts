/** Digits that are played into the agent's conference. */
import type { Turn } from '../turn.js';
import { order } from './manager.js';

/** P is #, S is *, Q a second of silence. */
export async function playDtmf(turn: Turn): Promise<void> {
  const digits = turn.row.external_dtmf.replaceAll('P', '#').replaceAll('S', '*');
  await order(turn, 'PlayDTMF', `DTMF${turn.time.stamp}`, [
    `Exten: ${turn.row.conf_exten}`,
    digits,
  ]);
  await turn.clear('external_dtmf');
}
