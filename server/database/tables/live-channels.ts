import { table, varchar } from '../columns.js';

export const liveChannels = table(
  'live_channels',
  { prefixed: false },
  {
    channel: varchar(100),
    server_ip: varchar(15),
    channel_group: varchar(30).nullable(),
    extension: varchar(100).nullable(),
    channel_data: varchar(100).nullable(),
  },
);
