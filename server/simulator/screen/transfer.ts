/** Transfers and conferences: what `external_transferconf` asks for. */
import type { Call } from '../call.js';
import { queueTransfer } from '../transfers.js';
import type { Turn } from '../turn.js';
import { saveDisposition } from './disposition.js';
import { hangUp } from './hang-up.js';
import { order } from './manager.js';
import { grab, park } from './park.js';
import { dropThirdParty } from './third-party.js';

export interface TransferRequest {
  readonly action: string;
  readonly ingroup: string;
  readonly phone: string;
  readonly consultative: boolean;
  readonly groupAlias: string;
  /** Epoch s, as text. */
  readonly epoch: string;
}

/** Eight or nine fields joined by `---`. */
export function parseTransfer(text: string): TransferRequest {
  const fields = text.split('---');
  return {
    action: fields[0] ?? '',
    ingroup: fields[1] ?? '',
    phone: fields[2] ?? '',
    consultative: fields[3] === 'YES',
    groupAlias: fields[5] ?? '',
    epoch: fields[7] ?? '',
  };
}

/** A second dial or closer transfer within this many ticks is a double click. */
const DOUBLE_CLICK_TICKS = 3;
const DIALLING = ['LOCAL_CLOSER', 'DIAL_WITH_CUSTOMER', 'PARK_CUSTOMER_DIAL'];
/** How long the message plays to an answering machine, ms. */
const MESSAGE_MS = 10_000;
/** How long a customer waits for the agent that the first one called, ms. */
const LEFT_ALONE_MS = 60_000;

/** Applies one request and empties its column. The same request seen again does nothing. */
export async function applyTransfer(turn: Turn, request: TransferRequest): Promise<void> {
  const { desk, floor } = turn;
  const isNew = request.epoch !== desk.lastTransferEpoch;
  const isDouble =
    DIALLING.includes(request.action) && floor.tick - desk.lastTransferTick < DOUBLE_CLICK_TICKS;
  if (isNew && !isDouble && turn.row.status === 'INCALL') {
    desk.lastTransferEpoch = request.epoch;
    if (DIALLING.includes(request.action)) desk.lastTransferTick = floor.tick;
    await perform(turn, request);
  }
  if (turn.row.external_transferconf !== '') await turn.clear('external_transferconf');
}

async function perform(turn: Turn, request: TransferRequest): Promise<void> {
  const call = turn.call;
  switch (request.action) {
    case 'HANGUP_XFER':
      return dropThirdParty(turn);
    case 'HANGUP_BOTH':
      return hangUp(turn);
    case 'BLIND_TRANSFER':
      await order(turn, 'Redirect', `XB${turn.time.stamp}`, [`Exten: ${request.phone}`]);
      return leaveCall(turn, 'EXTERNAL');
    case 'LEAVE_VM':
      if (call) call.leavesAt = turn.time.ms + MESSAGE_MS;
      await order(turn, 'Redirect', `XV${turn.time.stamp}`, ['Exten: 8320']);
      return leaveCall(turn, 'VM');
    case 'LOCAL_CLOSER':
      if (call) await callIngroup(turn, call, request, false);
      return leaveCall(turn, 'LOCAL');
    case 'DIAL_WITH_CUSTOMER':
      return dialThirdParty(turn, request);
    case 'PARK_CUSTOMER_DIAL':
      if (call) await park(turn, call);
      return dialThirdParty(turn, request);
    case 'LEAVE_3WAY_CALL':
      return leaveConference(turn);
    default:
      return;
  }
}

type Departure = 'EXTERNAL' | 'LOCAL' | 'VM' | '3WAY';

/** The agent is out of the call; campaigns may save XFER without asking. */
async function leaveCall(turn: Turn, how: Departure): Promise<void> {
  if (how === 'VM' && turn.call) {
    turn.call.agent = undefined;
    turn.call.onlyFor = undefined;
  }
  await hangUp(turn, {
    logStatus: 'XFER',
    keepRow: how === 'VM',
    keepThirdParty: how === '3WAY',
  });
  if (skipsDisposition(turn, how)) await saveDisposition(turn, 'XFER');
}

function skipsDisposition(turn: Turn, how: Departure): boolean {
  const campaign = turn.campaign;
  if (how === 'VM') return campaign?.leave_vm_no_dispo === 'ENABLED';
  const word = { EXTERNAL: 'EXTERNAL', LOCAL: 'LOCAL', '3WAY': 'LEAVE3WAY' }[how];
  return (campaign?.transfer_no_dispo ?? 'DISABLED').includes(word);
}

async function dialThirdParty(turn: Turn, request: TransferRequest): Promise<void> {
  const { desk, row, time } = turn;
  await dropThirdParty(turn);
  const call = turn.call;
  const number = request.phone || request.ingroup;
  await order(turn, 'Originate', `DC${time.stamp}`, [
    `Channel: Local/${number}@default`,
    'Context: default',
    `Exten: ${row.conf_exten}`,
  ]);
  const db = await turn.db();
  await db
    .insertInto('user_call_log')
    .values({
      user: row.user,
      call_date: time.now,
      call_type: 'XFER_3WAY',
      server_ip: row.server_ip,
      phone_number: desk.call?.phoneNumber ?? '',
      number_dialed: number,
      lead_id: row.lead_id,
      callerid: row.callerid,
      group_alias_id: request.groupAlias,
      campaign_id: row.campaign_id,
    })
    .execute();
  const leg =
    request.consultative && call ? await callIngroup(turn, call, request, true) : undefined;
  desk.thirdParty = { number, callerid: leg?.callerid ?? '', parked: false };
}

/** Brings the lead to another agent: the call itself, or a leg beside it. */
async function callIngroup(
  turn: Turn,
  call: Call,
  request: TransferRequest,
  isLeg: boolean,
): Promise<Call | undefined> {
  return queueTransfer(await turn.db(), turn.floor, {
    lead: call.lead,
    queue: request.ingroup,
    phoneNumber: call.phoneNumber,
    agentOnly: request.phone,
    isLeg,
  });
}

/** The agent goes to a new conference; customer and third party keep talking. */
async function leaveConference(turn: Turn): Promise<void> {
  const { desk, row, floor } = turn;
  const call = turn.call;
  if (call) await grab(turn, call);
  const room = floor.nextConference();
  await order(turn, 'Redirect', `XL${turn.time.stamp}`, [`Exten: ${room}`]);
  await turn.write({ conf_exten: room });
  const db = await turn.db();
  await db
    .updateTable('session_data')
    .set({ conf_exten: room })
    .where('user', '=', row.user)
    .execute();
  const leg = floor.callOf(desk.thirdParty?.callerid ?? '');
  if (leg && leg.agent === undefined) leg.leavesAt = turn.time.ms + LEFT_ALONE_MS;
  await leaveCall(turn, '3WAY');
  desk.thirdParty = undefined;
}
