import { datetime, integer, table, varchar } from '../columns.js';

export const threeWayPressMulti = table(
  '3way_press_multi',
  { prefixed: true, primaryKey: ['user'], indexes: [['call_date']] },
  {
    user: varchar(20),
    call_date: datetime().nullable(),
    phone_numbers: varchar(255).default('').nullable(),
    phone_numbers_ct: integer('tinyint(3)').default(0).nullable(),
    status: varchar(40).default('').nullable(),
  },
);
