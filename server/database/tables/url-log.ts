import { autoIncrement, datetime, integer, table, text, varchar } from '../columns.js';

export const urlLog = table(
  'url_log',
  { prefixed: true, primaryKey: ['url_log_id'], indexes: [['uniqueid']] },
  {
    url_log_id: autoIncrement(),
    uniqueid: varchar(50),
    url_date: datetime().nullable(),
    url_type: varchar(10).default('').nullable(),
    response_sec: integer('smallint(5) unsigned').default(0).nullable(),
    url: text().nullable(),
    url_response: text().nullable(),
  },
);
