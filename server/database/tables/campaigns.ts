import { datetime, enumeration, integer, table, text, varchar } from '../columns.js';

export const campaigns = table(
  'campaigns',
  { prefixed: true, primaryKey: ['campaign_id'] },
  {
    campaign_id: varchar(8),
    campaign_name: varchar(40).nullable(),
    active: enumeration('Y', 'N').nullable(),
    park_ext: varchar(10).nullable(),
    allow_closers: enumeration('Y', 'N').nullable(),
    auto_dial_level: varchar(6).default('0').nullable(),
    dial_prefix: varchar(20).default('9').nullable(),
    campaign_recording: enumeration('NEVER', 'ONDEMAND', 'ALLCALLS', 'ALLFORCE')
      .default('ONDEMAND')
      .nullable(),
    am_message_exten: varchar(100).default('vm-goodbye').nullable(),
    alt_number_dialing: enumeration(
      'N',
      'Y',
      'SELECTED',
      'SELECTED_TIMER_ALT',
      'SELECTED_TIMER_ADDR3',
      'UNSELECTED',
      'UNSELECTED_TIMER_ALT',
      'UNSELECTED_TIMER_ADDR3',
    )
      .default('N')
      .nullable(),
    scheduled_callbacks: enumeration('Y', 'N').default('N').nullable(),
    wrapup_seconds: integer('smallint(3) unsigned').default(0).nullable(),
    closer_campaigns: text().nullable(),
    dial_method: enumeration(
      'MANUAL',
      'RATIO',
      'ADAPT_HARD_LIMIT',
      'ADAPT_TAPERED',
      'ADAPT_AVERAGE',
      'INBOUND_MAN',
      'SHARED_RATIO',
      'SHARED_ADAPT_HARD_LIMIT',
      'SHARED_ADAPT_TAPERED',
      'SHARED_ADAPT_AVERAGE',
    )
      .default('MANUAL')
      .nullable(),
    xferconf_a_dtmf: varchar(50).nullable(),
    xferconf_a_number: varchar(50).nullable(),
    xferconf_b_dtmf: varchar(50).nullable(),
    xferconf_b_number: varchar(50).nullable(),
    xferconf_c_number: varchar(50).default('').nullable(),
    xferconf_d_number: varchar(50).default('').nullable(),
    xferconf_e_number: varchar(50).default('').nullable(),
    agent_pause_codes_active: enumeration('Y', 'N', 'FORCE').default('N').nullable(),
    campaign_logindate: datetime().nullable(),
    disable_alter_custdata: enumeration('Y', 'N').default('N').nullable(),
    no_hopper_leads_logins: enumeration('Y', 'N').default('N').nullable(),
    campaign_allow_inbound: enumeration('Y', 'N').default('N').nullable(),
    manual_dial_list_id: integer('bigint(14) unsigned').default(998).nullable(),
    default_xfer_group: varchar(20).default('---NONE---').nullable(),
    xfer_groups: text().nullable(),
    queue_priority: integer('tinyint(2)').default(50).nullable(),
    disable_alter_custphone: enumeration('Y', 'N', 'HIDE').default('Y').nullable(),
    display_queue_count: enumeration('Y', 'N').default('Y').nullable(),
    manual_dial_filter: varchar(50).default('NONE').nullable(),
    three_way_call_cid: enumeration(
      'CAMPAIGN',
      'CUSTOMER',
      'AGENT_PHONE',
      'AGENT_CHOOSE',
      'CUSTOM_CID',
    )
      .default('CAMPAIGN')
      .nullable(),
    vtiger_search_category: varchar(100).default('LEAD').nullable(),
    vtiger_create_call_record: enumeration('Y', 'N', 'DISPO').default('Y').nullable(),
    vtiger_create_lead_record: enumeration('Y', 'N').default('Y').nullable(),
    agent_allow_group_alias: enumeration('Y', 'N').default('N').nullable(),
    vtiger_search_dead: enumeration('DISABLED', 'ASK', 'RESURRECT').default('ASK').nullable(),
    vtiger_status_call: enumeration('Y', 'N').default('N').nullable(),
    quick_transfer_button: varchar(20).default('N').nullable(),
    view_calls_in_queue: enumeration('NONE', 'ALL', '1', '2', '3', '4', '5')
      .default('NONE')
      .nullable(),
    grab_calls_in_queue: enumeration('Y', 'N').default('N').nullable(),
    call_requeue_button: enumeration('Y', 'N').default('N').nullable(),
    pause_after_each_call: enumeration('Y', 'N').default('N').nullable(),
    timer_action_seconds: integer('mediumint(7)').default(-1).nullable(),
    manual_dial_override: enumeration('NONE', 'ALLOW_ALL', 'DISABLE_ALL')
      .default('NONE')
      .nullable(),
    enable_xfer_presets: enumeration('DISABLED', 'ENABLED', 'STAGING', 'CONTACTS')
      .default('DISABLED')
      .nullable(),
    hide_xfer_number_to_dial: enumeration('DISABLED', 'ENABLED').default('DISABLED').nullable(),
    ivr_park_call: enumeration('DISABLED', 'ENABLED', 'ENABLED_PARK_ONLY', 'ENABLED_BUTTON_HIDDEN')
      .default('DISABLED')
      .nullable(),
    manual_preview_dial: enumeration('DISABLED', 'PREVIEW_AND_SKIP', 'PREVIEW_ONLY')
      .default('PREVIEW_AND_SKIP')
      .nullable(),
    api_manual_dial: enumeration('STANDARD', 'QUEUE', 'QUEUE_AND_AUTOCALL')
      .default('STANDARD')
      .nullable(),
    per_call_notes: enumeration('ENABLED', 'DISABLED').default('DISABLED').nullable(),
    agent_lead_search: enumeration(
      'ENABLED',
      'LIVE_CALL_INBOUND',
      'LIVE_CALL_INBOUND_AND_MANUAL',
      'DISABLED',
    )
      .default('DISABLED')
      .nullable(),
    queuemetrics_phone_environment: varchar(20).default('').nullable(),
    custom_3way_button_transfer: varchar(30).default('DISABLED').nullable(),
    callback_days_limit: integer('smallint(3)').default(0).nullable(),
    disable_dispo_screen: enumeration('DISPO_ENABLED', 'DISPO_DISABLED', 'DISPO_SELECT_DISABLED')
      .default('DISPO_ENABLED')
      .nullable(),
    disable_dispo_status: varchar(6).default('').nullable(),
    user_group: varchar(20).default('---ALL---').nullable(),
    in_group_dial: enumeration('DISABLED', 'MANUAL_DIAL', 'NO_DIAL', 'BOTH')
      .default('DISABLED')
      .nullable(),
    in_group_dial_select: enumeration('AGENT_SELECTED', 'CAMPAIGN_SELECTED', 'ALL_USER_GROUP')
      .default('CAMPAIGN_SELECTED')
      .nullable(),
    pause_after_next_call: enumeration('ENABLED', 'DISABLED').default('DISABLED').nullable(),
    use_other_campaign_dnc: varchar(8).default('').nullable(),
    dead_max: integer('smallint(5) unsigned').default(0).nullable(),
    dead_max_dispo: varchar(6).default('DCMX').nullable(),
    dispo_max: integer('smallint(5) unsigned').default(0).nullable(),
    dispo_max_dispo: varchar(6).default('DISMX').nullable(),
    pause_max: integer('smallint(5) unsigned').default(0).nullable(),
    callback_active_limit: integer('smallint(5) unsigned').default(0).nullable(),
    manual_dial_timeout: varchar(3).default('').nullable(),
    allow_required_fields: enumeration('Y', 'N').default('N').nullable(),
    dead_to_dispo: enumeration('ENABLED', 'DISABLED').default('DISABLED').nullable(),
    manual_dial_validation: enumeration('Y', 'N').default('N').nullable(),
    mute_recordings: enumeration('Y', 'N').default('N').nullable(),
    leave_vm_no_dispo: enumeration('ENABLED', 'DISABLED').default('DISABLED').nullable(),
    transfer_no_dispo: enumeration(
      'DISABLED',
      'EXTERNAL_ONLY',
      'LOCAL_ONLY',
      'LEAVE3WAY_ONLY',
      'LOCAL_AND_EXTERNAL',
      'LOCAL_AND_LEAVE3WAY',
      'LEAVE3WAY_AND_EXTERNAL',
      'LOCAL_AND_EXTERNAL_AND_LEAVE3WAY',
    )
      .default('DISABLED')
      .nullable(),
    agent_hide_hangup: enumeration('Y', 'N').default('N').nullable(),
    ig_xfer_list_sort: enumeration(
      'GROUP_ID_UP',
      'GROUP_ID_DOWN',
      'GROUP_NAME_UP',
      'GROUP_NAME_DOWN',
      'PRIORITY_UP',
      'PRIORITY_DOWN',
    )
      .default('GROUP_ID_UP')
      .nullable(),
    agent_hangup_route: enumeration('HANGUP', 'MESSAGE', 'EXTENSION', 'IN_GROUP', 'CALLMENU')
      .default('HANGUP')
      .nullable(),
    show_confetti: enumeration('DISABLED', 'SALES', 'CALLBACKS', 'SALES_AND_CALLBACKS')
      .default('DISABLED')
      .nullable(),
    custom_three: text().nullable(),
    custom_four: text().nullable(),
    force_per_call_notes: enumeration(
      'DISABLED',
      'ENABLED',
      '5_CHARACTERS',
      '15_CHARACTERS',
      '30_CHARACTERS',
      '100_CHARACTERS',
    )
      .default('DISABLED')
      .nullable(),
  },
);
