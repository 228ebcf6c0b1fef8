import {
  autoIncrement,
  datetime,
  enumeration,
  integer,
  table,
  timestamp,
  varchar,
} from '../columns.js';

export const autoCalls = table(
  'auto_calls',
  {
    prefixed: true,
    primaryKey: ['auto_call_id'],
    indexes: [['uniqueid'], ['callerid'], ['call_time'], ['last_update_time']],
  },
  {
    auto_call_id: autoIncrement(),
    server_ip: varchar(15),
    campaign_id: varchar(20).nullable(),
    status: enumeration(
      'SENT',
      'RINGING',
      'LIVE',
      'XFER',
      'PAUSED',
      'CLOSER',
      'BUSY',
      'DISCONNECT',
      'IVR',
    )
      .default('PAUSED')
      .nullable(),
    lead_id: integer('int(9) unsigned'),
    uniqueid: varchar(20).nullable(),
    callerid: varchar(20).nullable(),
    channel: varchar(100).nullable(),
    phone_code: varchar(10).nullable(),
    phone_number: varchar(18).nullable(),
    call_time: datetime().nullable(),
    call_type: enumeration('IN', 'OUT', 'OUTBALANCE').default('OUT').nullable(),
    stage: varchar(20).default('START').nullable(),
    last_update_time: timestamp().onUpdateNow(),
    alt_dial: varchar(6).default('NONE').nullable(),
    queue_priority: integer('tinyint(2)').default(0).nullable(),
    agent_only: varchar(20).default('').nullable(),
    agent_grab: varchar(20).default('').nullable(),
    queue_position: integer('smallint(4) unsigned').default(1).nullable(),
    extension: varchar(100).default('').nullable(),
    agent_grab_extension: varchar(100).default('').nullable(),
  },
);
