/** What happened to a table between two readings of it. */
import type { Row } from '../support/table-store.js';

export interface RowChange {
  readonly before: Row;
  readonly after: Row;
  /** Columns whose values differ. */
  readonly columns: readonly string[];
}

export interface TableDiff {
  readonly inserted: readonly Row[];
  readonly deleted: readonly Row[];
  readonly updated: readonly RowChange[];
}

/**
 * @param key columns that tell rows apart; none: rows are told apart by all their values, and a
 *   changed one is one deleted and one inserted
 */
export function diffTable(
  before: readonly Row[],
  after: readonly Row[],
  key: readonly string[],
): TableDiff {
  const inserted: Row[] = [];
  const deleted: Row[] = [];
  const updated: RowChange[] = [];
  const identity = (row: Row) =>
    JSON.stringify(key.length > 0 ? key.map((column) => row[column]?.toLowerCase()) : row);
  const olds = group(before, identity);
  const news = group(after, identity);
  for (const id of new Set([...olds.keys(), ...news.keys()])) {
    const { gone, come } = multisetDifference(olds.get(id) ?? [], news.get(id) ?? []);
    const [old] = gone;
    const [now] = come;
    if (old && now && gone.length === 1 && come.length === 1) {
      const columns = Object.keys(now).filter((column) => old[column] !== now[column]);
      updated.push({ before: old, after: now, columns });
    } else {
      deleted.push(...gone);
      inserted.push(...come);
    }
  }
  return { inserted, deleted, updated };
}

function multisetDifference(
  before: readonly Row[],
  after: readonly Row[],
): { gone: Row[]; come: Row[] } {
  const gone = [...before];
  const come: Row[] = [];
  for (const row of after) {
    const text = JSON.stringify(row);
    const index = gone.findIndex((other) => JSON.stringify(other) === text);
    if (index >= 0) gone.splice(index, 1);
    else come.push(row);
  }
  return { gone, come };
}

function group(rows: readonly Row[], identity: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = identity(row);
    const list = groups.get(id);
    if (list) list.push(row);
    else groups.set(id, [row]);
  }
  return groups;
}
