import { autoIncrement, datetime, integer, table, varchar } from '../columns.js';

export const userLog = table(
  'user_log',
  { prefixed: true, primaryKey: ['user_log_id'], indexes: [['user'], ['event_date']] },
  {
    user_log_id: autoIncrement(),
    user: varchar(20).nullable(),
    event: varchar(50).nullable(),
    campaign_id: varchar(8).nullable(),
    event_date: datetime().nullable(),
    event_epoch: integer('int(10) unsigned').nullable(),
    user_group: varchar(20).nullable(),
    server_ip: varchar(15).nullable(),
    extension: varchar(50).nullable(),
  },
);
