import { datetime, integer, table, varchar } from '../columns.js';

export const sessionsRecent = table(
  'sessions_recent',
  { prefixed: true, indexes: [['lead_id'], ['call_date']] },
  {
    lead_id: integer('int(9) unsigned').nullable(),
    server_ip: varchar(15),
    call_date: datetime().nullable(),
    user: varchar(20).nullable(),
    campaign_id: varchar(20).nullable(),
    conf_exten: varchar(20).nullable(),
    call_type: varchar(1).default('').nullable(),
  },
);
