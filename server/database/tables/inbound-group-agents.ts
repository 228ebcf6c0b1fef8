import { integer, table, varchar } from '../columns.js';

export const inboundGroupAgents = table(
  'inbound_group_agents',
  { prefixed: true, unique: [['user', 'group_id']], indexes: [['group_id']] },
  {
    user: varchar(20).nullable(),
    group_id: varchar(20).nullable(),
    group_rank: integer('tinyint(1)').default(0).nullable(),
    group_weight: integer('tinyint(1)').default(0).nullable(),
    calls_today: integer('smallint(5) unsigned').default(0).nullable(),
    group_web_vars: varchar(255).default('').nullable(),
    group_grade: integer('tinyint(2) unsigned').default(1).nullable(),
    group_type: varchar(1).default('C').nullable(),
    calls_today_filtered: integer('smallint(5) unsigned').default(0).nullable(),
    daily_limit: integer('smallint(5)').default(-1).nullable(),
  },
);
