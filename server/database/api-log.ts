/**
 * `api_log` by group commit: rows that gather while a batch is being written go with the next one.
 * A lone command waits for nobody, a crowd shares one insert; nothing is answered unlogged.
 */
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

/** Rows of one insert at most: a statement stays far below the server's packet limit. */
const BATCH_ROWS = 200;

export class ApiLog {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;

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

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch: Waiting[] = [];
      let count = 0;
      while (
        this.waiting[0] &&
        (count === 0 || count + this.waiting[0].rows.length <= BATCH_ROWS)
      ) {
        const next = this.waiting.shift() as Waiting;
        count += next.rows.length;
        batch.push(next);
      }
      try {
        await this.db
          .insertInto('api_log')
          .values(batch.flatMap(({ rows }) => rows.map(fitting)))
          .execute();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }
}

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
