/** One agent's row of `live_agents`, read once a tick, with no nulls in it. */
import type { Selectable } from 'kysely';
import type { DialerTables, Queryable } from '../database/database.js';

const COLUMNS = [
  'live_agent_id',
  'user',
  'server_ip',
  'conf_exten',
  'extension',
  'status',
  'lead_id',
  'campaign_id',
  'uniqueid',
  'callerid',
  'channel',
  'call_server_ip',
  'comments',
  'closer_campaigns',
  'outbound_autodial',
  'manager_ingroup_set',
  'agent_log_id',
  'calls_today',
  'pause_code',
  'preview_lead_id',
  'ring_callerid',
  'external_hangup',
  'external_status',
  'external_pause',
  'external_dial',
  'external_ingroups',
  'external_blended',
  'external_igb_set_user',
  'external_update_fields',
  'external_update_fields_data',
  'external_timer_action',
  'external_timer_action_message',
  'external_timer_action_seconds',
  'external_dtmf',
  'external_transferconf',
  'external_park',
  'external_recording',
  'external_pause_code',
  'external_lead_id',
] as const;

type Stored = Pick<Selectable<DialerTables['live_agents']>, (typeof COLUMNS)[number]>;

export type AgentRow = { -readonly [K in keyof Stored]: NonNullable<Stored[K]> };

export type ExternalColumn = Extract<keyof AgentRow, `external_${string}`>;

const TOUCHABLE = COLUMNS.filter((name) => name.startsWith('external_')) as ExternalColumn[];

/** Every agent that is logged in, in order of login. */
export async function readAgentRows(db: Queryable): Promise<AgentRow[]> {
  const rows = await db
    .selectFrom('live_agents')
    .select(COLUMNS)
    .orderBy('live_agent_id')
    .execute();
  return rows.map((row) => ({
    ...row,
    user: row.user ?? '',
    conf_exten: row.conf_exten ?? '',
    extension: row.extension ?? '',
    status: row.status ?? 'PAUSED',
    lead_id: Number(row.lead_id),
    campaign_id: row.campaign_id ?? '',
    uniqueid: row.uniqueid ?? '',
    callerid: row.callerid ?? '',
    channel: row.channel ?? '',
    call_server_ip: row.call_server_ip ?? '',
    comments: row.comments ?? '',
    closer_campaigns: row.closer_campaigns ?? '',
    outbound_autodial: row.outbound_autodial ?? 'N',
    manager_ingroup_set: row.manager_ingroup_set ?? 'N',
    agent_log_id: row.agent_log_id ?? 0,
    calls_today: row.calls_today ?? 0,
    pause_code: row.pause_code ?? '',
    preview_lead_id: row.preview_lead_id ?? 0,
    ring_callerid: row.ring_callerid ?? '',
    external_hangup: row.external_hangup ?? '',
    external_status: row.external_status ?? '',
    external_pause: row.external_pause ?? '',
    external_dial: row.external_dial ?? '',
    external_ingroups: row.external_ingroups ?? '',
    external_blended: row.external_blended ?? '0',
    external_igb_set_user: row.external_igb_set_user ?? '',
    external_update_fields: row.external_update_fields ?? '0',
    external_update_fields_data: row.external_update_fields_data ?? '',
    external_timer_action: row.external_timer_action ?? '',
    external_timer_action_message: row.external_timer_action_message ?? '',
    external_timer_action_seconds: row.external_timer_action_seconds ?? -1,
    external_dtmf: row.external_dtmf ?? '',
    external_transferconf: row.external_transferconf ?? '',
    external_park: row.external_park ?? '',
    external_recording: row.external_recording ?? '',
    external_pause_code: row.external_pause_code ?? '',
    external_lead_id: row.external_lead_id ?? 0,
  }));
}

/** What the API can set, as one text: it differs when somebody set something. */
export function commandsOf(row: AgentRow): string {
  return TOUCHABLE.map((name) => row[name]).join('\n');
}

/** True when a command is set: any of its columns is not as it is at login. */
export function holdsCommand(row: AgentRow): boolean {
  return TOUCHABLE.some((name) => !['', '0', '-1'].includes(String(row[name])));
}

/** The in-groups chosen: ` SALES SUP -` holds SALES and SUP. */
export function ingroupsOf(row: AgentRow): string[] {
  return row.closer_campaigns.split(' ').filter((name) => name !== '' && name !== '-');
}

export function isWaiting(row: AgentRow): boolean {
  return row.status === 'READY' || row.status === 'CLOSER';
}

/** On the disposition screen: the call is over, its lead still on the screen. */
export function isDisposing(row: AgentRow): boolean {
  return row.status === 'PAUSED' && row.lead_id > 0;
}
