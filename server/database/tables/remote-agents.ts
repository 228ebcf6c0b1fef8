import { autoIncrement, enumeration, integer, table, text, varchar } from '../columns.js';

export const remoteAgents = table(
  'remote_agents',
  { prefixed: true, primaryKey: ['remote_agent_id'] },
  {
    remote_agent_id: autoIncrement(),
    user_start: varchar(20).nullable(),
    number_of_lines: integer('tinyint(3) unsigned').default(1).nullable(),
    server_ip: varchar(15),
    conf_exten: varchar(20).nullable(),
    status: enumeration('ACTIVE', 'INACTIVE').default('INACTIVE').nullable(),
    campaign_id: varchar(8).nullable(),
    closer_campaigns: text().nullable(),
    extension_group: varchar(20).default('NONE').nullable(),
    extension_group_order: varchar(20).default('NONE').nullable(),
    on_hook_agent: enumeration('Y', 'N').default('N').nullable(),
    on_hook_ring_time: integer('smallint(5)').default(15).nullable(),
  },
);
