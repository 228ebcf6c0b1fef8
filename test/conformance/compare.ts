/** Judges what a request did by a recorded case: the answer, the log and the rows (README.md). */
import { diallerSchema, plainName } from '../support/dialler-schema.js';
import type { Row } from '../support/table-store.js';
import { type CaseFacts, type CellFacts, SQL_TEXT, textProblem } from './placeholders.js';
import type { ExpectedRows, ExpectedUpdate, RecordedCase } from './recorded-case.js';
import type { RowChange, TableDiff } from './table-diff.js';

/** The recorded database moved these by itself. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  live_agents: ['last_update_time'],
  list: ['modify_date'],
};

/** Written by the original, not by us; whoever writes them fails the case. */
export const NOT_WRITTEN = ['api_urls', 'urls', 'webservers'];

const LOG_COLUMNS = [
  'user',
  'agent_user',
  'function',
  'value',
  'result',
  'result_reason',
  'source',
  'data',
];

/** One table before and after. */
export interface ObservedTable {
  /** A dialler's name, with prefix. */
  readonly table: string;
  readonly diff: TableDiff;
  /** The columns that this database has. */
  readonly columns: readonly string[];
  readonly before: readonly Row[];
}

/** @returns the lines of an answer that count */
export function answerLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '')
    .join('\n');
}

export function responseProblems(recorded: string, actual: string, facts: CaseFacts): string[] {
  const problem = textProblem(answerLines(recorded), answerLines(actual), facts);
  return problem ? [`answer: ${problem}`] : [];
}

/** @param rows the new rows of api_log in the order of their keys */
export function logProblems(
  recorded: readonly Row[],
  rows: readonly Row[],
  facts: CaseFacts,
): string[] {
  const problems: string[] = [];
  if (rows.length !== recorded.length) {
    problems.push(`api_log: expected ${recorded.length} rows, got ${JSON.stringify(rows)}`);
  }
  for (const [index, expected] of recorded.entries()) {
    const row = rows[index];
    if (!row) continue;
    for (const column of LOG_COLUMNS) {
      const problem = textProblem(expected[column] ?? null, row[column] ?? null, facts);
      if (problem) problems.push(`api_log[${index}].${column}: ${problem}`);
    }
  }
  return problems;
}

export function tableProblems(
  observed: ObservedTable,
  recorded: ExpectedRows | undefined,
  facts: CaseFacts,
): string[] {
  const { table, diff } = observed;
  if (NOT_WRITTEN.includes(plainName(table))) {
    const changed = diff.inserted.length + diff.deleted.length + diff.updated.length;
    return changed > 0 ? [`${table}: must not be written`] : [];
  }
  const judge = new RowJudge(observed, facts);
  const updates = (recorded?.updated ?? []).filter(
    (update) => judge.expectedColumns(update).length > 0,
  );
  const changes = diff.updated.filter(({ columns }) => judge.counted(columns).length > 0);
  return [
    ...matchUp(`${table} inserted`, recorded?.inserted ?? [], diff.inserted, (row, actual) =>
      judge.row(row, actual, true),
    ),
    ...matchUp(`${table} deleted`, recorded?.deleted ?? [], diff.deleted, (row, actual) =>
      judge.row(row, actual, false),
    ),
    ...matchUp(`${table} updated`, updates, changes, (update, actual) =>
      judge.update(update, actual),
    ),
  ];
}

class RowJudge {
  private readonly ignored: readonly string[];

  constructor(
    private readonly observed: ObservedTable,
    private readonly facts: CaseFacts,
  ) {
    this.ignored = IGNORED[plainName(observed.table)] ?? [];
  }

  counted(columns: readonly string[]): string[] {
    return columns.filter(
      (column) => !this.ignored.includes(column) && this.observed.columns.includes(column),
    );
  }

  expectedColumns(update: ExpectedUpdate): string[] {
    return this.counted(Object.keys(update.changes));
  }

