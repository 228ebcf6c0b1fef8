import { enumeration, integer, table, text, varchar } from '../columns.js';

export const inboundGroups = table(
  'inbound_groups',
  { prefixed: true, primaryKey: ['group_id'] },
  {
    group_id: varchar(20),
    group_name: varchar(30).nullable(),
    group_color: varchar(20).nullable(),
    active: enumeration('Y', 'N').nullable(),
    default_xfer_group: varchar(20).default('---NONE---').nullable(),
    queue_priority: integer('tinyint(2)').default(0).nullable(),
    ingroup_recording_override: enumeration('DISABLED', 'NEVER', 'ONDEMAND', 'ALLCALLS', 'ALLFORCE')
      .default('DISABLED')
      .nullable(),
    timer_action_seconds: integer('mediumint(7)').default(-1).nullable(),
    on_hook_ring_time: integer('smallint(5)').default(15).nullable(),
    user_group: varchar(20).default('---ALL---').nullable(),
    group_handling: enumeration('PHONE', 'EMAIL', 'CHAT').default('PHONE').nullable(),
    status_group_id: varchar(20).default('').nullable(),
    custom_three: text().nullable(),
    custom_four: text().nullable(),
  },
);
