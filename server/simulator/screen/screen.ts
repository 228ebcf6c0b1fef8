/** One tick of an agent's screen: what it notices, and every command in the order of the original. */

import { changeAgentLog } from '../agent-log.js';
import { commandsOf, holdsCommand, isDisposing, isWaiting } from '../agent-row.js';
import type { Turn } from '../turn.js';
import { applyIngroups } from './change-ingroups.js';
import { takeQueuedDial } from './dial-queue.js';
import { parseDialRequest, parsePreviewAction } from './dial-request.js';
import { saveDisposition } from './disposition.js';
import { playDtmf } from './dtmf.js';
import { hangUp } from './hang-up.js';
import { logOut } from './login.js';
import { dialRequested, endPreview, followDialling } from './manual-dial.js';
import { applyPark } from './park.js';
import { pause, resume, submitPauseCode } from './pause.js';
import { leavePauseForCall, pickUp } from './pick-up.js';
import { applyPreviewAction } from './preview-action.js';
import { applyRecording } from './recording.js';
import { applyStatus } from './status-command.js';
import { switchLead } from './switch-lead.js';
import { fireTimer, storeTimer } from './timer.js';
import { applyTransfer, parseTransfer } from './transfer.js';

/** Ticks in a row without the call's row until the screen says that the customer is gone. */
const DEAD_TICKS = 2;
/** The disposition screen takes a status from its second tick on. */
const DISPO_READY_TICK = 2;

export async function screenTick(turn: Turn): Promise<void> {
  noticeCommands(turn);
  turn.forgetEndedCall();
  const seen = { ...turn.row };
  await findCall(turn);
  await applyLogout(turn, seen.external_pause);
  if (turn.isOver) return;
  const { row } = turn;
  // a hang-up in this tick is still under way when the pause is judged
  const isInCall = row.status === 'INCALL';
  if (row.external_lead_id > 0) await switchLead(turn, row.external_lead_id);
  if (row.external_pause_code !== '' && row.status === 'PAUSED') {
    await submitPauseCode(turn, row.external_pause_code);
  }
  if (/^ST(ART|OP)/.test(row.external_recording)) {
    await applyRecording(turn, row.external_recording);
  }
  if (row.external_transferconf !== '') {
    await applyTransfer(turn, parseTransfer(row.external_transferconf));
  }
  if (row.external_park !== '' && row.status === 'INCALL') {
    await applyPark(turn, row.external_park);
  }
  if (row.external_dtmf !== '') await playDtmf(turn);
  if (row.external_timer_action !== '') await storeTimer(turn);
  if (row.external_hangup === '1' && row.status === 'INCALL') await hangUp(turn);
  await dispositionTick(turn);
  await applyPause(turn, seen.external_pause, isInCall);
  await takeQueuedDial(turn);
  if (row.external_dial !== '') await applyDial(turn);
  await noticeDeadCall(turn);
  if (row.manager_ingroup_set === 'SET') await applyIngroups(turn);
  if (!isDisposing(row)) {
    if (row.external_update_fields === '1') await rereadFields(turn);
    await fireTimer(turn);
  }
  await goOn(turn);
}

/** A command that somebody set puts the agent under the API's control for a while. */
function noticeCommands(turn: Turn): void {
  const { desk, row, time, floor } = turn;
  if (commandsOf(row) === desk.known || !holdsCommand(row)) return;
  const until = time.ms + (floor.options.controlMs ?? 600_000);
  if (until > desk.controlledUntil) desk.controlledUntil = until;
  desk.plan = undefined;
  const call = turn.call;
  if (call?.leavesAt !== undefined) {
    // whoever takes over has time to try things
    call.leavesAt = Math.max(call.leavesAt, time.ms + 120_000);
  }
}

async function findCall(turn: Turn): Promise<void> {
  const { row, desk, floor } = turn;
  if (row.status === 'QUEUE') {
    const call = floor.callOf(row.callerid);
    if (call) {
      await leavePauseForCall(turn);
      await pickUp(turn, call);
    } else await resume(turn, false); // the caller left before the screen saw it
  }
  if (desk.lookForCall > 0) desk.lookForCall -= 1;
  const call = turn.call;
  if (call?.outcome) await followDialling(turn, call);
}

async function applyLogout(turn: Turn, command: string): Promise<void> {
  if (command === 'LOGOUT') turn.desk.logoutPending = true;
  if (!turn.desk.logoutPending || turn.row.status === 'INCALL' || turn.desk.isAltHold) return;
  if (turn.row.preview_lead_id > 0) await endPreview(turn, true);
  await logOut(turn);
}

