import { enumeration, table, varchar } from '../columns.js';

export const groupsAlias = table(
  'groups_alias',
  { prefixed: false, primaryKey: ['group_alias_id'] },
  {
    group_alias_id: varchar(30),
    group_alias_name: varchar(50).nullable(),
    caller_id_number: varchar(20).nullable(),
    caller_id_name: varchar(20).nullable(),
    active: enumeration('Y', 'N').default('N').nullable(),
    user_group: varchar(20).default('---ALL---').nullable(),
  },
);
