import { datetime, integer, mediumtext, table, varchar } from '../columns.js';

export const leadMessages = table(
  'lead_messages',
  { prefixed: true, indexes: [['lead_id'], ['call_date']] },
  {
    lead_id: integer('int(9) unsigned'),
    call_date: datetime().nullable(),
    user: varchar(20).nullable(),
    played: integer('tinyint(3)').default(0).nullable(),
    message_entry: mediumtext().nullable(),
  },
);
