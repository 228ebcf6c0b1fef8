/** Every table that this product reads or writes, under the API document's name for it. */

import { adminLog } from './admin-log.js';
import { agentLog } from './agent-log.js';
import { agentNotifications } from './agent-notifications.js';
import { apiLog } from './api-log.js';
import { autoCalls } from './auto-calls.js';
import { callbacks } from './callbacks.js';
import { campaignAgents } from './campaign-agents.js';
import { campaignDnc } from './campaign-dnc.js';
import { campaignStatuses } from './campaign-statuses.js';
import { campaigns } from './campaigns.js';
import { cccLog } from './ccc-log.js';
import { closerLog } from './closer-log.js';
import { dnc } from './dnc.js';
import { emailList } from './email-list.js';
import { groupsAlias } from './groups-alias.js';
import { inboundGroupAgents } from './inbound-group-agents.js';
import { inboundGroups } from './inbound-groups.js';
import { ipListEntries } from './ip-list-entries.js';
import { leadMessages } from './lead-messages.js';
import { list } from './list.js';
import { lists } from './lists.js';
import { liveAgents } from './live-agents.js';
import { liveChannels } from './live-channels.js';
import { liveInboundAgents } from './live-inbound-agents.js';
import { liveSipChannels } from './live-sip-channels.js';
import { log } from './log.js';
import { manager } from './manager.js';
import { manualDialQueue } from './manual-dial-queue.js';
import { parkLog } from './park-log.js';
import { parkedChannels } from './parked-channels.js';
import { parkedChannelsRecent } from './parked-channels-recent.js';
import { pauseCodes } from './pause-codes.js';
import { phones } from './phones.js';
import { recordingLog } from './recording-log.js';
import { remoteAgents } from './remote-agents.js';
import { servers } from './servers.js';
import { sessionData } from './session-data.js';
import { sessionsRecent } from './sessions-recent.js';
import { settingsContainers } from './settings-containers.js';
import { statuses } from './statuses.js';
import { systemSettings } from './system-settings.js';
import { threeWayPressLive } from './three-way-press-live.js';
import { threeWayPressMulti } from './three-way-press-multi.js';
import { urlLog } from './url-log.js';
import { userCallLog } from './user-call-log.js';
import { userCloserLog } from './user-closer-log.js';
import { userGroups } from './user-groups.js';
import { userLog } from './user-log.js';
import { users } from './users.js';
import { webClientSessions } from './web-client-sessions.js';
import { xferPresets } from './xfer-presets.js';

export const tables = {
  '3way_press_live': threeWayPressLive,
  '3way_press_multi': threeWayPressMulti,
  admin_log: adminLog,
  agent_log: agentLog,
  agent_notifications: agentNotifications,
  api_log: apiLog,
  auto_calls: autoCalls,
  callbacks: callbacks,
  campaign_agents: campaignAgents,
  campaign_dnc: campaignDnc,
  campaign_statuses: campaignStatuses,
  campaigns: campaigns,
  ccc_log: cccLog,
  closer_log: closerLog,
  dnc: dnc,
  email_list: emailList,
  groups_alias: groupsAlias,
  inbound_group_agents: inboundGroupAgents,
  inbound_groups: inboundGroups,
  ip_list_entries: ipListEntries,
  lead_messages: leadMessages,
  list: list,
  lists: lists,
  live_agents: liveAgents,
  live_channels: liveChannels,
  live_inbound_agents: liveInboundAgents,
  live_sip_channels: liveSipChannels,
  log: log,
  manager: manager,
  manual_dial_queue: manualDialQueue,
  park_log: parkLog,
  parked_channels: parkedChannels,
  parked_channels_recent: parkedChannelsRecent,
  pause_codes: pauseCodes,
  phones: phones,
  recording_log: recordingLog,
  remote_agents: remoteAgents,
  servers: servers,
  session_data: sessionData,
  sessions_recent: sessionsRecent,
  settings_containers: settingsContainers,
  statuses: statuses,
  system_settings: systemSettings,
  url_log: urlLog,
  user_call_log: userCallLog,
  user_closer_log: userCloserLog,
  user_groups: userGroups,
  user_log: userLog,
  users: users,
  web_client_sessions: webClientSessions,
  xfer_presets: xferPresets,
} as const;
