/** What the hub does with which table: the least rights that its user needs, and who needs them. */
import type { TableName } from './database.js';

export type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

export interface NeededRights {
  readonly table: TableName;
  readonly rights: readonly Right[];
  /** Functions and features that do not work without the table; empty: nothing works. */
  readonly usedBy: readonly string[];
}

const WORDS: Readonly<Record<string, Right>> = {
  S: 'SELECT',
  I: 'INSERT',
  U: 'UPDATE',
  D: 'DELETE',
};

function needs(table: TableName, letters: string, ...usedBy: string[]): NeededRights {
  return { table, rights: [...letters].flatMap((letter) => WORDS[letter] ?? []), usedBy };
}

export const NEEDED_RIGHTS: readonly NeededRights[] = [
  needs('live_agents', 'SU'),
  needs('users', 'SU'),
  needs('system_settings', 'S'),
  needs('api_log', 'SI'),
  needs('auto_calls', 'SD', 'the feed', 'calls_in_queue_count', 'ra_call_control'),
  needs('parked_channels', 'S', 'the feed (parked calls)'),
  needs('user_groups', 'S', 'IP lists at login', 'send_notification'),
  needs('ip_list_entries', 'S', 'IP lists at login'),
  needs('servers', 'S', 'logins with a password', 'audio_playback', 'ra_call_control'),
  needs('campaigns', 'S', 'agent_options', 'external_dial', 'change_ingroups', 'switch_lead'),
  needs('campaign_statuses', 'S', 'agent_options', 'external_status'),
  needs('statuses', 'S', 'agent_options', 'external_status'),
  needs('pause_codes', 'S', 'agent_options'),
  needs('xfer_presets', 'S', 'agent_options'),
  needs('groups_alias', 'S', 'external_dial (caller ids)', 'transfer_conference'),
  needs('inbound_groups', 'S', 'change_ingroups', 'external_dial', 'transfer_conference'),
  needs('inbound_group_agents', 'S', 'change_ingroups'),
  needs('live_inbound_agents', 'SIUD', 'change_ingroups'),
  needs('admin_log', 'I', 'change_ingroups'),
  needs('list', 'SIU', 'external_dial', 'external_add_lead', 'update_fields', 'switch_lead'),
  needs('dnc', 'S', 'external_add_lead'),
  needs('campaign_dnc', 'S', 'external_add_lead'),
  needs('manual_dial_queue', 'SI', 'external_dial (queued calls)'),
  needs('manager', 'I', 'audio_playback', 'call_agent', 'ra_call_control'),
  needs('live_channels', 'S', 'audio_playback', 'force_fronter_audio_stop'),
  needs('live_sip_channels', 'S', 'transfer_conference'),
  needs('3way_press_live', 'S', 'transfer_conference'),
  needs('3way_press_multi', 'SIU', 'transfer_conference'),
  needs('email_list', 'S', 'calls_in_queue_count'),
  needs('closer_log', 'SU', 'ra_call_control'),
  needs('log', 'SU', 'ra_call_control'),
  needs('recording_log', 'S', 'recording'),
  needs('session_data', 'S', 'call_agent', 'webphone_url'),
  needs('sessions_recent', 'S', 'force_fronter_audio_stop', 'force_fronter_leave_3way'),
  needs('settings_containers', 'S', 'force_fronter_… over CCC', 'send_notification'),
  needs('ccc_log', 'S', 'force_fronter_… over CCC'),
  needs('url_log', 'SIU', 'force_fronter_… over CCC'),
  needs('agent_notifications', 'I', 'send_notification'),
  needs('lead_messages', 'I', 'vm_message'),
];
