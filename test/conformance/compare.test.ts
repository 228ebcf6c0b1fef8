import { describe, expect, it } from 'vitest';
import type { Row } from '../support/table-store.js';
import {
  leakProblems,
  logProblems,
  type ObservedTable,
  responseProblems,
  tableProblems,
} from './compare.js';
import { type CaseFacts, textProblem } from './placeholders.js';
import type { RecordedCase } from './recorded-case.js';
import { diffTable } from './table-diff.js';

const NOON = Date.UTC(2026, 0, 15, 12, 0, 0);

function facts(more: Partial<CaseFacts> = {}): CaseFacts {
  return {
    sentAt: NOON,
    answeredAt: NOON + 40,
    toEpochMs: (text) => Date.parse(`${text.replace(' ', 'T')}Z`),
    ...more,
  };
}

const epoch = String(NOON / 1000);

describe('an answer', () => {
  it('may differ in empty lines and newlines at its end only', () => {
    expect(responseProblems('ERROR: a\n\nb\n', 'ERROR: a\r\nb', facts())).toEqual([]);
    expect(responseProblems('ERROR: a\n', 'ERROR: a ', facts())).toHaveLength(1);
    expect(responseProblems('ERROR: a\n', 'error: a', facts())).toHaveLength(1);
    expect(responseProblems('ERROR: a\n', '', facts())).toHaveLength(1);
  });

  it('takes signs of its own that mean something in patterns as they are', () => {
    const line = 'SUCCESS: a.b* (c)|[d] $1 ^\\ {2} +?';
    expect(responseProblems(line, line, facts())).toEqual([]);
    expect(responseProblems('a.b|<ANY>', 'axb|c', facts())).toHaveLength(1);
    expect(responseProblems('a|b<ANY>', 'a', facts())).toHaveLength(1);
  });
});

describe('a placeholder', () => {
  it.each([
    ['<NOW>', '2026-01-15 12:00:00', '2026-01-15 11:59:50'],
    ['at <NOW>!', 'at 2026-01-15 11:59:59!', 'at 2026-01-15 12:00:02!'],
    ['<NOWCOMPACT>', '20260115120000', '20260115120100'],
    ['<EPOCH>', epoch, String(NOON / 1000 - 30)],
    ['<RAND>', '11000000', '10999999'],
    ['<RAND>', '19999999', '20000000'],
    ['<ANY>', '', 'two\nlines'],
    ['VERSION: <VERSION>|BUILD: <BUILD>', 'VERSION: 1|BUILD: 2', 'VERSION: 1|BUILD: '],
    ['<VERSION>', '1.2', '1|2'],
    ['<ERROR_TEXT>', 'connection refused', ''],
    ['<NO_SQL>', '', "UPDATE vicidial_users SET pass='x'"],
    ['<NEW_ID>', '17', '0'],
  ])('%s takes %j, not %j', (recorded, good, bad) => {
    expect(textProblem(recorded, good, facts())).toBeUndefined();
    expect(textProblem(recorded, bad, facts())).toBeDefined();
  });

  it('<EPOCH> is one time for the whole case', () => {
    const one = facts();
    expect(textProblem('<EPOCH>', epoch, one)).toBeUndefined();
    expect(textProblem('<EPOCH>', String(NOON / 1000 - 1), one)).toBeDefined();
  });

  it('<NEW_LEAD_ID> is the lead that was inserted', () => {
    expect(textProblem('<NEW_LEAD_ID>', '900', facts({ newLeadId: '900' }))).toBeUndefined();
    expect(textProblem('<NEW_LEAD_ID>', '900', facts({ newLeadId: '901' }))).toBeDefined();
    expect(textProblem('<NEW_LEAD_ID>', '900', facts())).toBeDefined();
  });

  it('<NEW_ID> was nobody else’s', () => {
    const knownKeys = new Set(['5']);
    expect(textProblem('<NEW_ID>', '6', facts(), { knownKeys })).toBeUndefined();
    expect(textProblem('<NEW_ID>', '5', facts(), { knownKeys })).toBeDefined();
  });

  it('<ELAPSED> counts from start_epoch of its row', () => {
    const startEpoch = String(NOON / 1000 - 100);
    expect(textProblem('<ELAPSED>', '100', facts(), { startEpoch })).toBeUndefined();
    expect(textProblem('<ELAPSED>', '90', facts(), { startEpoch })).toBeDefined();
    expect(textProblem('<ELAPSED>', '100', facts())).toBeDefined();
  });

  it('never stands for null', () => {
    expect(textProblem('<ANY>', null, facts())).toBeDefined();
    expect(textProblem(null, null, facts())).toBeUndefined();
    expect(textProblem(null, '', facts())).toBeDefined();
  });
});

const agents: Row[] = [
  { live_agent_id: '1', user: '1000', status: 'PAUSED', last_update_time: 'x', gone: null },
  { live_agent_id: '2', user: '1001', status: 'READY', last_update_time: 'x', gone: null },
];

function observe(table: string, before: Row[], after: Row[], key: string[]): ObservedTable {
  const columns = Object.keys(before[0] ?? after[0] ?? {});
  return { table, columns, before, diff: diffTable(before, after, key) };
}

const liveAgents = (after: Row[]) =>
  observe('vicidial_live_agents', agents, after, ['live_agent_id']);

