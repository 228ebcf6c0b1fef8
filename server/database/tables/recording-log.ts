import { autoIncrement, datetime, double, integer, table, varchar } from '../columns.js';

export const recordingLog = table(
  'recording_log',
  {
    prefixed: false,
    primaryKey: ['recording_id'],
    indexes: [['filename'], ['lead_id'], ['user'], ['vicidial_id']],
  },
  {
    recording_id: autoIncrement('int(10) unsigned'),
    channel: varchar(100).nullable(),
    server_ip: varchar(15).nullable(),
    extension: varchar(100).nullable(),
    start_time: datetime().nullable(),
    start_epoch: integer('int(10) unsigned').nullable(),
    end_time: datetime().nullable(),
    end_epoch: integer('int(10) unsigned').nullable(),
    length_in_sec: integer('mediumint(8) unsigned').nullable(),
    length_in_min: double().nullable(),
    filename: varchar(100).nullable(),
    location: varchar(255).nullable(),
    lead_id: integer('int(9) unsigned').nullable(),
    user: varchar(20).nullable(),
    vicidial_id: varchar(20).nullable(),
  },
);
