/** New calls: callers that ring an in-group, leads that the dialler calls, a call for the visitor. */
import { type AgentRow, ingroupsOf, isWaiting } from './agent-row.js';
import { openLog } from './call-log.js';
import { connect, insertCall, newCall } from './calls.js';
import type { Floor } from './floor.js';
import { Work } from './work.js';

/** One agent brings so many calls a second to the in-groups that it takes. */
const CALLS_PER_AGENT = 1 / 170;
/** Callers do not join a queue that is longer than this share of the agents. */
const LONGEST_QUEUE = 0.06;
/** Seconds that a caller waits before giving up. */
const PATIENCE_S = [8, 120] as const;
const AGENT_QUEUE = 'AGENTDIRECT';
/** A controlled agent waits this long for a call of its own, ms. */
const OWN_CALL_AFTER_MS = 3_000;
/** Lines that the dialler opens in one second, at most, for every twenty agents. */
const LINES_PER_TWENTY = 2;

export async function arrivalTick(floor: Floor, rows: readonly AgentRow[]): Promise<void> {
  await callsForControlled(floor, rows);
  await callersTick(floor, rows);
  await diallerTick(floor, rows);
}

/** Waiting agents that the API controls get a call soon, and it is theirs alone. */
async function callsForControlled(floor: Floor, rows: readonly AgentRow[]): Promise<void> {
  const promised = new Set([...floor.calls.values()].map((call) => call.onlyFor));
  for (const row of rows) {
    const desk = floor.desks.get(row.user);
    if (!desk || desk.isRemote || !isWaiting(row) || !desk.isControlled(floor.time.ms)) continue;
    if (promised.has(row.user)) continue;
    if (floor.time.ms - desk.waitingSince < OWN_CALL_AFTER_MS) continue;
    const group = ingroupsOf(row).find((name) => name.toUpperCase() !== AGENT_QUEUE);
    if (group) await ring(floor, group, row.user);
    else if (row.status === 'READY' && row.outbound_autodial === 'Y') {
      await placeCall(floor, row.campaign_id, row.user);
    }
  }
}

async function callersTick(floor: Floor, rows: readonly AgentRow[]): Promise<void> {
  const takers = new Map<string, number>();
  for (const row of rows) {
    for (const group of ingroupsOf(row)) takers.set(group, (takers.get(group) ?? 0) + 1);
  }
  const queued = new Map<string, number>();
  for (const call of floor.calls.values()) {
    if (call.agent === undefined && call.onlyFor === undefined) {
      queued.set(call.queue, (queued.get(call.queue) ?? 0) + 1);
    }
  }
  for (const [group, count] of takers) {
    if (group.toUpperCase() === AGENT_QUEUE) continue;
    let expected = count * CALLS_PER_AGENT;
    while (expected > 0) {
      const full = (queued.get(group) ?? 0) >= Math.max(2, count * LONGEST_QUEUE);
      if (floor.random.chance(Math.min(1, expected)) && !full) {
        await ring(floor, group, undefined);
        queued.set(group, (queued.get(group) ?? 0) + 1);
      }
      expected -= 1;
    }
  }
}

/** A caller enters an in-group. */
async function ring(floor: Floor, group: string, onlyFor: string | undefined): Promise<void> {
  const lead = floor.leads.caller();
  if (!lead) return;
  const call = newCall(floor, {
    letter: 'Y',
    kind: 'inbound',
    lead,
    queue: group,
    logTable: 'closer_log',
    onlyFor,
  });
  if (!call) return;
  connect(floor, call);
  call.waitingSince = floor.time.ms;
  // a call for one agent does not give up before the agent has it
  const patience = onlyFor === undefined ? floor.random.between(...PATIENCE_S) : 60;
  call.leavesAt = floor.time.ms + 1_000 * patience;
  await floor.attempt('a caller', () =>
    Work.run(floor.db, async (work) => {
      const db = await work.db();
      await openLog(db, call, floor.time, { status: 'QUEUE', user: 'VDCL', comments: '' });
      await insertCall(db, floor, call, { status: 'LIVE', call_type: 'IN' });
    }),
  );
}

async function diallerTick(floor: Floor, rows: readonly AgentRow[]): Promise<void> {
  const ready = new Map<string, number>();
  for (const row of rows) {
    const desk = floor.desks.get(row.user);
    if (row.status !== 'READY' || row.outbound_autodial !== 'Y' || desk?.isRemote) continue;
    if (desk?.isControlled(floor.time.ms)) continue; // these have calls of their own
    ready.set(row.campaign_id, (ready.get(row.campaign_id) ?? 0) + 1);
  }
  const ringing = new Map<string, number>();
  for (const call of floor.calls.values()) {
    if (call.kind === 'outbound' && call.agent === undefined) {
      ringing.set(call.queue, (ringing.get(call.queue) ?? 0) + 1);
    }
  }
  for (const [campaign, agents] of ready) {
    if (!floor.isAutomatic(campaign)) continue;
    const wanted = Math.ceil(agents * floor.dialLevel(campaign)) - (ringing.get(campaign) ?? 0);
    const most = LINES_PER_TWENTY * Math.ceil(rows.length / 20);
    for (let line = 0; line < Math.min(wanted, most); line += 1) {
      await placeCall(floor, campaign, undefined);
    }
  }
}

/** The dialler calls the next lead; a call for one agent is always answered. */
async function placeCall(
  floor: Floor,
  campaign: string,
  onlyFor: string | undefined,
): Promise<void> {
  const lead = floor.leads.nextFor(campaign);
  if (!lead) return;
  const call = newCall(floor, {
    letter: 'V',
    kind: 'outbound',
    lead,
    queue: campaign,
    logTable: 'log',
    onlyFor,
  });
  if (!call) return;
  const answers = onlyFor !== undefined || floor.random.chance(0.55);
  call.outcome = {
    at: floor.time.ms + 1_000 * (onlyFor ? 1 : floor.random.between(4, 18)),
    result: answers ? 'ANSWER' : floor.random.pick(['NA', 'NA', 'AB', 'ADC'] as const),
  };
  await floor.attempt('a dialled call', () =>
    Work.run(floor.db, async (work) => {
      const db = await work.db();
      await db
        .updateTable('list')
        .set((eb) => ({
          status: 'QUEUE',
          called_count: eb('called_count', '+', 1),
          called_since_last_reset: 'Y' as const,
        }))
        .where('lead_id', '=', lead.leadId)
        .execute();
      await insertCall(db, floor, call, { status: 'SENT', call_type: 'OUT', alt_dial: 'MAIN' });
    }),
  );
}
