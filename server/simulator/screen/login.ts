/** Opens and ends an agent's session, row by row as the screen does. */
import { type AgentRow, ingroupsOf } from '../agent-row.js';
import type { Desk } from '../desk.js';
import type { Floor } from '../floor.js';
import { CHOSEN_INGROUPS } from '../seed/campaigns.js';
import { SERVER_IP } from '../seed/system.js';
import type { Turn } from '../turn.js';
import type { Work } from '../work.js';

/** Conference rooms of the desks: seven digits. */
const FIRST_ROOM = 8_600_051;

/** @param work the transaction of this login */
export async function logIn(work: Work, floor: Floor, desk: Desk): Promise<void> {
  const db = await work.db();
  const { time } = floor;
  const { user, campaignId } = desk;
  const room = String(FIRST_ROOM + desk.index);
  const phone = `cc${user}`;
  const extension = desk.isRemote ? `R/${user}` : `SIP/${phone}`;
  const session = `${time.epoch}_${phone}${10_000_000 + desk.index}`;
  const dials = floor.dialLevel(campaignId) > 0;
  const automatic = floor.isAutomatic(campaignId);
  const chosen = desk.isRemote ? ' SUPPORT_IN -' : (CHOSEN_INGROUPS[campaignId] ?? ' -');

  await db.deleteFrom('live_agents').where('user', '=', user).execute();
  await db.deleteFrom('live_inbound_agents').where('user', '=', user).execute();
  await db.deleteFrom('session_data').where('user', '=', user).execute();
  await db.deleteFrom('web_client_sessions').where('extension', '=', extension).execute();
  if (!desk.isRemote) {
    await db
      .updateTable('list')
      .set({ status: 'ERI', user: '' })
      .where('status', 'in', ['QUEUE', 'INCALL'])
      .where('user', '=', user)
      .execute();
    await db
      .insertInto('web_client_sessions')
      .values({
        extension,
        server_ip: SERVER_IP,
        program: 'vicidial',
        start_time: time.now,
        session_name: session,
      })
      .execute();
    await db
      .insertInto('session_data')
      .values({
        session_name: session,
        user,
        campaign_id: campaignId,
        server_ip: SERVER_IP,
        conf_exten: room,
        extension,
        login_time: time.now,
        webphone_url: `https://phone.example.com/webphone/?phone_login=${phone}&server_ip=${SERVER_IP}`,
        agent_login_call: loginCall(time.now, time.stamp, extension, room),
      })
      .execute();
  }
  await db
    .insertInto('user_log')
    .values({
      user,
      event: 'LOGIN',
      campaign_id: campaignId,
      event_date: time.now,
      event_epoch: time.epoch,
      user_group: desk.userGroup,
      server_ip: SERVER_IP,
      extension,
    })
    .execute();
  const log = await db
    .insertInto('agent_log')
    .values({
      user,
      server_ip: SERVER_IP,
      event_time: time.now,
      campaign_id: campaignId,
      user_group: desk.userGroup,
      pause_epoch: time.epoch,
      wait_epoch: time.epoch,
      sub_status: 'LOGIN',
      pause_type: 'AGENT',
    })
    .executeTakeFirst();
  const assigned = await db
    .selectFrom('campaign_agents')
    .select(['calls_today', 'campaign_weight', 'campaign_grade'])
    .where('user', '=', user)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst();
  await db
    .insertInto('live_agents')
    .values({
      user,
      server_ip: SERVER_IP,
      conf_exten: desk.isRemote ? '2015550190' : room,
      extension,
      status: desk.isRemote ? 'READY' : 'PAUSED',
      lead_id: 0,
      campaign_id: campaignId,
      uniqueid: '',
      callerid: '',
      channel: '',
      call_server_ip: '',
      comments: '',
      random_id: 10_000_000,
      last_call_time: time.now,
      last_update_time: time.now,
      last_call_finish: time.now,
      last_inbound_call_time: time.now,
      last_inbound_call_finish: time.now,
      last_state_change: time.now,
      closer_campaigns: chosen,
      user_level: desk.isRemote ? 4 : 1,
      campaign_weight: assigned?.campaign_weight ?? 0,
      campaign_grade: assigned?.campaign_grade ?? 1,
      calls_today: assigned?.calls_today ?? 0,
      outbound_autodial: dials && automatic && !desk.isRemote ? 'Y' : 'N',
      pause_code: dials && !desk.isRemote ? 'LOGIN' : '',
      agent_log_id: Number(log.insertId ?? 0),
      ra_user: desk.isRemote ? user : '',
      ra_extension: desk.isRemote ? '2015550190' : '',
    })
    .execute();
  await chooseIngroups(work, floor, desk, chosen, automatic ? '1' : '0', '');
  await db
    .updateTable('campaigns')
    .set({ campaign_logindate: time.now })
    .where('campaign_id', '=', campaignId)
    .execute();
  desk.reset(time.ms);
  desk.phases.pause = time.epoch;
  desk.isLoggedIn = true;
}

