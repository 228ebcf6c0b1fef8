/** Pause, resume and pause codes. */

import { beginAgentLog, changeAgentLog, secondsSince } from '../agent-log.js';
import { type AgentRow, ingroupsOf } from '../agent-row.js';
import type { Turn } from '../turn.js';

/** A call that was routed just before a pause is still looked for in this many ticks. */
const LOOK_TICKS = 5;

const NO_CALL = { uniqueid: '0', callerid: '', channel: '', comments: '' } as const;

/** A waiting agent, or one that has just saved a disposition, pauses. */
export async function pause(turn: Turn): Promise<void> {
  const { desk, time } = turn;
  desk.lookForCall = LOOK_TICKS;
  desk.pauseCodes = 0;
  desk.pauseAfterCall = false;
  if (desk.phases.talk === 0) {
    await changeAgentLog(turn, { wait_sec: secondsSince(turn, desk.phases.wait) });
  }
  const agentLogId = await beginAgentLog(turn, null, false);
  await turn.write({
    ...NO_CALL,
    status: 'PAUSED',
    ring_callerid: '',
    last_state_change: time.now,
    agent_log_id: agentLogId,
  });
  desk.plan = undefined;
}

/** A paused agent waits for calls. `isNewLog`: after a disposition, with a new `agent_log` row. */
export async function resume(turn: Turn, isNewLog: boolean): Promise<void> {
  const { desk, row, time } = turn;
  let agentLogId = row.agent_log_id;
  if (isNewLog) agentLogId = await beginAgentLog(turn, null, true);
  else {
    await changeAgentLog(turn, {
      pause_sec: secondsSince(turn, desk.phases.pause),
      wait_epoch: time.epoch,
    });
    desk.phases.wait = time.epoch;
  }
  await turn.write({
    ...NO_CALL,
    status: waitingStatus(row),
    lead_id: 0,
    pause_code: '',
    external_pause_code: '',
    last_state_change: time.now,
    agent_log_id: agentLogId,
  });
  desk.pauseCodes = 0;
  desk.lookForCall = 0;
  desk.waitingSince = time.ms;
  desk.plan = undefined;
}

/** READY takes what the dialler places too; CLOSER only calls of the chosen in-groups. */
function waitingStatus(row: AgentRow): 'READY' | 'CLOSER' {
  return row.outbound_autodial !== 'Y' && ingroupsOf(row).length > 0 ? 'CLOSER' : 'READY';
}

/** The first code of a pause goes to its `agent_log` row, each later one begins a new row. */
export async function submitPauseCode(turn: Turn, code: string): Promise<void> {
  const { desk, row, time } = turn;
  const isFirst = desk.pauseCodes === 0;
  desk.pauseCodes += 1;
  if (isFirst) {
    await changeAgentLog(turn, { sub_status: code });
    await turn.write({ pause_code: code });
  } else {
    await changeAgentLog(turn, { pause_sec: secondsSince(turn, desk.phases.pause) });
    await turn.write({
      pause_code: code,
      agent_log_id: await beginAgentLog(turn, code, false),
      last_state_change: time.now,
    });
  }
  if (row.external_pause_code !== '') await turn.clear('external_pause_code');
}
