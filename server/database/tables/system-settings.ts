import { enumeration, integer, table, varchar } from '../columns.js';

export const systemSettings = table(
  'system_settings',
  { prefixed: false },
  {
    version: varchar(50).nullable(),
    use_non_latin: enumeration('0', '1').default('0').nullable(),
    webroot_writable: enumeration('0', '1').default('1').nullable(),
    enable_queuemetrics_logging: enumeration('0', '1').default('0').nullable(),
    queuemetrics_log_id: varchar(10).default('VIC').nullable(),
    vicidial_agent_disable: enumeration('NOT_ACTIVE', 'LIVE_AGENT', 'EXTERNAL', 'ALL')
      .default('ALL')
      .nullable(),
    vdc_agent_api_active: enumeration('0', '1').default('0').nullable(),
    enable_vtiger_integration: enumeration('0', '1').default('0').nullable(),
    vtiger_server_ip: varchar(15).nullable(),
    vtiger_dbname: varchar(50).nullable(),
    vtiger_login: varchar(50).nullable(),
    vtiger_pass: varchar(50).nullable(),
    vtiger_url: varchar(255).nullable(),
    webphone_url: varchar(255).default('').nullable(),
    hosted_settings: varchar(100).default('').nullable(),
    queuemetrics_pe_phone_append: enumeration('0', '1').default('0').nullable(),
    agents_calls_reset: enumeration('0', '1').default('1').nullable(),
    queuemetrics_socket: varchar(20).default('NONE').nullable(),
    pass_hash_enabled: enumeration('0', '1').default('0').nullable(),
    pass_key: varchar(100).default('').nullable(),
    pass_cost: integer('tinyint(2) unsigned').default(2).nullable(),
    queuemetrics_pause_type: enumeration('0', '1').default('0').nullable(),
    enable_languages: enumeration('0', '1').default('0').nullable(),
    language_method: varchar(20).default('DISABLED').nullable(),
    agent_debug_logging: varchar(20).default('0').nullable(),
    enable_pause_code_limits: enumeration('1', '0').default('0').nullable(),
    allow_ip_lists: enumeration('0', '1', '2').default('0').nullable(),
    system_ip_blacklist: varchar(30).default('').nullable(),
    manual_dial_validation: enumeration('0', '1', '2', '3', '4').default('0').nullable(),
    mute_recordings: enumeration('1', '0').default('0').nullable(),
    outbound_cid_any: enumeration('DISABLED', 'API_ONLY').default('DISABLED').nullable(),
    agent_hide_hangup: enumeration('1', '0', '2', '3', '4', '5', '6').default('0').nullable(),
    allow_web_debug: enumeration('0', '1', '2', '3', '4', '5', '6').default('0').nullable(),
    agent_notifications: enumeration('0', '1', '2', '3', '4', '5', '6', '7')
      .default('0')
      .nullable(),
  },
);
