import { datetime, integer, table, varchar } from '../columns.js';

export const cccLog = table(
  'ccc_log',
  { prefixed: true, indexes: [['call_date'], ['local_call_id'], ['lead_id']] },
  {
    call_date: datetime().nullable(),
    remote_call_id: varchar(30).default('').nullable(),
    local_call_id: varchar(30).default('').nullable(),
    lead_id: integer('int(9) unsigned').nullable(),
    uniqueid: varchar(20).default('').nullable(),
    channel: varchar(100).default('').nullable(),
    server_ip: varchar(60),
    list_id: integer('bigint(14) unsigned').nullable(),
    container_id: varchar(40).default('').nullable(),
    remote_lead_id: integer('int(9) unsigned').nullable(),
  },
);
