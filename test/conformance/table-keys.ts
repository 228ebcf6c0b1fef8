/** Which columns tell the rows of a recorded table apart. */
import { diallerSchema } from '../support/dialler-schema.js';
import type { RecordedCase } from './recorded-case.js';

/**
 * The primary key; for a table that has none, the columns by which the cases name a changed row.
 * @returns a dialler's table name -> columns; a table without any is left out
 */
export function tableKeys(cases: readonly RecordedCase[]): Map<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const { expect } of cases) {
    for (const [table, { updated = [] }] of Object.entries(expect.rows)) {
      for (const { key } of updated) keys.set(table, Object.keys(key));
    }
  }
  for (const [table, columns] of Object.entries(diallerSchema)) {
    const primary = columns.filter(({ key }) => key === 'PRI').map(({ name }) => name);
    if (primary.length > 0) keys.set(table, primary);
  }
  return keys;
}
