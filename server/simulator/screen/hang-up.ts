/** The agent's side of a call ends: the disposition screen opens. */
import { changeAgentLog, secondsSince } from '../agent-log.js';
import { changeLog, ending } from '../call-log.js';
import { removeCall } from '../calls.js';
import type { Turn } from '../turn.js';
import { dropThirdParty } from './third-party.js';

interface HangUpOptions {
  /** Status of the call's log row until the disposition is saved. */
  readonly logStatus?: 'DISPO' | 'XFER';
  /** The call goes on without this agent (its row is kept). */
  readonly keepRow?: boolean;
  /** The third party goes on too. */
  readonly keepThirdParty?: boolean;
}

export async function hangUp(turn: Turn, options: HangUpOptions = {}): Promise<void> {
  const { desk, row, time, floor } = turn;
  const db = await turn.db();
  const call = desk.call;
  const isInbound = call ? call.logTable === 'closer_log' : row.comments === 'INBOUND';
  await turn.write({
    status: 'PAUSED',
    uniqueid: '0',
    callerid: '',
    channel: '',
    call_server_ip: '',
    comments: '',
    last_call_finish: time.now,
    last_state_change: time.now,
    preview_lead_id: 0,
    ...(isInbound ? { last_inbound_call_finish: time.now } : {}),
    ...(row.external_hangup === '1' ? { external_hangup: '0' } : {}),
  });
  await changeAgentLog(turn, {
    talk_sec: secondsSince(turn, desk.phases.talk),
    dispo_epoch: time.epoch,
    uniqueid: call?.uniqueid ?? '',
    dead_sec: secondsSince(turn, desk.phases.dead),
  });
  desk.phases.dispo = time.epoch;
  if (!options.keepThirdParty) await dropThirdParty(turn);
  if (call) {
    const isLive = floor.calls.has(call.callerid);
    if (isLive && !options.keepRow) await removeCall(db, floor, call);
    await changeLog(db, call, {
      status: options.logStatus ?? 'DISPO',
      ...(call.leftByCaller ? {} : { term_reason: 'AGENT', ...ending(call, time) }),
    });
    call.isParked = false;
  }
  desk.dispoTicks = 1;
  desk.isAltHold = holdsForAlternate(turn);
  desk.missingTicks = 0;
  desk.isDeadNoted = false;
  desk.timer = undefined;
  desk.plan = undefined;
}

/** Campaigns with the alternate-dial box ticked keep a previewed lead for its other numbers. */
function holdsForAlternate(turn: Turn): boolean {
  const setting = turn.campaign?.alt_number_dialing ?? 'N';
  return (
    setting.startsWith('SELECTED') &&
    turn.desk.call?.kind === 'manual' &&
    turn.desk.preview !== undefined
  );
}
