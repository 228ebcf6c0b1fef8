import { table, varchar } from '../columns.js';

export const dnc = table(
  'dnc',
  { prefixed: true, primaryKey: ['phone_number'] },
  {
    phone_number: varchar(18),
  },
);