async function dispositionTick(turn: Turn): Promise<void> {
  const { row, desk, campaign } = turn;
  if (!isDisposing(row) || desk.isAltHold) return;
  const isReady = desk.dispoTicks >= DISPO_READY_TICK;
  desk.dispoTicks += 1;
  if (!isReady) return;
  if (row.external_status !== '') return applyStatus(turn, row.external_status);
  if (campaign?.disable_dispo_screen === 'DISPO_DISABLED' && campaign.disable_dispo_status) {
    return saveDisposition(turn, campaign.disable_dispo_status);
  }
  const most = campaign?.dispo_max ?? 0;
  if (most > 0 && turn.time.epoch - desk.phases.dispo > most) {
    await saveDisposition(turn, campaign?.dispo_max_dispo ?? 'DISMX');
    desk.pauseAfterCall = true;
  }
}

async function applyPause(turn: Turn, command: string, isInCall: boolean): Promise<void> {
  const { desk, row, floor } = turn;
  const [word = '', epoch = ''] = command.split('!');
  if ((word !== 'PAUSE' && word !== 'RESUME') || epoch === desk.lastPauseEpoch) return;
  desk.lastPauseEpoch = epoch;
  if (floor.dialLevel(row.campaign_id) === 0) return;
  if (word === 'PAUSE') {
    if (isInCall) desk.pauseAfterCall = true;
    else if (isWaiting(row)) await pause(turn);
    else if (desk.continueAt !== undefined) desk.pauseAfterCall = true;
    return;
  }
  if (isInCall || row.status !== 'PAUSED' || row.lead_id > 0) return; // consumed and lost
  if (row.preview_lead_id > 0) await endPreview(turn, true);
  const isNewLog = desk.continueAt !== undefined;
  desk.continueAt = undefined;
  desk.pauseAfterCall = false;
  await resume(turn, isNewLog);
}

async function applyDial(turn: Turn): Promise<void> {
  const { desk, row } = turn;
  const action = parsePreviewAction(row.external_dial);
  if (action) return applyPreviewAction(turn, action);
  const request = parseDialRequest(row.external_dial);
  if (!request) return turn.clear('external_dial');
  if (request.epoch === desk.lastDialEpoch) return;
  desk.lastDialEpoch = request.epoch;
  desk.continueAt = undefined;
  await dialRequested(turn, request);
}

/** The call's row is gone: the customer hung up. */
async function noticeDeadCall(turn: Turn): Promise<void> {
  const { desk, row, time, campaign } = turn;
  if (row.status !== 'INCALL') return;
  if (turn.call) {
    desk.missingTicks = 0;
    return;
  }
  desk.missingTicks += 1;
  if (desk.missingTicks >= DEAD_TICKS && !desk.isDeadNoted) {
    desk.isDeadNoted = true;
    desk.phases.dead = time.epoch;
    desk.plan = undefined;
    await turn.write({ last_state_change: time.now });
    await changeAgentLog(turn, { dead_epoch: time.epoch });
  }
  const most = campaign?.dead_max ?? 0;
  if (most === 0 || desk.phases.dead === 0 || time.epoch - desk.phases.dead <= most) return;
  await hangUp(turn);
  if (campaign?.dead_to_dispo !== 'ENABLED') {
    await saveDisposition(turn, campaign?.dead_max_dispo ?? 'DCMX');
  }
}

/** The screen shows the lead again as it is stored now. */
async function rereadFields(turn: Turn): Promise<void> {
  const data = turn.row.external_update_fields_data;
  await turn.write({ external_update_fields: '0' });
  turn.row.external_update_fields_data = data;
  await turn.clear('external_update_fields_data');
}

/** After a saved disposition: log out, pause or wait for the next call. */
async function goOn(turn: Turn): Promise<void> {
  const { desk, row, time, floor, campaign } = turn;
  if (desk.continueAt === undefined || row.status !== 'PAUSED' || row.lead_id > 0) return;
  // the save is answered in one tick, the next one goes on
  if (desk.savedAtTick === floor.tick || time.ms < desk.continueAt) return;
  desk.continueAt = undefined;
  if (desk.logoutPending) return logOut(turn);
  if (floor.dialLevel(row.campaign_id) === 0) {
    desk.pauseAfterCall = false;
    return;
  }
  if (desk.pauseAfterCall || campaign?.pause_after_each_call === 'Y') await pause(turn);
  else await resume(turn, true);
}
