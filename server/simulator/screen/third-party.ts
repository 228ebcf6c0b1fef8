/** The other end of a conference: an outside number, or another agent through an in-group. */
import { changeLog, ending } from '../call-log.js';
import { farEndLeaves, removeCall } from '../calls.js';
import type { Turn } from '../turn.js';

/** `parked_channels.extension` of a third party on hold. */
export const PARKED_THIRD_PARTY = 'parkxfer';

/** Hangs the third party up: another agent on that leg is left with a dead call. */
export async function dropThirdParty(turn: Turn): Promise<void> {
  const { desk, floor, time } = turn;
  const party = desk.thirdParty;
  desk.thirdParty = undefined;
  if (!party) return;
  const db = await turn.db();
  if (party.parked && desk.call) {
    await db
      .deleteFrom('parked_channels')
      .where('channel_group', '=', desk.call.callerid)
      .where('extension', '=', PARKED_THIRD_PARTY)
      .execute();
  }
  const leg = floor.callOf(party.callerid);
  if (!leg) return;
  if (leg.agent === undefined) {
    await removeCall(db, floor, leg);
    await changeLog(db, leg, { status: 'DROP', term_reason: 'ABANDON', ...ending(leg, time) });
  } else await farEndLeaves(db, floor, leg);
}
