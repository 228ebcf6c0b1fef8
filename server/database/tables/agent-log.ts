import { autoIncrement, datetime, enumeration, integer, table, varchar } from '../columns.js';

export const agentLog = table(
  'agent_log',
  {
    prefixed: true,
    primaryKey: ['agent_log_id'],
    indexes: [['user'], ['event_time'], ['lead_id']],
  },
  {
    agent_log_id: autoIncrement(),
    user: varchar(20).nullable(),
    server_ip: varchar(15),
    event_time: datetime().nullable(),
    lead_id: integer('int(9) unsigned').nullable(),
    campaign_id: varchar(8).nullable(),
    pause_epoch: integer('int(10) unsigned').nullable(),
    pause_sec: integer('smallint(5) unsigned').default(0).nullable(),
    wait_epoch: integer('int(10) unsigned').nullable(),
    wait_sec: integer('smallint(5) unsigned').default(0).nullable(),
    talk_epoch: integer('int(10) unsigned').nullable(),
    talk_sec: integer('smallint(5) unsigned').default(0).nullable(),
    dispo_epoch: integer('int(10) unsigned').nullable(),
    dispo_sec: integer('smallint(5) unsigned').default(0).nullable(),
    status: varchar(6).nullable(),
    user_group: varchar(20).nullable(),
    comments: varchar(20).nullable(),
    sub_status: varchar(6).nullable(),
    dead_epoch: integer('int(10) unsigned').nullable(),
    dead_sec: integer('smallint(5) unsigned').default(0).nullable(),
    processed: enumeration('Y', 'N').default('N').nullable(),
    uniqueid: varchar(20).default('').nullable(),
    pause_type: enumeration('UNDEFINED', 'SYSTEM', 'AGENT', 'API', 'ADMIN')
      .default('UNDEFINED')
      .nullable(),
  },
);
