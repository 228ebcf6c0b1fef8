/** What agents do when nobody controls them: talk, hang up, dispose, take breaks. */
import { isDisposing, isWaiting } from './agent-row.js';
import { saveDisposition } from './screen/disposition.js';
import { hangUp } from './screen/hang-up.js';
import { dial, dialRequested, endPreview, leadOnScreen } from './screen/manual-dial.js';
import { grab, park } from './screen/park.js';
import { pause, resume, submitPauseCode } from './screen/pause.js';
import { BREAK_CODES } from './seed/statuses.js';
import type { Turn } from './turn.js';

/** Of a waiting agent, each second: a break about every quarter of an hour. */
const BREAK_CHANCE = 1 / 900;
const PARK_CHANCE = 0.08;
/** Of a pause in a campaign without automatic dialling: it ends with a call by hand. */
const MANUAL_CHANCE = 0.35;
const PREVIEW_CHANCE = 0.5;

const INBOUND_ENDS = ['SALE', 'NI', 'CALLBK', 'NP', 'DEC', 'SALE', 'NP'] as const;
const OUTBOUND_ENDS = ['NI', 'NI', 'SALE', 'A', 'NP', 'DEC', 'N', 'CALLBK', 'DNC'] as const;
const SUPPORT_ENDS = ['SOLVED', 'SOLVED', 'TICKET', 'NP'] as const;

/** The agent's own decision in this tick, if the API does not make it. */
export async function behave(turn: Turn): Promise<void> {
  const { row, desk, time } = turn;
  if (turn.isControlled || turn.isOver) return;
  if (isDisposing(row)) {
    if (planned(turn, 'dispose', 3, 20) && desk.dispoTicks > 1) await dispose(turn);
    return;
  }
  if (row.status === 'INCALL') return talk(turn);
  if (isWaiting(row)) {
    desk.plan = undefined;
    if (!turn.random.chance(BREAK_CHANCE)) return;
    await pause(turn);
    await submitPauseCode(turn, turn.random.pick(BREAK_CODES));
    return;
  }
  if (row.status !== 'PAUSED' || desk.continueAt !== undefined) return;
  if (row.preview_lead_id > 0) return lookAtPreview(turn);
  const isLogin = time.ms - desk.loggedInAt < 60_000;
  if (planned(turn, 'resume', isLogin ? 1 : 40, isLogin ? 15 : 240)) await endPause(turn);
}

/** True when the time for this act has come; the first call chooses the time, in seconds. */
function planned(turn: Turn, act: string, low: number, high: number): boolean {
  const { desk, time, random } = turn;
  if (desk.plan?.act !== act) {
    desk.plan = { act, at: time.ms + 1_000 * random.between(low, high) };
    return false;
  }
  if (time.ms < desk.plan.at) return false;
  desk.plan = undefined;
  return true;
}

async function talk(turn: Turn): Promise<void> {
  const { desk, time } = turn;
  const call = turn.call;
  if (!call) {
    if (desk.isDeadNoted && planned(turn, 'leave dead call', 1, 6)) await hangUp(turn);
    return;
  }
  if (call.outcome) {
    // it rings; nobody waits longer than half a minute
    if (time.ms - call.startedAt > 30_000) await hangUp(turn);
    return;
  }
  if (call.isParked) {
    if (planned(turn, 'grab', 4, 20)) await grab(turn, call);
    return;
  }
  if (desk.plan?.act === 'grab') desk.plan = undefined;
  if (desk.plan === undefined && turn.random.chance(PARK_CHANCE)) {
    desk.plan = { act: 'park', at: time.ms + 1_000 * turn.random.between(8, 40) };
  }
  if (desk.plan?.act === 'park') {
    if (planned(turn, 'park', 0, 0)) await park(turn, call);
    return;
  }
  if (planned(turn, 'hang up', 15, 240)) await hangUp(turn);
}

async function dispose(turn: Turn): Promise<void> {
  const { row, desk, random, time, floor } = turn;
  const isInbound = desk.call?.logTable === 'closer_log';
  const choices =
    row.campaign_id === 'SUPPORT' ? SUPPORT_ENDS : isInbound ? INBOUND_ENDS : OUTBOUND_ENDS;
  const status = random.pick<string>(choices);
  if (status !== 'CALLBK') return saveDisposition(turn, status);
  const inHours = random.between(2, 72);
  await saveDisposition(turn, status, {
    at: floor.connection.clock.localText(time.ms + inHours * 3_600_000),
    recipient: random.chance(0.5) ? 'USERONLY' : 'ANYONE',
    comments: 'asked to be called again',
  });
}

async function endPause(turn: Turn): Promise<void> {
  const { row, floor, random, time } = turn;
  const automatic = floor.isAutomatic(row.campaign_id);
  const waits = floor.dialLevel(row.campaign_id) > 0;
  if (automatic || (waits && !random.chance(MANUAL_CHANCE))) return resume(turn, false);
  await dialRequested(turn, {
    phone: 'MANUALNEXT',
    phoneCode: '',
    search: false,
    preview: random.chance(PREVIEW_CHANCE),
    vendorCode: '',
    epoch: String(time.epoch),
    dialPrefix: '',
    groupAlias: '',
    leadId: 0,
    altDial: '',
    ingroup: '',
  });
}

async function lookAtPreview(turn: Turn): Promise<void> {
  if (!planned(turn, 'decide', 5, 25)) return;
  const lead = await leadOnScreen(turn);
  if (!lead || turn.random.chance(0.2)) return endPreview(turn, true);
  await dial(turn, lead, lead.phoneNumber, 'MAIN', '');
}
