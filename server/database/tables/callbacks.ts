import {
  autoIncrement,
  datetime,
  enumeration,
  integer,
  table,
  timestamp,
  varchar,
} from '../columns.js';

export const callbacks = table(
  'callbacks',
  {
    prefixed: true,
    primaryKey: ['callback_id'],
    indexes: [['lead_id'], ['status'], ['callback_time']],
  },
  {
    callback_id: autoIncrement(),
    lead_id: integer('int(9) unsigned').nullable(),
    list_id: integer('bigint(14) unsigned').nullable(),
    campaign_id: varchar(8).nullable(),
    status: varchar(10).nullable(),
    entry_time: datetime().nullable(),
    callback_time: datetime().nullable(),
    modify_date: timestamp().onUpdateNow(),
    user: varchar(20).nullable(),
    recipient: enumeration('USERONLY', 'ANYONE').nullable(),
    comments: varchar(255).nullable(),
    user_group: varchar(20).nullable(),
    lead_status: varchar(6).default('CALLBK').nullable(),
  },
);
