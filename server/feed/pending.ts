/**
 * Which `external_*` columns hold a command that the agent screen has not picked up yet. Most are
 * cleared by the screen; `external_pause` is not, and is judged by what the session does.
 */
import type { LiveAgentRow } from './read-picture.js';

/** A RESUME that the screen could not obey is consumed and lost; it asks every second. */
const RESUME_LOST_AFTER_MS = 10_000;
/** How far the dialler's clock and the one that stamped the command may differ. */
const CLOCK_TOLERANCE_MS = 2_000;

const NOTHING: Readonly<Record<string, string>> = Object.freeze({});

const DIAL_SEPARATORS = 13;

/** Columns that are pending whenever they hold a value. */
const PLAIN = [
  'external_status',
  'external_pause_code',
  'external_dtmf',
  'external_transferconf',
  'external_park',
  'external_timer_action',
] as const;

/**
 * @param stateChange epoch ms of last_state_change
 * @param now epoch ms
 * @returns column -> value, the same empty object when there is none
 */
export function pendingOf(
  row: LiveAgentRow,
  stateChange: number,
  now: number,
): Record<string, string> {
  let pending: Record<string, string> | undefined;
  const add = (column: string, value: string) => {
    pending ??= {};
    pending[column] = value;
  };
  if (row.external_hangup === '1') add('external_hangup', '1');
  for (const column of PLAIN) {
    const value = row[column];
    if (value) add(column, value);
  }
  const { external_pause: pause, external_dial: dial, external_recording: recording } = row;
  if (pause && pauseIsPending(pause, row.status ?? '', stateChange, now)) {
    add('external_pause', pause);
  }
  if (dial && !(Number(row.preview_lead_id) > 0 && isDialForm(dial))) add('external_dial', dial);
  if (recording && /^(?:START|STOP$)/i.test(recording)) add('external_recording', recording);
  if (row.external_update_fields === '1') {
    add('external_update_fields', row.external_update_fields_data ?? '');
  }
  if (Number(row.external_lead_id) > 0) add('external_lead_id', String(row.external_lead_id));
  if (row.manager_ingroup_set === 'SET') add('external_ingroups', row.external_ingroups ?? '');
  return pending ?? NOTHING;
}

function pauseIsPending(value: string, status: string, stateChange: number, now: number): boolean {
  const [word, seconds] = value.split('!', 2);
  const asked = Number(seconds ?? 0) * 1000;
  switch (word?.toUpperCase()) {
    case 'PAUSE':
      if (status === 'PAUSED') return false;
      // waiting since after the command: it was obeyed, and the agent has resumed since
      return !(isWaiting(status) && stateChange > asked + CLOCK_TOLERANCE_MS);
    case 'RESUME':
      return status === 'PAUSED' && now - asked <= RESUME_LOST_AFTER_MS;
    default:
      return true;
  }
}

function isWaiting(status: string): boolean {
  return status === 'READY' || status === 'CLOSER';
}

/** A number to dial, in contrast to an action on the lead that is being previewed. */
function isDialForm(value: string): boolean {
  let separators = 0;
  for (let i = value.indexOf('!'); i >= 0; i = value.indexOf('!', i + 1)) separators += 1;
  return separators >= DIAL_SEPARATORS;
}
