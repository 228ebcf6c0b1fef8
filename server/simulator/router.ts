/** Gives waiting calls to waiting agents: the longest waiting first, on both sides. */
import { type AgentRow, ingroupsOf, isWaiting } from './agent-row.js';
import type { Call } from './call.js';
import { changeLog } from './call-log.js';
import type { Floor } from './floor.js';
import { secondsWaited } from './telephony.js';
import { Work } from './work.js';

/** An assigned call that no screen picks up ends after this long, ms. */
const NO_SCREEN_MS = 30_000;

export async function routerTick(floor: Floor, rows: readonly AgentRow[]): Promise<void> {
  const waiting = [...floor.calls.values()]
    .filter((call) => call.waitingSince !== undefined && call.agent === undefined)
    .sort((a, b) => b.priority - a.priority || (a.waitingSince ?? 0) - (b.waitingSince ?? 0));
  if (waiting.length === 0) return;
  const free = rows.filter(
    (row) => isWaiting(row) && row.lead_id === 0 && row.ring_callerid === '',
  );
  free.sort((a, b) => since(floor, a) - since(floor, b));
  for (const call of waiting) {
    const row = free.find((candidate) => mayTake(floor, candidate, call));
    if (!row) {
      releasePromise(floor, call);
      continue;
    }
    const given = await floor.attempt(`routing ${call.callerid}`, () =>
      Work.run(floor.db, (work) => assign(work, floor, row, call)),
    );
    if (given) free.splice(free.indexOf(row), 1);
  }
}

function since(floor: Floor, row: AgentRow): number {
  return floor.desks.get(row.user)?.waitingSince ?? 0;
}

function mayTake(floor: Floor, row: AgentRow, call: Call): boolean {
  if (call.onlyFor !== undefined) {
    if (call.onlyFor.toUpperCase() !== row.user.toUpperCase()) return false;
  } else if (floor.desks.get(row.user)?.isControlled(floor.time.ms)) {
    return false; // its own call comes
  }
  if (call.kind === 'outbound') {
    return (
      row.status === 'READY' && row.outbound_autodial === 'Y' && row.campaign_id === call.queue
    );
  }
  if (call.agentOnly !== '') return true; // the agent was named, whatever it chose
  return ingroupsOf(row).some((group) => group.toUpperCase() === call.queue.toUpperCase());
}

/** The agent that a call was meant for went away: anybody may have it. */
function releasePromise(floor: Floor, call: Call): void {
  if (call.agentOnly !== '' || call.onlyFor === undefined) return;
  if (floor.time.ms - (call.waitingSince ?? 0) > 3_000) call.onlyFor = undefined;
}

/** @returns false when the agent was no longer free */
async function assign(work: Work, floor: Floor, row: AgentRow, call: Call): Promise<boolean> {
  const db = await work.db();
  const { time } = floor;
  const isInbound = call.logTable === 'closer_log';
  const changes = {
    status: 'QUEUE',
    lead_id: call.lead.leadId,
    uniqueid: call.uniqueid,
    channel: call.channel,
    callerid: call.callerid,
    call_server_ip: row.server_ip,
    comments: isInbound ? 'INBOUND' : 'AUTO',
  } as const;
  const taken = await db
    .updateTable('live_agents')
    .set(changes)
    .where('live_agent_id', '=', row.live_agent_id)
    .where('status', '=', row.status)
    .where('lead_id', '=', 0)
    .executeTakeFirst();
  if (Number(taken.numUpdatedRows) === 0) return false;
  const seconds = Math.floor((time.ms - (call.waitingSince ?? time.ms)) / 1000);
  const word = isInbound ? 'CLOSER' : 'XFER';
  await db
    .updateTable('auto_calls')
    .set({
      status: word,
      stage: `${word}-${seconds}`,
      extension: isInbound ? '' : row.conf_exten,
      last_update_time: time.now,
    })
    .where('callerid', '=', call.callerid)
    .execute();
  await changeLog(db, call, {
    user: row.user,
    ...(isInbound ? { queue_seconds: secondsWaited(floor, call) } : {}),
  });
  if (isInbound) {
    for (const table of ['live_inbound_agents', 'inbound_group_agents'] as const) {
      await db
        .updateTable(table)
        .set((eb) => ({ calls_today: eb('calls_today', '+', 1) }))
        .where('user', '=', row.user)
        .where('group_id', '=', call.queue)
        .execute();
    }
    await db
      .updateTable('live_inbound_agents')
      .set({ last_call_time: time.now })
      .where('user', '=', row.user)
      .where('group_id', '=', call.queue)
      .execute();
  }
  Object.assign(row, changes);
  call.agent = row.user;
  call.waitingSince = undefined;
  // the screen sets how long the customer stays; without one the call ends soon
  call.leavesAt = time.ms + NO_SCREEN_MS;
  return true;
}
