import { datetime, table, text, varchar } from '../columns.js';

export const sessionData = table(
  'session_data',
  { prefixed: true, primaryKey: ['session_name'] },
  {
    session_name: varchar(40),
    user: varchar(20).nullable(),
    campaign_id: varchar(8).nullable(),
    server_ip: varchar(15),
    conf_exten: varchar(20).nullable(),
    extension: varchar(100),
    login_time: datetime(),
    webphone_url: text().nullable(),
    agent_login_call: text().nullable(),
  },
);
