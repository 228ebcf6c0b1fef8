import { autoIncrement, datetime, enumeration, integer, table, text, varchar } from '../columns.js';

export const agentNotifications = table(
  'agent_notifications',
  {
    prefixed: true,
    primaryKey: ['notification_id'],
    indexes: [['recipient'], ['notification_date']],
  },
  {
    notification_id: autoIncrement('int(10) unsigned'),
    entry_date: datetime().nullable(),
    recipient: varchar(20).nullable(),
    recipient_type: enumeration('USER', 'USER_GROUP', 'CAMPAIGN', 'ALT_DISPLAY').nullable(),
    notification_date: datetime().nullable(),
    notification_retry: enumeration('Y', 'N').default('N').nullable(),
    notification_text: text().nullable(),
    text_size: integer('tinyint(3) unsigned').default(12).nullable(),
    text_font: varchar(30).default('Arial').nullable(),
    text_weight: varchar(30).default('bold').nullable(),
    text_color: varchar(15).nullable(),
    show_confetti: enumeration('Y', 'N').default('N').nullable(),
    confetti_options: varchar(15).nullable(),
    notification_status: enumeration('QUEUED', 'READY', 'SENT', 'DEAD').nullable(),
  },
);
