import { autoIncrement, datetime, integer, table, text, varchar } from '../columns.js';

export const apiLog = table(
  'api_log',
  { prefixed: true, primaryKey: ['api_id'], indexes: [['api_date']] },
  {
    api_id: autoIncrement(),
    user: varchar(20),
    api_date: datetime().nullable(),
    api_script: varchar(10).nullable(),
    function: varchar(20),
    agent_user: varchar(20).nullable(),
    value: varchar(255).nullable(),
    result: varchar(10).nullable(),
    result_reason: varchar(255).nullable(),
    source: varchar(20).nullable(),
    data: text().nullable(),
    run_time: varchar(20).default('0').nullable(),
    webserver: integer('smallint(5) unsigned').default(0).nullable(),
    api_url: integer('int(9) unsigned').default(0).nullable(),
  },
);
