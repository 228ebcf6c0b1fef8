/** Dispositions, pause codes and what else an agent chooses from. */
import type { Queryable } from '../../database/database.js';
import { insertMany } from './insert-many.js';

interface Flags {
  human_answered?: 'Y';
  sale?: 'Y';
  dnc?: 'Y';
  scheduled_callback?: 'Y';
  completed?: 'Y';
  not_interested?: 'Y';
  unworkable?: 'Y';
  customer_contact?: 'Y';
}

function status(code: string, name: string, selectable: 'Y' | 'N', flags: Flags = {}) {
  return {
    status: code,
    status_name: name,
    selectable,
    human_answered: 'N' as const,
    sale: 'N' as const,
    dnc: 'N' as const,
    scheduled_callback: 'N' as const,
    completed: 'N' as const,
    not_interested: 'N' as const,
    unworkable: 'N' as const,
    customer_contact: 'N' as const,
    ...flags,
  };
}

const HUMAN: Flags = { human_answered: 'Y', customer_contact: 'Y' };

const SYSTEM_STATUSES = [
  status('NEW', 'New lead', 'N'),
  status('QUEUE', 'Lead to be called', 'N'),
  status('INCALL', 'Lead being called', 'N'),
  status('DROP', 'Agent not available', 'N', { human_answered: 'Y' }),
  status('XFER', 'Call transferred', 'Y', HUMAN),
  status('RAXFER', 'Remote agent transfer', 'N', HUMAN),
  status('CBHOLD', 'Call back hold', 'N', HUMAN),
  status('ERI', 'Agent error', 'N'),
  status('LSMERG', 'Lead search, old lead', 'N'),
  status('PU', 'Call picked up', 'N'),
  status('A', 'Answering machine', 'Y'),
  status('AA', 'Answering machine, automatic', 'N'),
  status('B', 'Busy', 'Y'),
  status('AB', 'Busy, automatic', 'N'),
  status('DC', 'Disconnected number', 'Y', { unworkable: 'Y' }),
  status('ADC', 'Disconnected, automatic', 'N', { unworkable: 'Y' }),
  status('N', 'No answer', 'Y'),
  status('NA', 'No answer, automatic', 'N'),
  status('DEC', 'Declined', 'Y', HUMAN),
  status('DNC', 'Do not call', 'Y', { ...HUMAN, dnc: 'Y', completed: 'Y' }),
  status('NI', 'Not interested', 'Y', { ...HUMAN, not_interested: 'Y' }),
  status('NP', 'No pitch, no price', 'Y', HUMAN),
  status('SALE', 'Sale made', 'Y', { ...HUMAN, sale: 'Y', completed: 'Y' }),
  status('CALLBK', 'Call back', 'Y', { ...HUMAN, scheduled_callback: 'Y' }),
  status('DCMX', 'Dead call, time is over', 'N'),
  status('DISMX', 'Disposition, time is over', 'N'),
];

const CAMPAIGN_STATUSES = [
  { campaign_id: 'SALES', ...status('QUOTE', 'Quote sent', 'Y', HUMAN) },
  {
    campaign_id: 'SALES',
    ...status('CBSALE', 'Call back to close', 'Y', { ...HUMAN, scheduled_callback: 'Y' }),
  },
  { campaign_id: 'SUPPORT', ...status('SOLVED', 'Solved', 'Y', { ...HUMAN, completed: 'Y' }) },
  { campaign_id: 'SUPPORT', ...status('TICKET', 'Ticket opened', 'Y', HUMAN) },
];

const PAUSE_CODES = [
  { pause_code: 'BREAK', pause_code_name: 'Short break', time_limit: 900 },
  { pause_code: 'LUNCH', pause_code_name: 'Lunch', time_limit: 3600 },
  { pause_code: 'TRAIN', pause_code_name: 'Training', time_limit: 7200 },
  { pause_code: 'MEET', pause_code_name: 'Meeting', time_limit: 3600 },
  { pause_code: 'ADMIN', pause_code_name: 'Paper work', time_limit: 1800 },
];

export const BREAK_CODES = ['BREAK', 'LUNCH', 'TRAIN', 'MEET', 'ADMIN'] as const;

export async function seedStatuses(db: Queryable): Promise<void> {
  await insertMany(db, 'statuses', SYSTEM_STATUSES);
  await insertMany(db, 'campaign_statuses', CAMPAIGN_STATUSES);
  for (const campaign_id of ['SALES', 'SUPPORT']) {
    await insertMany(
      db,
      'pause_codes',
      PAUSE_CODES.map((code) => ({
        ...code,
        campaign_id,
        billable: code.pause_code === 'TRAIN' ? ('YES' as const) : ('NO' as const),
        require_mgr_approval: 'NO' as const,
      })),
    );
  }
}
