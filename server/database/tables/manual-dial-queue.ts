import { autoIncrement, datetime, enumeration, table, varchar } from '../columns.js';

export const manualDialQueue = table(
  'manual_dial_queue',
  { prefixed: true, primaryKey: ['mdq_id'], indexes: [['user']] },
  {
    mdq_id: autoIncrement(),
    user: varchar(20).nullable(),
    phone_number: varchar(100).default('').nullable(),
    entry_time: datetime().nullable(),
    status: enumeration('READY', 'QUEUE').default('READY').nullable(),
    external_dial: varchar(100).default('').nullable(),
  },
);
