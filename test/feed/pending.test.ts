import { describe, expect, it } from 'vitest';
import { pendingOf } from '../../server/feed/pending.js';
import type { LiveAgentRow } from '../../server/feed/read-picture.js';
import { agentRow, NOW } from './support.js';

const SECONDS = NOW / 1000;
const FORM = `3125550042!1!YES!NO!YES!!${SECONDS}!!!!!!!`;

function pending(row: Partial<LiveAgentRow>, options: { change?: number; now?: number } = {}) {
  return pendingOf(agentRow(row), options.change ?? NOW - 60_000, options.now ?? NOW);
}

describe('a command is pending', () => {
  it.each([
    ['external_status', 'SALE'],
    ['external_dial', FORM],
    ['external_dial', 'SKIP'],
    ['external_dtmf', '12P'],
    ['external_transferconf', 'HANGUP_BOTH---------NO---------'],
    ['external_park', 'PARK_CUSTOMER'],
    ['external_pause_code', 'BREAK'],
    ['external_timer_action', 'HANGUP'],
    ['external_recording', 'START'],
    ['external_recording', 'STARTsales'],
    ['external_recording', 'STOP'],
    ['external_hangup', '1'],
    ['external_pause', 'LOGOUT'],
  ])('while %s holds %s', (column, value) => {
    expect(pending({ [column]: value })).toEqual({ [column]: value });
  });

  it('when fields are to be updated, with their names', () => {
    const row = { external_update_fields: '1', external_update_fields_data: 'city,state' };
    expect(pending(row)).toEqual({ external_update_fields: 'city,state' });
    expect(pending({ ...row, external_update_fields: '0' })).toEqual({});
  });

  it('when a lead is to be switched, or in-groups set', () => {
    expect(pending({ external_lead_id: 42 })).toEqual({ external_lead_id: '42' });
    const row = { external_ingroups: ' SALES -' };
    expect(pending({ ...row, manager_ingroup_set: 'SET' })).toEqual(row);
    expect(pending({ ...row, manager_ingroup_set: 'Y' })).toEqual({});
  });
});

describe('a command is not pending', () => {
  it.each([
    ['external_hangup', '0'],
    ['external_hangup', ''],
    ['external_recording', '1234'],
    ['external_status', null],
  ])('when %s holds %s', (column, value) => {
    expect(pending({ [column]: value })).toEqual({});
  });

  it('when the number to dial is being previewed, but an action on the preview is', () => {
    expect(pending({ preview_lead_id: 42, external_dial: FORM })).toEqual({});
    expect(pending({ preview_lead_id: 42, external_dial: 'DIALONLY' })).toEqual({
      external_dial: 'DIALONLY',
    });
  });
});

describe('external_pause', () => {
  const pause = { external_pause: `PAUSE!${SECONDS}` };
  const resume = { external_pause: `RESUME!${SECONDS}` };

  it('PAUSE is pending until the session is PAUSED', () => {
    expect(pending({ ...pause, status: 'READY' })).toEqual(pause);
    expect(pending({ ...pause, status: 'INCALL' })).toEqual(pause);
    expect(pending({ ...pause, status: 'PAUSED' })).toEqual({});
  });

  it('PAUSE was obeyed when the session waits again since after the command', () => {
    expect(pending({ ...pause, status: 'READY' }, { change: NOW + 10_000 })).toEqual({});
    expect(pending({ ...pause, status: 'INCALL' }, { change: NOW + 10_000 })).toEqual(pause);
  });

  it('RESUME is pending while the session is PAUSED, for ten seconds', () => {
    expect(pending({ ...resume, status: 'PAUSED' })).toEqual(resume);
    expect(pending({ ...resume, status: 'PAUSED' }, { now: NOW + 10_000 })).toEqual(resume);
    expect(pending({ ...resume, status: 'PAUSED' }, { now: NOW + 10_001 })).toEqual({});
  });

  it.each(['READY', 'CLOSER', 'QUEUE', 'INCALL', 'MQUEUE'])(
    'RESUME is no longer pending in %s',
    (status) => {
      expect(pending({ ...resume, status })).toEqual({});
    },
  );
});
