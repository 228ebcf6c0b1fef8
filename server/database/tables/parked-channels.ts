import { datetime, table, varchar } from '../columns.js';

export const parkedChannels = table(
  'parked_channels',
  { prefixed: false },
  {
    channel: varchar(100),
    server_ip: varchar(15),
    channel_group: varchar(30).nullable(),
    extension: varchar(100).nullable(),
    parked_by: varchar(100).nullable(),
    parked_time: datetime().nullable(),
  },
);
