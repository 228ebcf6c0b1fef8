import { table, varchar } from '../columns.js';

export const ipListEntries = table(
  'ip_list_entries',
  { prefixed: true, indexes: [['ip_list_id'], ['ip_address']] },
  {
    ip_list_id: varchar(30),
    ip_address: varchar(45),
  },
);
