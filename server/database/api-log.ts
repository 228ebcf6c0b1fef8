/**
 * `api_log` by group commit: rows that gather while a batch is being written go with the next one.
 * A lone command waits for nobody, a crowd shares one insert; nothing is answered unlogged.
 */
import { CompiledQuery } from 'kysely';
import type { Database } from './database.js';
import { firstRow } from './first-row.js';

export interface ApiLogRow {
  readonly user: string;
  readonly api_date: string;
  readonly function: string;
  readonly agent_user: string;
  readonly value: string;
  readonly result: string;
  readonly result_reason: string;
  readonly source: string;
  readonly data: string;
  /** Seconds since the request began, as decimal text. */
  readonly run_time: string;
}

interface Waiting {
  readonly rows: readonly ApiLogRow[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Rows of one insert at most. */
const BATCH_ROWS = 32;

export class ApiLog {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;
  /** By number of rows, with the columns that this database has. */
  private readonly statements = new Map<
    number,
    { readonly sql: string; readonly columns: readonly (keyof FittingRow)[] }
  >();

  constructor(private readonly db: Database) {}

  /** Resolves when the rows are written. @throws the database's error */
  append(rows: readonly ApiLogRow[]): Promise<void> {
    if (rows.length === 0) return Promise.resolve();
    return new Promise((done, failed) => {
      this.waiting.push({ rows, done, failed });
      this.writing ??= this.write().finally(() => {
        this.writing = undefined;
      });
    });
  }

  /**
   * Of rows whose writing failed, those that are not there: a connection may break after the row was
   * written and before that was said. @throws the database's error
   */
  async missing(rows: readonly ApiLogRow[]): Promise<ApiLogRow[]> {
    const absent: ApiLogRow[] = [];
    for (const row of rows) {
      const { user, api_date, agent_user, value, data, run_time, result } = fitting(row);
      const found = await this.db
        .selectFrom('api_log')
        .select('api_id')
        .where('api_date', '=', api_date)
        .where('user', '=', user)
        .where('agent_user', '=', agent_user)
        .where('value', '=', value)
        .where('data', '=', data)
        .where('result', '=', result)
        // to the microsecond: no other row of this second has it too
        .where('run_time', '=', run_time)
        .limit(firstRow)
        .executeTakeFirst();
      if (!found) absent.push(row);
    }
    return absent;
  }

  /** Resolves when nothing waits any more; failures were told to those who appended. */
  async drain(): Promise<void> {
    while (this.writing) await this.writing;
  }

  /** Every command waits for this: the statement is made once for each number of rows. */
  private async insert(rows: readonly FittingRow[]): Promise<void> {
    let statement = this.statements.get(rows.length);
    if (!statement) {
      // each value is the name of its column
      const named = Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, name]));
      const { sql, parameters } = this.db
        .insertInto('api_log')
        .values(rows.map(() => named as unknown as FittingRow))
        .compile();
      const columns = parameters.slice(0, parameters.length / rows.length);
      statement = { sql, columns: columns as (keyof FittingRow)[] };
      this.statements.set(rows.length, statement);
    }
    const { sql, columns } = statement;
    const values = rows.flatMap((row) => columns.map((column) => row[column]));
    await this.db.executeQuery(CompiledQuery.raw(sql, values));
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, batchSize(this.waiting));
      try {
        await this.insert(batch.flatMap(({ rows }) => rows.map(fitting)));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }
}

/** @returns how many of those who wait go with the next insert, at least one */
function batchSize(waiting: readonly Waiting[]): number {
  let size = 1;
  let rows = 0;
  for (const [index, one] of waiting.entries()) {
    rows += one.rows.length;
    if (rows > BATCH_ROWS) break;
    if (isRound(rows)) size = index + 1;
  }
  return size;
}

/**
 * 1 to 8, then 10, 12, 14, 16, 20, 24, 28, 32. Each number of rows is a statement of its own, which
 * every connection keeps prepared, with a definition of each of its values: they must be few.
 */
function isRound(rows: number): boolean {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(rows)) - 2);
  return rows % step === 0;
}

type FittingRow = ReturnType<typeof fitting>;

/** Only here are values cut: to the documented sizes of the log's columns. */
function fitting(row: ApiLogRow) {
  return {
    ...row,
    api_script: 'agent',
    user: cut(row.user, 20),
    function: cut(row.function, 20),
    agent_user: cut(row.agent_user, 20),
    value: cut(row.value, 255),
    result: cut(row.result, 10),
    result_reason: cut(row.result_reason, 255),
    source: cut(row.source, 20),
  };
}

function cut(text: string, characters: number): string {
  return text.length <= characters ? text : [...text].slice(0, characters).join('');
}
