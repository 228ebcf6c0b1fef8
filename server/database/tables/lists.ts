import { enumeration, integer, table, varchar } from '../columns.js';

export const lists = table(
  'lists',
  { prefixed: true, primaryKey: ['list_id'] },
  {
    list_id: integer('bigint(14) unsigned'),
    list_name: varchar(30).nullable(),
    campaign_id: varchar(8).nullable(),
    active: enumeration('Y', 'N').nullable(),
    status_group_id: varchar(20).default('').nullable(),
    default_xfer_group: varchar(20).default('---NONE---').nullable(),
    dial_prefix: varchar(20).default('').nullable(),
  },
);
