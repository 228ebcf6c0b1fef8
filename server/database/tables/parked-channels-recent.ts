import { datetime, table, varchar } from '../columns.js';

export const parkedChannelsRecent = table(
  'parked_channels_recent',
  { prefixed: false, indexes: [['channel_group'], ['park_end_time']] },
  {
    channel: varchar(100),
    server_ip: varchar(15),
    channel_group: varchar(30).nullable(),
    park_end_time: datetime().nullable(),
  },
);