describe('rows', () => {
  const [ann = {}, ben = {}] = agents;
  const expected = {
    updated: [
      {
        key: { live_agent_id: '1' },
        changes: { status: ['PAUSED', 'READY'], last_update_time: ['x', '<NOW>'] },
      },
    ],
  } as const;

  it('that changed as recorded pass; times that a database moves do not count', () => {
    const after = [{ ...ann, status: 'READY', last_update_time: 'y' }, ben];
    expect(tableProblems(liveAgents(after), expected, facts())).toEqual([]);
    const moved = [{ ...ann, last_update_time: 'y' }, ben];
    expect(tableProblems(liveAgents(moved), undefined, facts())).toEqual([]);
  });

  it.each<[string, Row[]]>([
    ['not at all', agents],
    ['to another value', [{ ...ann, status: 'INCALL' }, ben]],
    ['in another column too', [{ ...ann, status: 'READY', gone: '1' }, ben]],
    ['in another row', [ann, { ...ben, status: 'PAUSED' }]],
    [
      'in another row too',
      [
        { ...ann, status: 'READY' },
        { ...ben, status: 'PAUSED' },
      ],
    ],
    ['by disappearing', [ben]],
    ['with one row more', [{ ...ann, status: 'READY' }, ben, { ...ben, live_agent_id: '3' }]],
  ])('that changed %s fail', (_how, after) => {
    expect(tableProblems(liveAgents(after), expected, facts())).not.toEqual([]);
  });

  it('of a table that the case does not name must not change', () => {
    const after = [{ ...ann, status: 'READY' }, ben];
    expect(tableProblems(liveAgents(after), undefined, facts())).toHaveLength(1);
  });

  it('must have had the recorded old value', () => {
    const old = { ...ann, status: 'QUEUE' };
    const seen = observe(
      'vicidial_live_agents',
      [old, ben],
      [{ ...old, status: 'READY' }, ben],
      ['live_agent_id'],
    );
    expect(tableProblems(seen, expected, facts())).toHaveLength(1);
  });

  it('without a key are compared as a multiset, in any order', () => {
    const row = { server_ip: '10.10.10.15', channel: 'a' };
    const twice = observe('live_channels', [row, row], [row], []);
    expect(twice.diff.deleted).toEqual([row]);
    expect(tableProblems(twice, { deleted: [row] }, facts())).toEqual([]);
    expect(tableProblems(twice, undefined, facts())).toHaveLength(1);
    const turned = observe(
      'live_channels',
      [row, { ...row, channel: 'b' }],
      [{ ...row, channel: 'b' }, row],
      [],
    );
    expect(tableProblems(turned, undefined, facts())).toEqual([]);
  });

  it('that are new are found in any order, each once', () => {
    const row = (name: string): Row => ({ man_id: name, callerid: `c${name}` });
    const seen = observe('vicidial_manager', [], [row('8'), row('7')], ['man_id']);
    const wanted = [
      { man_id: '<NEW_ID>', callerid: 'c7' },
      { man_id: '<NEW_ID>', callerid: 'c8' },
    ];
    expect(tableProblems(seen, { inserted: wanted }, facts())).toEqual([]);
    expect(tableProblems(seen, { inserted: wanted.slice(1) }, facts())).toHaveLength(1);
    expect(tableProblems(seen, { inserted: [...wanted, ...wanted] }, facts())).not.toEqual([]);
  });

  it('are judged by the columns that this database has', () => {
    const seen = observe('vicidial_manager', [], [{ man_id: '7' }], ['man_id']);
    const wanted = [{ man_id: '<NEW_ID>', response: 'N' }];
    expect(tableProblems(seen, { inserted: wanted }, facts())).toEqual([]);
  });

  it('of tables that only the original wrote fail the case', () => {
    const seen = observe('vicidial_api_urls', [], [{ api_id: '1' }], ['api_id']);
    expect(tableProblems(seen, { inserted: [{ api_id: '1' }] }, facts())).toHaveLength(1);
  });
});

describe('the log', () => {
  const row: Row = {
    user: '6666',
    agent_user: '1000',
    function: 'external_pause',
    value: 'PAUSE',
    result: 'SUCCESS',
    result_reason: 'external_pause function set',
    source: 'test',
    data: `PAUSE|${epoch}`,
  };

  it('has the recorded rows, no more, no fewer; other columns do not count', () => {
    const recorded = [{ ...row, data: 'PAUSE|<EPOCH>' }];
    expect(logProblems(recorded, [{ ...row, api_id: '5', run_time: '0.1' }], facts())).toEqual([]);
    expect(logProblems(recorded, [], facts())).not.toEqual([]);
    expect(logProblems(recorded, [row, row], facts())).not.toEqual([]);
    expect(logProblems(recorded, [{ ...row, source: '' }], facts())).toHaveLength(1);
  });
});

describe('a secret', () => {
  const recorded: RecordedCase = {
    name: 'external_pause__bad',
    function: 'external_pause',
    params: { user: '6666', pass: '12#34', value: 'PAUSE' },
    query: '',
    extra_fixture: [],
    expect: { response: 'ERROR: Invalid Username/Password: <ANY>', rows: {}, api_log: [] },
    deviation: null,
  };
  const leaks = (text: string) => leakProblems(recorded, [{ where: 'answer', text }]);

  it('is found wherever it is new', () => {
    expect(leaks('ERROR: Invalid Username/Password: |6666|12#34|0')).toHaveLength(1);
    expect(leaks('ERROR: Invalid Username/Password: |6666||0')).toEqual([]);
  });

  it('is not seen in a longer word that holds its characters', () => {
    expect(leaks('a12#345')).toEqual([]);
  });

  it('may also be SQL', () => {
    expect(leaks("select count(*) from vicidial_users where user='6666'")).toHaveLength(1);
    expect(leaks('You have an error in your SQL syntax')).toHaveLength(1);
  });
});
