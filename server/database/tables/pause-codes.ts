import { enumeration, integer, table, varchar } from '../columns.js';

export const pauseCodes = table(
  'pause_codes',
  { prefixed: true, indexes: [['campaign_id']] },
  {
    pause_code: varchar(6),
    pause_code_name: varchar(30).nullable(),
    billable: enumeration('NO', 'YES', 'HALF').default('NO').nullable(),
    campaign_id: varchar(8).nullable(),
    time_limit: integer('smallint(5) unsigned').default(65000).nullable(),
    require_mgr_approval: enumeration('NO', 'YES').default('NO').nullable(),
  },
);
