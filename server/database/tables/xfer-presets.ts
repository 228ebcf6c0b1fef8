import { enumeration, table, varchar } from '../columns.js';

export const xferPresets = table(
  'xfer_presets',
  { prefixed: true, indexes: [['preset_name']] },
  {
    campaign_id: varchar(20),
    preset_name: varchar(40),
    preset_number: varchar(50),
    preset_dtmf: varchar(50).default('').nullable(),
    preset_hide_number: enumeration('Y', 'N').default('N').nullable(),
  },
);
