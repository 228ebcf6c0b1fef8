import { describe, expect, it } from 'vitest';
import { deriveAgents } from '../../server/feed/derive-agents.js';
import { deriveSession } from '../../server/feed/derive-session.js';
import type { AutoCallRow, LiveAgentRow, Picture } from '../../server/feed/read-picture.js';
import { agentRow, callRow, NOW, session, utc } from './support.js';

const CALL = 'V3021130000000000042';
const name = { full_name: 'Agent 1000', user_group: 'AGENTS' };

function derive(row: Partial<LiveAgentRow>, around: { call?: AutoCallRow; parked?: boolean } = {}) {
  return deriveSession(agentRow(row), {
    call: around.call,
    parked: around.parked ?? false,
    sharedSince: undefined,
    name,
    leadPhone: '',
    previous: undefined,
    toEpochMs: utc,
    now: NOW,
  });
}

function deriveAll(agents: Partial<LiveAgentRow>[], calls: AutoCallRow[], parked: string[] = []) {
  const picture: Picture = {
    agents: agents.map((row, index) =>
      agentRow({ user: String(1000 + index), live_agent_id: index + 1, ...row }),
    ),
    calls,
    callOf: new Map(calls.map((call) => [call.callerid ?? '', call])),
    parked: new Set(parked),
    nameOf: () => name,
    phoneOf: (lead) => `lead ${lead}`,
  };
  return [...deriveAgents(picture, new Map(), utc, NOW).values()];
}

describe('a derived state', () => {
  const ring = { on_hook_agent: 'Y', ring_callerid: 'Y3021130000000000042' };
  const inCall = { status: 'INCALL', lead_id: 42, callerid: CALL, comments: 'AUTO' };

  it.each([
    ['READY', { status: 'READY' }],
    ['CLOSER', { status: 'CLOSER' }],
    ['QUEUE', { status: 'QUEUE', lead_id: 42, callerid: CALL }],
    ['MQUEUE', { status: 'MQUEUE' }],
    ['PAUSED', { status: 'PAUSED' }],
    ['RING', { status: 'READY', ...ring }],
    ['READY', { status: 'READY', ...ring, on_hook_agent: 'N' }],
    ['READY', { status: 'READY', ...ring, ring_callerid: 'Y30211300000000004' }],
    ['DISPO', { status: 'PAUSED', lead_id: 42 }],
    ['DISPO', { status: 'PAUSED', lead_id: 42, ...ring }],
    ['PREVIEW', { status: 'PAUSED', preview_lead_id: 42 }],
    ['PREVIEW', { status: 'PAUSED', preview_lead_id: 42, lead_id: 41 }],
    ['READY', { status: 'READY', lead_id: 42 }],
    ['DEAD', inCall],
    ['DEAD', { ...inCall, ...ring }],
    ['INCALL', { ...inCall, comments: 'EMAIL' }],
    ['INCALL', { ...inCall, comments: 'CHAT' }],
    ['PAUSED', { status: 'DONE' }],
    ['PAUSED', { status: null }],
  ] as const)('is %s for %o without a call', (state, row) => {
    expect(derive(row).state).toBe(state);
  });

  it('is INCALL while the call has its row', () => {
    expect(derive(inCall, { call: callRow() }).state).toBe('INCALL');
  });

  it('is PARK when the customer waits in a parked channel, whether or not the call has its row', () => {
    expect(derive(inCall, { call: callRow(), parked: true }).state).toBe('PARK');
    expect(derive(inCall, { parked: true }).state).toBe('PARK');
  });

  it('is DIAL for a manual call until its channel or its id is known', () => {
    const manual = { ...inCall, comments: 'MANUAL', callerid: 'M3021130000000000042' };
    expect(derive(manual, { call: callRow({ uniqueid: '', channel: '' }) }).state).toBe('DIAL');
    expect(derive(manual, { call: callRow({ uniqueid: '1.2', channel: null }) }).state).toBe(
      'DIAL',
    );
    expect(derive(manual, { call: callRow({ uniqueid: '' }) }).state).toBe('INCALL');
    expect(derive(manual, { call: callRow({ channel: '' }) }).state).toBe('INCALL');
    expect(derive(inCall, { call: callRow({ uniqueid: '', channel: '' }) }).state).toBe('INCALL');
  });

  it('is 3-WAY for agents who are in call with the same lead, and only for those', () => {
    const second = 'Y3021140000000000042';
    const calls = [callRow(), callRow({ callerid: second, auto_call_id: 2 })];
    const states = deriveAll(
      [
        inCall,
        { ...inCall, callerid: second },
        { status: 'PAUSED', lead_id: 42 },
        { ...inCall, lead_id: 43 },
      ],
      calls,
    ).map(({ state }) => state);
    expect(states).toEqual(['3-WAY', '3-WAY', 'DISPO', 'INCALL']);
  });

  it('is PARK, DEAD or DIAL rather than 3-WAY', () => {
    const manual = 'M3021140000000000042';
    const states = deriveAll(
      [
        inCall,
        { ...inCall, callerid: 'Y3021140000000000042' },
        { ...inCall, callerid: manual, comments: 'MANUAL' },
      ],
      [callRow(), callRow({ callerid: manual, uniqueid: '', channel: '', auto_call_id: 2 })],
      [CALL],
    ).map(({ state }) => state);
    expect(states).toEqual(['PARK', 'DEAD', 'DIAL']);
  });
});

