import { datetime, integer, table, varchar } from '../columns.js';

export const parkLog = table(
  'park_log',
  { prefixed: false, indexes: [['uniqueid'], ['parked_time']] },
  {
    uniqueid: varchar(20).default('').nullable(),
    status: varchar(10).nullable(),
    channel: varchar(100).nullable(),
    channel_group: varchar(30).nullable(),
    server_ip: varchar(15).nullable(),
    parked_time: datetime().nullable(),
    grab_time: datetime().nullable(),
    hangup_time: datetime().nullable(),
    parked_sec: integer('int(10)').nullable(),
    talked_sec: integer('int(10)').nullable(),
    extension: varchar(100).nullable(),
    user: varchar(20).nullable(),
    lead_id: integer('int(9) unsigned').default(0).nullable(),
  },
);
