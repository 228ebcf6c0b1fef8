import { table, varchar } from '../columns.js';

export const campaignDnc = table(
  'campaign_dnc',
  { prefixed: true, primaryKey: ['phone_number', 'campaign_id'] },
  {
    phone_number: varchar(18),
    campaign_id: varchar(8),
  },
);