/** The entry that `call_agent` sends to the telephony: nineteen fields. */
function loginCall(now: string, stamp: string, extension: string, room: string): string {
  const code = `S${stamp.slice(5)}${room}`;
  return [
    ...['', '', now, 'NEW', 'N', SERVER_IP, '', 'Originate', code],
    ...[`Channel: ${extension}`, 'Context: default', `Exten: ${room}`, 'Priority: 1'],
    ...[`Callerid: "${code}" <2015550100>`, '', '', '', '', ''],
  ].join('|');
}

/** Writes the rows of the in-groups that an agent takes. */
export async function chooseIngroups(
  work: Work,
  floor: Floor,
  desk: Desk,
  chosen: string,
  blended: '0' | '1',
  changedBy: string,
): Promise<void> {
  const db = await work.db();
  const groups = ingroupsOf({ closer_campaigns: chosen } as AgentRow);
  await db
    .deleteFrom('live_inbound_agents')
    .where('user', '=', desk.user)
    .where('group_id', 'not in', groups.length > 0 ? groups : [''])
    .execute();
  const held = await db
    .selectFrom('live_inbound_agents')
    .select('group_id')
    .where('user', '=', desk.user)
    .execute();
  const isHeld = new Set(held.map((row) => (row.group_id ?? '').toUpperCase()));
  const fresh = groups.filter((group) => !isHeld.has(group.toUpperCase()));
  if (fresh.length > 0) {
    await db
      .insertInto('live_inbound_agents')
      .values(
        fresh.map((group_id) => ({
          user: desk.user,
          group_id,
          group_weight: 1,
          calls_today: 0,
          last_call_time: floor.time.now,
          last_call_finish: floor.time.now,
        })),
      )
      .execute();
  }
  await db
    .insertInto('user_closer_log')
    .values({
      user: desk.user,
      campaign_id: desk.campaignId,
      event_date: floor.time.now,
      blended,
      closer_campaigns: chosen,
      manager_change: changedBy,
    })
    .execute();
}

/** Ends the session: the agent's rows go, `session_data` stays as it does on a dialler. */
export async function logOut(turn: Turn): Promise<void> {
  const { time, desk, row, floor } = turn;
  const db = await turn.db();
  const pausedSince = desk.phases.pause;
  await db
    .insertInto('user_log')
    .values({
      user: row.user,
      event: 'LOGOUT',
      campaign_id: row.campaign_id,
      event_date: time.now,
      event_epoch: time.epoch,
      user_group: desk.userGroup,
      server_ip: row.server_ip,
      extension: row.extension,
    })
    .execute();
  await db
    .updateTable('agent_log')
    .set({
      wait_epoch: time.epoch,
      pause_sec: row.status === 'PAUSED' ? Math.min(65_535, time.epoch - pausedSince) : 0,
    })
    .where('agent_log_id', '=', row.agent_log_id)
    .execute();
  await db.deleteFrom('web_client_sessions').where('extension', '=', row.extension).execute();
  await db.deleteFrom('live_inbound_agents').where('user', '=', row.user).execute();
  await db.deleteFrom('live_agents').where('live_agent_id', '=', row.live_agent_id).execute();
  turn.isOver = true;
  if (row.lead_id > 0) floor.leads.release(row.lead_id);
  desk.leave(time.ms, floor.options.comeBackMs);
}
