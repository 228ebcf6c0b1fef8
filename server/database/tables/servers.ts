import { enumeration, table, varchar } from '../columns.js';

export const servers = table(
  'servers',
  { prefixed: false, primaryKey: ['server_id'] },
  {
    server_id: varchar(10),
    server_description: varchar(255).nullable(),
    server_ip: varchar(15),
    active: enumeration('Y', 'N').nullable(),
    asterisk_version: varchar(20).default('1.4.21.2').nullable(),
    ext_context: varchar(20).default('default'),
    active_asterisk_server: enumeration('Y', 'N').default('Y').nullable(),
    user_group: varchar(20).default('---ALL---').nullable(),
    conf_engine: enumeration('MEETME', 'CONFBRIDGE').default('MEETME').nullable(),
  },
);
