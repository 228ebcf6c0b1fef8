/** Every documented error and notice of the Agent API: stable word, the document's text, code. */

/** JSON-RPC and application error codes (contract, section 3). */
export const ErrorCode = {
  ParseError: -32700,
  InvalidRequest: -32600,
  MethodNotFound: -32601,
  InvalidParams: -32602,
  InternalError: -32603,
  NotAllowed: 4403,
  NotFound: 4404,
  StateConflict: 4409,
  ValueRefused: 4422,
  TooManyRequests: 4429,
  DatabaseUnavailable: 5003,
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

interface ReasonEntry {
  /** The middle part of the line: `{LEVEL}: {message} - {detail}`. */
  readonly message: string;
  /** Error code; notices have none. */
  readonly code?: ErrorCode;
  /** The same request may succeed later. */
  readonly temporary?: boolean;
}

const { InvalidParams, NotAllowed, NotFound, StateConflict, ValueRefused } = ErrorCode;

const notValid = <const N extends string>(name: N) =>
  ({ [`${name}_not_valid`]: { message: `${name} not valid`, code: InvalidParams } }) as {
    [K in `${N}_not_valid`]: ReasonEntry;
  };

export const reasons = {
  // before any function
  source_not_valid: { message: 'Invalid Source', code: InvalidParams },
  login_refused: { message: 'Invalid Username/Password', code: NotAllowed },
  api_not_active: { message: 'System API NOT ACTIVE', code: NotAllowed, temporary: true },
  unknown_function: { message: 'unknown function', code: ErrorCode.MethodNotFound },

  // shared by many
  function_not_allowed: {
    message: 'auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION',
    code: NotAllowed,
  },
  agent_not_allowed: {
    message: 'auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION',
    code: NotAllowed,
  },
  no_user_found: { message: 'no user found', code: NotFound },
  agent_not_logged_in: {
    message: 'agent_user is not logged in',
    code: NotFound,
    temporary: true,
  },
  no_live_call: {
    message: 'agent_user does not have a live call',
    code: StateConflict,
    temporary: true,
  },
  no_lead_on_screen: {
    message: 'agent_user does not have a lead on their screen',
    code: StateConflict,
    temporary: true,
  },
  agent_not_paused: { message: 'agent_user is not paused', code: StateConflict, temporary: true },
  manual_dial_not_allowed: {
    message: 'agent_user is not allowed to place manual dial calls',
    code: NotAllowed,
  },
  group_alias_not_valid: { message: 'group_alias is not valid', code: ValueRefused },
  caller_id_number_not_valid: {
    message: 'caller_id_number from group_alias is not valid',
    code: ValueRefused,
  },
  ingroup_not_valid: { message: 'ingroup is not valid', code: ValueRefused },

  // external_hangup, external_status, external_pause, logout, pause_code, send_dtmf
  ...notValid('external_hangup'),
  ...notValid('external_status'),
  ...notValid('external_pause'),
  external_pause_agent_is_not_paused: {
    message: 'external_pause agent is not paused',
    code: StateConflict,
    temporary: true,
  },
  ...notValid('logout'),
  ...notValid('pause_code'),
  pause_code_agent_not_paused: {
    message: 'pause_code error - agent is not paused',
    code: StateConflict,
    temporary: true,
  },
  ...notValid('send_dtmf'),

  // external_dial, preview_dial_action
  ...notValid('external_dial'),
  dial_ingroup_not_found: { message: 'defined dial_ingroup not found' },
  outbound_cid_not_allowed: {
    message: 'outbound_cid is not allowed on this system',
    code: NotAllowed,
  },
  vtiger_callback_not_found: {
    message: 'vtiger callback activity does not exist in vtiger system',
    code: NotFound,
  },
  lead_phone_search_not_found: {
    message: 'phone number lead_id search not found',
    code: NotFound,
  },
  lead_id_not_valid: { message: 'lead_id is not valid', code: NotFound },
  lead_phone_not_valid: { message: 'phone number is not valid', code: ValueRefused },
  already_in_manual_dial_queue: {
    message: 'phone_number is already in this agents manual dial queue',
    code: StateConflict,
    temporary: true,
  },
  ...notValid('preview_dial_action'),
  preview_dialing_not_allowed: {
    message: 'preview dialing not allowed on this campaign',
    code: NotAllowed,
  },
  preview_skipping_not_allowed: {
    message: 'preview dial skipping not allowed on this campaign',
    code: NotAllowed,
  },
  alt_number_dialing_not_allowed: {
    message: 'alt number dialing not allowed on this campaign',
    code: NotAllowed,
  },

  // external_add_lead, update_fields, switch_lead, vm_message
  ...notValid('external_add_lead'),
  manual_dial_list_undefined: {
    message: 'campaign manual dial list undefined',
    code: ValueRefused,
  },
  phone_number_in_dnc: { message: 'add_lead PHONE NUMBER IN DNC', code: ValueRefused },
  phone_number_in_campaign_dnc: {
    message: 'add_lead PHONE NUMBER IN CAMPAIGN DNC',
    code: ValueRefused,
  },
  lead_insertion_failed: { message: 'lead insertion failed', code: ValueRefused },
  ...notValid('update_fields'),
  modify_leads_not_allowed: {
    message: 'user is not allowed to modify lead information',
    code: NotAllowed,
  },
  no_fields_defined: { message: 'no fields have been defined', code: ValueRefused },
  ...notValid('switch_lead'),
  call_not_inbound: { message: 'agent call is not inbound', code: StateConflict },
  campaign_not_found: { message: 'campaign not found', code: NotFound },
  inbound_lead_search_not_allowed: {
    message: 'campaign does not allow inbound lead search',
    code: NotAllowed,
  },
  switch_to_lead_not_found: { message: 'switch-to lead not found', code: NotFound },
  ...notValid('vm_message'),
  lead_id_does_not_match: {
    message: 'current call does not match lead_id submitted',
    code: StateConflict,
    temporary: true,
  },

  // change_ingroups, set_timer_action, refresh_panel
  ...notValid('change_ingroups'),
  inbound_not_allowed: {
    message: 'campaign does not allow inbound calls',
    code: NotAllowed,
  },
  change_ingroups_not_allowed: {
    message: 'user is not allowed to change agent in-groups',
    code: NotAllowed,
  },
  outbound_autodial_not_allowed: {
    message: 'campaign dial_method does not allow outbound autodial',
    code: NotAllowed,
  },
  ingroup_does_not_exist: { message: 'ingroup does not exist', code: ValueRefused },
  ingroup_choices_required: {
    message: 'ingroup_choices are required for ADD and REMOVE values',
    code: ValueRefused,
  },
  ...notValid('set_timer_action'),
  modify_campaigns_not_allowed: {
    message: 'user is not allowed to modify campaign settings',
    code: NotAllowed,
  },
  agent_user_not_valid: { message: 'agent_user not valid', code: InvalidParams },
  no_panels_defined: { message: 'no panels have been defined', code: ValueRefused },

  // st_login_log, st_get_agent_active_lead, ra_call_control, calls_in_queue_count
  ...notValid('st_login_log'),
  ...notValid('st_get_agent_active_lead'),
  user_not_logged_in: { message: 'user not logged in', code: NotFound, temporary: true },
  no_active_lead_found: { message: 'no active lead found', code: StateConflict, temporary: true },
  ...notValid('ra_call_control'),
  no_active_call_found: { message: 'no active call found', code: NotFound },
  phone_number_not_valid: { message: 'phone_number is not valid', code: ValueRefused },
  stage_not_valid: { message: 'stage is not valid', code: ValueRefused },
  ...notValid('calls_in_queue_count'),

  // park_call, transfer_conference, recording
  ...notValid('park_call'),
  ...notValid('transfer_conference'),
  value_not_valid: { message: 'value is not valid', code: ValueRefused },
  cid_choice_not_valid: { message: 'cid_choice is not valid', code: ValueRefused },
  previous_three_way_active: {
    message: 'agent_user has previous active 3-way calls',
    code: StateConflict,
    temporary: true,
  },
  current_three_way_active: {
    message: 'agent_user has current active 3-way call',
    code: StateConflict,
    temporary: true,
  },
  ...notValid('recording'),
  stop_recording_error: {
    message: 'stop recording error',
    code: StateConflict,
    temporary: true,
  },
  recording_active: { message: 'recording active' },
  not_recording: { message: 'not recording' },

  // webphone_url, call_agent, audio_playback
  ...notValid('webphone_url'),
  webphone_no_session_data: {
    message: 'webphone_url error - no session data',
    code: StateConflict,
    temporary: true,
  },
  webphone_url_empty: {
    message: 'webphone_url error - webphone url is empty',
    code: StateConflict,
  },
  webphone_displayed: { message: 'webphone_url active and displayed' },
  webphone_launched: { message: 'webphone_url active and launched' },
  ...notValid('call_agent'),
  call_agent_no_session_data: {
    message: 'call_agent error - no session data',
    code: StateConflict,
    temporary: true,
  },
  call_agent_entry_empty: { message: 'call_agent error - entry is empty', code: StateConflict },
  ...notValid('audio_playback'),
  audio_no_session_data: {
    message: 'audio_playback error - no session data',
    code: StateConflict,
    temporary: true,
  },
  audio_entry_empty: { message: 'audio_playback error - entry is empty', code: StateConflict },
  no_audio_playing: {
    message: 'audio_playback error - no audio playing in agent session',
    code: StateConflict,
    temporary: true,
  },
  audio_already_playing: {
    message: 'audio_playback error - audio already playing in agent session',
    code: StateConflict,
    temporary: true,
  },
  audio_previous_stopped: { message: 'audio_playback previous playback stopped' },

  // force_fronter_leave_3way, force_fronter_audio_stop
  ...notValid('force_fronter_leave_3way'),
  ...notValid('force_fronter_audio_stop'),
  not_on_phone_call: {
    message: 'agent_user is not on a phone call',
    code: StateConflict,
    temporary: true,
  },
  no_fronter_found: { message: 'no fronter found', code: NotFound, temporary: true },
  no_fronter_session_found: {
    message: 'no fronter session found',
    code: StateConflict,
    temporary: true,
  },
  no_fronter_audio_playing: {
    message: 'force_fronter_audio_stop error - no audio playing in other agent session',
    code: StateConflict,
    temporary: true,
  },

  // send_notification
  notifications_disabled: {
    message: 'Agent API Notifications are disabled on this system',
    code: NotAllowed,
  },
  recipient_type_guessed: { message: 'found recipient as' },
  no_matching_recipient: {
    message: 'no matching recipient found in users, user_groups, or campaigns',
    code: NotFound,
  },
  recipient_missing: { message: 'Missing recipient or recipient_type', code: InvalidParams },
  recipient_does_not_exist: { message: 'recipient DOES NOT EXIST', code: NotFound },
  user_group_does_not_exist: { message: 'user_group DOES NOT EXIST', code: NotFound },
  campaign_access_not_allowed: { message: 'ACCESS TO CAMPAIGN NOT ALLOWED', code: NotAllowed },
  user_group_access_not_allowed: {
    message: 'ACCESS TO USER GROUP NOT ALLOWED',
    code: NotAllowed,
  },
  notification_date_changed: { message: 'Invalid notification date' },
  notification_empty: { message: 'invalid request', code: InvalidParams },
} as const satisfies Record<string, ReasonEntry>;

/** A stable word for each documented error and notice. */
export type Reason = keyof typeof reasons;

export function reasonEntry(reason: Reason): ReasonEntry {
  return reasons[reason];
}
