import { autoIncrement, datetime, enumeration, mediumtext, table, varchar } from '../columns.js';

export const adminLog = table(
  'admin_log',
  {
    prefixed: true,
    primaryKey: ['admin_log_id'],
    indexes: [['user'], ['event_section'], ['record_id']],
  },
  {
    admin_log_id: autoIncrement(),
    event_date: datetime(),
    user: varchar(20),
    ip_address: varchar(15),
    event_section: varchar(30),
    event_type: enumeration(
      'ADD',
      'COPY',
      'LOAD',
      'RESET',
      'MODIFY',
      'DELETE',
      'SEARCH',
      'LOGIN',
      'LOGOUT',
      'CLEAR',
      'OVERRIDE',
      'EXPORT',
      'OTHER',
    )
      .default('OTHER')
      .nullable(),
    record_id: varchar(50),
    event_code: varchar(255),
    event_sql: mediumtext().nullable(),
    event_notes: mediumtext().nullable(),
    user_group: varchar(20).default('---ALL---').nullable(),
  },
);
