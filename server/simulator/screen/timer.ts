/** Timer actions: set once, done when the live call has lasted long enough. */
import type { Turn } from '../turn.js';
import { hangUp } from './hang-up.js';
import { applyTransfer } from './transfer.js';

/** Takes the action over from the row: the column is emptied at once. */
export async function storeTimer(turn: Turn): Promise<void> {
  const { desk, row } = turn;
  desk.timer =
    row.external_timer_action === 'NONE'
      ? undefined
      : {
          action: row.external_timer_action,
          message: row.external_timer_action_message,
          seconds: row.external_timer_action_seconds,
        };
  await turn.clear('external_timer_action');
}

/** Does the stored action if its time has come. */
export async function fireTimer(turn: Turn): Promise<void> {
  const { desk, time, campaign } = turn;
  const timer = desk.timer;
  const since = turn.call?.talkingSince;
  if (!timer || since === undefined || timer.seconds < 0) return;
  if (time.ms - since < timer.seconds * 1_000) return;
  desk.timer = undefined;
  if (timer.action === 'HANGUP') return hangUp(turn);
  const preset = /^D([1-5])_DIAL/.exec(timer.action)?.[1];
  if (!preset || !campaign) return; // a page or a message opens: nothing in the tables
  const phone = [
    campaign.xferconf_a_number,
    campaign.xferconf_b_number,
    campaign.xferconf_c_number,
    campaign.xferconf_d_number,
    campaign.xferconf_e_number,
  ][Number(preset) - 1];
  if (!phone) return;
  await applyTransfer(turn, {
    action: 'DIAL_WITH_CUSTOMER',
    ingroup: '',
    phone,
    consultative: false,
    groupAlias: '',
    epoch: `timer ${time.epoch}`,
  });
}