  row(recorded: Row, actual: Row, isNew: boolean): string[] {
    const columns = isNew
      ? this.counted(Object.keys(recorded))
      : this.observed.columns.filter((column) => column in recorded);
    return columns.flatMap((column) =>
      this.cell(column, recorded[column] ?? null, actual, {
        startEpoch: actual.start_epoch ?? null,
        knownKeys: new Set(this.observed.before.map((row) => row[column] ?? '')),
      }),
    );
  }

  update({ key, changes }: ExpectedUpdate, actual: RowChange): string[] {
    const problems = Object.entries(key).flatMap(([column, value]) =>
      this.cell(column, value, actual.before),
    );
    const expected = this.expectedColumns({ key, changes });
    for (const column of expected) {
      const [old, now] = changes[column] ?? [null, null];
      problems.push(...this.cell(column, old, actual.before));
      const startEpoch = actual.before.start_epoch ?? null;
      problems.push(...this.cell(column, now, actual.after, { startEpoch }));
    }
    for (const column of this.counted(actual.columns)) {
      if (!expected.includes(column)) {
        problems.push(
          `${column}: must not change, went from ${JSON.stringify(actual.before[column])} to ${JSON.stringify(actual.after[column])}`,
        );
      }
    }
    return problems;
  }

  private cell(column: string, recorded: string | null, row: Row, facts?: CellFacts): string[] {
    const actual = row[column] ?? null;
    if (recorded !== null && actual !== null && this.isDecimal(column)) {
      // an embedded database keeps the digits that it was given
      if (actual.trim() !== '' && Number(recorded) === Number(actual)) return [];
    }
    const problem = textProblem(recorded, actual, this.facts, facts);
    return problem ? [`${column}: ${problem}`] : [];
  }

  private isDecimal(column: string): boolean {
    const type = diallerSchema[this.observed.table]?.find(({ name }) => name === column)?.type;
    return /^(decimal|double)/.test(type ?? '');
  }
}

/** Pairs recorded with actual ones in any order; names what has no partner and why. */
function matchUp<Expected, Actual>(
  what: string,
  recorded: readonly Expected[],
  actual: readonly Actual[],
  judge: (expected: Expected, actual: Actual) => string[],
): string[] {
  const open = [...actual];
  const unmatched: Expected[] = [];
  for (const expected of recorded) {
    const index = open.findIndex((candidate) => judge(expected, candidate).length === 0);
    if (index >= 0) open.splice(index, 1);
    else unmatched.push(expected);
  }
  const problems: string[] = [];
  for (const expected of unmatched) {
    const [nearest] = open
      .map((candidate) => ({ candidate, reasons: judge(expected, candidate) }))
      .sort((a, b) => a.reasons.length - b.reasons.length);
    if (!nearest) problems.push(`${what}: missing ${JSON.stringify(expected)}`);
    else {
      open.splice(open.indexOf(nearest.candidate), 1);
      problems.push(...nearest.reasons.map((reason) => `${what}: ${reason}`));
    }
  }
  for (const extra of open) problems.push(`${what}: not expected ${JSON.stringify(extra)}`);
  return problems;
}

/** A shorter password cannot be told from other text. */
const TELLING_LENGTH = 3;

/** @returns where a new text holds the tried password or SQL, which no recorded text there holds */
export function leakProblems(
  recorded: RecordedCase,
  written: readonly { readonly where: string; readonly text: string }[],
): string[] {
  const pass = recorded.params.pass ?? '';
  const sent = JSON.stringify({ ...recorded.params, pass: '' });
  const expected = JSON.stringify(recorded.expect);
  const isTold = (text: string) =>
    pass.length >= TELLING_LENGTH &&
    new RegExp(`(?<![A-Za-z0-9])${escapeRegExp(pass)}(?![A-Za-z0-9])`).test(text);
  const problems: string[] = [];
  for (const { where, text } of written) {
    if (isTold(text) && !isTold(expected) && !isTold(sent)) {
      problems.push(`${where}: holds the password`);
    }
    if (SQL_TEXT.test(text) && !SQL_TEXT.test(sent)) problems.push(`${where}: holds SQL text`);
  }
  return problems;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
