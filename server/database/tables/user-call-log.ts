import { autoIncrement, datetime, enumeration, integer, table, varchar } from '../columns.js';

export const userCallLog = table(
  'user_call_log',
  { prefixed: false, primaryKey: ['user_call_log_id'], indexes: [['user'], ['call_date']] },
  {
    user_call_log_id: autoIncrement(),
    user: varchar(20).nullable(),
    call_date: datetime().nullable(),
    call_type: varchar(20).nullable(),
    server_ip: varchar(15),
    phone_number: varchar(20).nullable(),
    number_dialed: varchar(30).nullable(),
    lead_id: integer('int(9) unsigned').nullable(),
    callerid: varchar(20).nullable(),
    group_alias_id: varchar(30).nullable(),
    preset_name: varchar(40).default('').nullable(),
    campaign_id: varchar(20).default('').nullable(),
    customer_hungup: enumeration('BEFORE_CALL', 'DURING_CALL', '').default('').nullable(),
    customer_hungup_seconds: integer('int(10) unsigned').default(0).nullable(),
  },
);
