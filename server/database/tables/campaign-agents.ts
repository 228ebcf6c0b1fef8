import { integer, table, varchar } from '../columns.js';

export const campaignAgents = table(
  'campaign_agents',
  { prefixed: true, unique: [['user', 'campaign_id']] },
  {
    user: varchar(20).nullable(),
    campaign_id: varchar(20).nullable(),
    campaign_rank: integer('tinyint(1)').default(0).nullable(),
    campaign_weight: integer('tinyint(1)').default(0).nullable(),
    calls_today: integer('smallint(5) unsigned').default(0).nullable(),
    campaign_grade: integer('tinyint(2) unsigned').default(1).nullable(),
  },
);
