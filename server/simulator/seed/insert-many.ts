import type { Insertable } from 'kysely';
import type { DialerTables, Queryable, TableName } from '../../database/database.js';

/** Rows in one statement: below the limit of bound values of either engine. */
const ROWS = 100;

/** Inserts rows in few statements. Every row must name the same columns. */
export async function insertMany<T extends TableName>(
  db: Queryable,
  table: T,
  rows: readonly Insertable<DialerTables[T]>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS) {
    await db
      .insertInto(table)
      .values(rows.slice(from, from + ROWS))
      .execute();
  }
}
