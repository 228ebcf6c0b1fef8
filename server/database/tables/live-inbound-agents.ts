import { datetime, integer, table, varchar } from '../columns.js';

export const liveInboundAgents = table(
  'live_inbound_agents',
  { prefixed: true, unique: [['user', 'group_id']], indexes: [['group_id'], ['group_weight']] },
  {
    user: varchar(20).nullable(),
    group_id: varchar(20).nullable(),
    group_weight: integer('tinyint(1)').default(0).nullable(),
    calls_today: integer('smallint(5) unsigned').default(0).nullable(),
    last_call_time: datetime().nullable(),
    last_call_finish: datetime().nullable(),
    group_grade: integer('tinyint(2) unsigned').default(1).nullable(),
    calls_today_filtered: integer('smallint(5) unsigned').default(0).nullable(),
    last_call_time_filtered: datetime().nullable(),
    last_call_finish_filtered: datetime().nullable(),
    daily_limit: integer('smallint(5)').default(-1).nullable(),
  },
);
