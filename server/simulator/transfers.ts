/** A call, or a leg beside it, that enters an in-group from another agent. */
import type { Queryable } from '../database/database.js';
import type { Call, Lead } from './call.js';
import { openLog } from './call-log.js';
import { connect, insertCall, newCall } from './calls.js';
import type { Floor } from './floor.js';

const AGENT_QUEUE = 'AGENTDIRECT';
/** Seconds that a transferred customer waits before giving up. */
const PATIENCE_S = [60, 180] as const;

interface Transfer {
  readonly lead: Lead;
  readonly queue: string;
  readonly phoneNumber: string;
  /** For AGENTDIRECT: the agent that is asked for. */
  readonly agentOnly?: string;
  /** A leg waits as long as the agent wants who called it. */
  readonly isLeg?: boolean;
}

/** @returns undefined when this lead entered an in-group in the same second already */
export async function queueTransfer(
  db: Queryable,
  floor: Floor,
  transfer: Transfer,
): Promise<Call | undefined> {
  const isDirect = transfer.queue.toUpperCase() === AGENT_QUEUE;
  const agentOnly = isDirect ? (transfer.agentOnly ?? '') : '';
  const call = newCall(floor, {
    letter: 'J',
    kind: 'inbound',
    lead: transfer.lead,
    queue: transfer.queue,
    logTable: 'closer_log',
    phoneNumber: transfer.phoneNumber,
    agentOnly,
    onlyFor: agentOnly === '' ? undefined : agentOnly,
    priority: isDirect ? 10 : 0,
  });
  if (!call) return undefined;
  connect(floor, call);
  call.waitingSince = floor.time.ms;
  if (!transfer.isLeg) {
    call.leavesAt = floor.time.ms + 1_000 * floor.random.between(...PATIENCE_S);
  }
  await openLog(db, call, floor.time, { status: 'QUEUE', user: 'VDCL', comments: '' });
  await insertCall(db, floor, call, { status: 'LIVE', call_type: 'IN' });
  return call;
}