describe('the start of a state', () => {
  const times = {
    last_call_time: '2026-03-02 11:40:00',
    last_state_change: '2026-03-02 11:50:00',
    callerid: CALL,
    lead_id: 42,
  };

  it('is the last call time in a call, the last state change elsewhere', () => {
    const at = (text: string) => utc(`2026-03-02 ${text}`);
    const call = callRow();
    expect(derive({ ...times, status: 'INCALL' }, { call }).since).toBe(at('11:40:00'));
    expect(derive({ ...times, status: 'INCALL' }, { call, parked: true }).since).toBe(
      at('11:40:00'),
    );
    expect(derive({ ...times, status: 'INCALL' }).since).toBe(at('11:50:00'));
    expect(derive({ ...times, status: 'PAUSED' }).since).toBe(at('11:50:00'));
    expect(derive({ ...times, status: 'READY' }).since).toBe(at('11:50:00'));
  });

  it('is the newest call time of all who share a call', () => {
    const rows = [times, { ...times, last_call_time: '2026-03-02 11:45:00' }];
    const sessions = deriveAll(
      rows.map((row) => ({ ...row, status: 'INCALL' })),
      [callRow()],
    );
    expect(sessions.map(({ since }) => since)).toEqual([
      utc('2026-03-02 11:45:00'),
      utc('2026-03-02 11:45:00'),
    ]);
  });

  it('of QUEUE is when it was first seen, anew for each call', () => {
    const row = agentRow({ ...times, status: 'QUEUE' });
    const around = {
      call: callRow(),
      parked: false,
      sharedSince: undefined,
      name,
      leadPhone: '',
      toEpochMs: utc,
      now: NOW,
    };
    const seen = session({ state: 'QUEUE', call_id: CALL, since: NOW - 900 });
    expect(deriveSession(row, { ...around, previous: undefined }).since).toBe(NOW);
    expect(deriveSession(row, { ...around, previous: seen }).since).toBe(NOW - 900);
    const other = { ...seen, call_id: 'Y3021130000000000041' };
    expect(deriveSession(row, { ...around, previous: other }).since).toBe(NOW);
  });

  it('is when it was first seen where the table holds no time', () => {
    expect(derive({ last_state_change: null }).since).toBe(NOW);
  });
});

describe('a session', () => {
  it.each([
    ['M3021130000000000042', 'manual'],
    ['V3021130000000000042', 'outbound'],
    ['Y3021130000000000042', 'inbound'],
    ['J3021130000000000042', 'inbound'],
    ['E3021130000000000042', 'inbound'],
    ['S3021130000000000042', null],
    ['', null],
    [null, null],
  ])('with the call code %s is %s', (callerid, direction) => {
    expect(derive({ status: 'INCALL', callerid }).call_direction).toBe(direction);
  });

  it('names the in-group of an inbound call only', () => {
    const call = callRow({ campaign_id: 'SALES' });
    const row = { status: 'INCALL', lead_id: 42 };
    expect(derive({ ...row, callerid: 'Y3021130000000000042' }, { call }).ingroup).toBe('SALES');
    expect(derive({ ...row, callerid: CALL }, { call }).ingroup).toBe('');
    expect(derive({ ...row, callerid: 'Y3021130000000000042' }).ingroup).toBe('');
  });

  it('shows the previewed lead, and the number of the call before that of the lead', () => {
    expect(derive({ preview_lead_id: 77 }).lead_id).toBe(77);
    const [inCall, wrapUp, preview, idle] = deriveAll(
      [
        { status: 'INCALL', lead_id: 42, callerid: CALL },
        { lead_id: 42 },
        { preview_lead_id: 77 },
        {},
      ],
      [callRow()],
    );
    expect(inCall?.phone_number).toBe('3125550042');
    expect(wrapUp?.phone_number).toBe('lead 42');
    expect(preview?.phone_number).toBe('lead 77');
    expect(idle?.phone_number).toBe('');
  });

  it('is recording while the column holds the id of a recording', () => {
    expect(derive({ external_recording: '1234' }).recording).toBe(true);
    expect(derive({ external_recording: 'START' }).recording).toBe(false);
    expect(derive({ external_recording: '' }).recording).toBe(false);
    expect(derive({ external_recording: null }).recording).toBe(false);
  });

  it('has a value for every field when an installation lacks columns', () => {
    const row = Object.fromEntries(Object.keys(agentRow()).map((key) => [key, null]));
    expect(derive({ ...row, user: '1000', status: 'READY' })).toEqual({
      ...session({ since: NOW, last_update: 0, session_id: '', server_ip: '', campaign_id: '' }),
    });
  });
});
