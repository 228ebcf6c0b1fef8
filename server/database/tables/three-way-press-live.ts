import { datetime, integer, table, varchar } from '../columns.js';

export const threeWayPressLive = table(
  '3way_press_live',
  { prefixed: true, indexes: [['call_date'], ['caller_code'], ['call_3way_id'], ['lead_id']] },
  {
    call_date: datetime().nullable(),
    caller_code: varchar(30),
    call_3way_id: varchar(30),
    lead_id: integer('int(9) unsigned').nullable(),
    phone_number: varchar(18).nullable(),
    dialstring: varchar(28).nullable(),
    outbound_cid: varchar(20).nullable(),
    user: varchar(20).nullable(),
    session_id: varchar(20).nullable(),
    server_ip: varchar(15).nullable(),
    session_id_3way: varchar(20).default('').nullable(),
    status: varchar(40).nullable(),
    call_channel: varchar(100).default('').nullable(),
    agent_heartbeat: datetime().nullable(),
  },
);
