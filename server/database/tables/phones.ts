import { enumeration, integer, table, varchar } from '../columns.js';

export const phones = table(
  'phones',
  {
    prefixed: false,
    indexes: [['extension'], ['dialplan_number'], ['voicemail_id'], ['server_ip']],
  },
  {
    extension: varchar(100).nullable(),
    dialplan_number: varchar(20).nullable(),
    voicemail_id: varchar(10).nullable(),
    server_ip: varchar(15).nullable(),
    login: varchar(15).nullable(),
    pass: varchar(100).nullable(),
    status: varchar(10).nullable(),
    active: enumeration('Y', 'N').nullable(),
    phone_type: varchar(50).nullable(),
    fullname: varchar(50).nullable(),
    picture: varchar(19).nullable(),
    messages: integer('int(4)').nullable(),
    protocol: enumeration('SIP', 'PJSIP', 'Zap', 'IAX2', 'EXTERNAL').default('SIP').nullable(),
    ext_context: varchar(20).default('default').nullable(),
    outbound_cid: varchar(20).nullable(),
    email: varchar(100).nullable(),
    template_id: varchar(15),
    on_hook_agent: enumeration('Y', 'N').default('N').nullable(),
    user_group: varchar(20).default('---ALL---').nullable(),
  },
);
