import { enumeration, integer, table, varchar } from '../columns.js';

export const statuses = table(
  'statuses',
  { prefixed: true, primaryKey: ['status'] },
  {
    status: varchar(6),
    status_name: varchar(30).nullable(),
    selectable: enumeration('Y', 'N').default('N').nullable(),
    human_answered: enumeration('Y', 'N').default('N').nullable(),
    category: varchar(20).default('UNDEFINED').nullable(),
    sale: enumeration('Y', 'N').default('N').nullable(),
    dnc: enumeration('Y', 'N').default('N').nullable(),
    customer_contact: enumeration('Y', 'N').default('N').nullable(),
    not_interested: enumeration('Y', 'N').default('N').nullable(),
    unworkable: enumeration('Y', 'N').default('N').nullable(),
    scheduled_callback: enumeration('Y', 'N').default('N').nullable(),
    completed: enumeration('Y', 'N').default('N').nullable(),
    min_sec: integer('int(5) unsigned').default(0).nullable(),
    max_sec: integer('int(5) unsigned').default(0).nullable(),
    answering_machine: enumeration('Y', 'N').default('N').nullable(),
  },
);
