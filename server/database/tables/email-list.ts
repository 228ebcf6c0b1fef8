import { autoIncrement, datetime, enumeration, integer, table, text, varchar } from '../columns.js';

export const emailList = table(
  'email_list',
  {
    prefixed: true,
    primaryKey: ['email_row_id'],
    indexes: [['lead_id'], ['email_account_id'], ['group_id'], ['user'], ['xfercallid']],
  },
  {
    email_row_id: autoIncrement('int(10) unsigned'),
    lead_id: integer('int(9) unsigned').nullable(),
    email_date: datetime().nullable(),
    protocol: enumeration('POP3', 'IMAP', 'NONE').default('IMAP').nullable(),
    email_to: varchar(255).nullable(),
    email_from: varchar(255).nullable(),
    email_from_name: varchar(255).nullable(),
    subject: text().nullable(),
    mime_type: text().nullable(),
    content_type: text().nullable(),
    content_transfer_encoding: text().nullable(),
    x_mailer: text().nullable(),
    sender_ip: varchar(25).nullable(),
    message: text().nullable(),
    email_account_id: varchar(20).nullable(),
    group_id: varchar(20).nullable(),
    user: varchar(20).nullable(),
    status: varchar(10).nullable(),
    direction: enumeration('INBOUND', 'OUTBOUND').default('INBOUND').nullable(),
    uniqueid: varchar(20).nullable(),
    xfercallid: integer('int(9) unsigned').nullable(),
  },
);
