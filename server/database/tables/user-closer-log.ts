import { datetime, enumeration, table, text, varchar } from '../columns.js';

export const userCloserLog = table(
  'user_closer_log',
  { prefixed: true, indexes: [['user'], ['event_date']] },
  {
    user: varchar(20).nullable(),
    campaign_id: varchar(20).nullable(),
    event_date: datetime().nullable(),
    blended: enumeration('1', '0').default('0').nullable(),
    closer_campaigns: text().nullable(),
    manager_change: varchar(20).default('').nullable(),
  },
);
