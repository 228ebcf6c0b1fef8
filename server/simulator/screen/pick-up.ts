/** The screen finds the call that the router assigned, and shows it. */
import { beginAgentLog, changeAgentLog, secondsSince } from '../agent-log.js';
import type { Call } from '../call.js';
import { changeLog } from '../call-log.js';
import type { Turn } from '../turn.js';

/** Commands that belong to the time before a call: none of them may touch the new one. */
export const RESET_AT_CALL = {
  external_hangup: '0',
  external_status: '',
  external_pause: '',
  external_dial: '',
} as const;

export async function pickUp(turn: Turn, call: Call): Promise<void> {
  const { desk, row, time, floor } = turn;
  const db = await turn.db();
  const isInbound = call.logTable === 'closer_log';
  await turn.write({
    ...RESET_AT_CALL,
    status: 'INCALL',
    last_call_time: time.now,
    calls_today: row.calls_today + 1,
    last_state_change: time.now,
    pause_code: '',
    preview_lead_id: 0,
    ring_callerid: '',
    ...(desk.isRemote ? { comments: 'REMOTE' } : {}),
    ...(isInbound ? { last_inbound_call_time: time.now } : {}),
  });
  await changeLog(db, call, {
    user: row.user,
    user_group: desk.userGroup,
    status: 'INCALL',
    comments: 'AUTO',
    list_id: call.lead.listId,
  });
  await db
    .updateTable('list')
    .set({ status: 'INCALL', user: row.user })
    .where('lead_id', '=', row.lead_id)
    .execute();
  await changeAgentLog(turn, {
    wait_sec: secondsSince(turn, desk.phases.wait),
    talk_epoch: time.epoch,
    lead_id: row.lead_id,
    comments: isInbound ? 'INBOUND' : null,
  });
  await countCall(turn);
  desk.phases.talk = time.epoch;
  call.talkingSince = time.ms;
  call.leavesAt = time.ms + floor.customerStays(desk);
  beginCall(turn, call);
}

/** What the page remembers of earlier calls ends here. */
export function beginCall(turn: Turn, call: Call): void {
  const { desk } = turn;
  desk.call = call;
  desk.lookForCall = 0;
  desk.missingTicks = 0;
  desk.isDeadNoted = false;
  desk.dispoTicks = 0;
  desk.isAltHold = false;
  desk.thirdParty = undefined;
  desk.plan = undefined;
  desk.continueAt = undefined;
}

export async function countCall(turn: Turn): Promise<void> {
  const db = await turn.db();
  await db
    .updateTable('campaign_agents')
    .set((eb) => ({ calls_today: eb('calls_today', '+', 1) }))
    .where('user', '=', turn.row.user)
    .where('campaign_id', '=', turn.row.campaign_id)
    .execute();
  await db
    .insertInto('sessions_recent')
    .values({
      lead_id: turn.row.lead_id,
      server_ip: turn.row.server_ip,
      call_date: turn.time.now,
      user: turn.row.user,
      campaign_id: turn.row.campaign_id,
      conf_exten: turn.row.conf_exten,
      call_type: turn.row.comments.slice(0, 1),
    })
    .execute();
}

/** A call that came into a pause takes the agent out of it: the pause ends in the log. */
export async function leavePauseForCall(turn: Turn): Promise<void> {
  const { desk, time } = turn;
  if (desk.phases.wait === 0) {
    await changeAgentLog(turn, {
      pause_sec: secondsSince(turn, desk.phases.pause),
      wait_epoch: time.epoch,
    });
    desk.phases.wait = time.epoch;
  }
  if (turn.row.agent_log_id === 0) {
    await turn.write({ agent_log_id: await beginAgentLog(turn, null, true) });
  }
}
