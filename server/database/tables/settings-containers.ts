import { mediumtext, table, varchar } from '../columns.js';

export const settingsContainers = table(
  'settings_containers',
  { prefixed: true, primaryKey: ['container_id'] },
  {
    container_id: varchar(40),
    container_notes: varchar(255).default('').nullable(),
    container_type: varchar(40).default('OTHER').nullable(),
    user_group: varchar(20).default('---ALL---').nullable(),
    container_entry: mediumtext().nullable(),
  },
);
