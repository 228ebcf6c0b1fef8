/** Every function of the Agent API, as the hub serves it. */
import type { FunctionName } from '../../protocol/functions/index.js';
import { audioPlayback } from './audio-playback.js';
import { callAgent } from './call-agent.js';
import { callsInQueueCount } from './calls-in-queue-count.js';
import { changeIngroups } from './change-ingroups.js';
import type { ApiFunction } from './engine/api-function.js';
import { externalAddLead } from './external-add-lead.js';
import { externalDial } from './external-dial.js';
import { externalHangup } from './external-hangup.js';
import { externalPause } from './external-pause.js';
import { externalStatus } from './external-status.js';
import { forceFronterAudioStop } from './force-fronter-audio-stop.js';
import { forceFronterLeave3way } from './force-fronter-leave-3way.js';
import { logout } from './logout.js';
import { parkCall } from './park-call.js';
import { pauseCode } from './pause-code.js';
import { previewDialAction } from './preview-dial-action.js';
import { raCallControl } from './ra-call-control.js';
import { recording } from './recording.js';
import { refreshPanel } from './refresh-panel.js';
import { sendDtmf } from './send-dtmf.js';
import { sendNotification } from './send-notification.js';
import { setTimerAction } from './set-timer-action.js';
import { stGetAgentActiveLead } from './st-get-agent-active-lead.js';
import { stLoginLog } from './st-login-log.js';
import { switchLead } from './switch-lead.js';
import { transferConference } from './transfer-conference.js';
import { updateFields } from './update-fields.js';
import { version } from './version.js';
import { vmMessage } from './vm-message.js';
import { webphoneUrl } from './webphone-url.js';
import { webserver } from './webserver.js';

const served = {
  version,
  external_pause: externalPause,
  external_hangup: externalHangup,
  external_status: externalStatus,
  external_dial: externalDial,
  pause_code: pauseCode,
  send_dtmf: sendDtmf,
  logout,
  audio_playback: audioPlayback,
  call_agent: callAgent,
  calls_in_queue_count: callsInQueueCount,
  park_call: parkCall,
  recording,
  set_timer_action: setTimerAction,
  webphone_url: webphoneUrl,
  webserver,
  preview_dial_action: previewDialAction,
  external_add_lead: externalAddLead,
  change_ingroups: changeIngroups,
  update_fields: updateFields,
  refresh_panel: refreshPanel,
  send_notification: sendNotification,
  st_login_log: stLoginLog,
  st_get_agent_active_lead: stGetAgentActiveLead,
  force_fronter_audio_stop: forceFronterAudioStop,
  force_fronter_leave_3way: forceFronterLeave3way,
  ra_call_control: raCallControl,
  switch_lead: switchLead,
  transfer_conference: transferConference,
  vm_message: vmMessage,
} as const satisfies { [Name in FunctionName]: { definition: { name: Name } } };

/** @returns the function of exactly this name, letter case included; undefined: there is none */
export function findFunction(name: string): ApiFunction | undefined {
  return Object.hasOwn(served, name)
    ? (served[name as FunctionName] as unknown as ApiFunction)
    : undefined;
}
