import { datetime, enumeration, integer, table, varchar } from '../columns.js';

export const log = table(
  'log',
  { prefixed: true, primaryKey: ['uniqueid'], indexes: [['lead_id'], ['call_date']] },
  {
    uniqueid: varchar(20),
    lead_id: integer('int(9) unsigned'),
    list_id: integer('bigint(14) unsigned').nullable(),
    campaign_id: varchar(8).nullable(),
    call_date: datetime().nullable(),
    start_epoch: integer('int(10) unsigned').nullable(),
    end_epoch: integer('int(10) unsigned').nullable(),
    length_in_sec: integer('int(10)').nullable(),
    status: varchar(6).nullable(),
    phone_code: varchar(10).nullable(),
    phone_number: varchar(18).nullable(),
    user: varchar(20).nullable(),
    comments: varchar(255).nullable(),
    processed: enumeration('Y', 'N').nullable(),
    user_group: varchar(20).nullable(),
    term_reason: enumeration(
      'CALLER',
      'AGENT',
      'QUEUETIMEOUT',
      'ABANDON',
      'AFTERHOURS',
      'NONE',
      'SYSTEM',
    )
      .default('NONE')
      .nullable(),
    alt_dial: varchar(6).default('NONE').nullable(),
    called_count: integer('smallint(5) unsigned').default(0).nullable(),
  },
);
