import { autoIncrement, datetime, enumeration, table, varchar } from '../columns.js';

export const manager = table(
  'manager',
  { prefixed: true, primaryKey: ['man_id'], indexes: [['uniqueid'], ['server_ip'], ['callerid']] },
  {
    man_id: autoIncrement(),
    uniqueid: varchar(20).nullable(),
    entry_date: datetime().nullable(),
    status: enumeration('NEW', 'QUEUE', 'SENT', 'UPDATED', 'DEAD').nullable(),
    response: enumeration('Y', 'N').nullable(),
    server_ip: varchar(15),
    channel: varchar(100).nullable(),
    action: varchar(20).nullable(),
    callerid: varchar(20).nullable(),
    cmd_line_b: varchar(100).nullable(),
    cmd_line_c: varchar(100).nullable(),
    cmd_line_d: varchar(200).nullable(),
    cmd_line_e: varchar(100).nullable(),
    cmd_line_f: varchar(100).nullable(),
    cmd_line_g: varchar(100).nullable(),
    cmd_line_h: varchar(100).nullable(),
    cmd_line_i: varchar(50).nullable(),
    cmd_line_j: varchar(50).nullable(),
    cmd_line_k: varchar(100).nullable(),
  },
);
