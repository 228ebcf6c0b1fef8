/** Turns a case's MySQL statement on a dialler's tables into this database's form. */
import type { Engine } from '../../server/database/database.js';
import { diallerSchema, PREFIX } from '../support/dialler-schema.js';

/** @throws Error for a statement of a shape that no case has used so far */
export function translateStatement(statement: string, engine: Engine, prefix: string): string {
  const match = /^(UPDATE|INSERT INTO|DELETE FROM)\s+(\w+)\s*([\s\S]*)$/.exec(statement);
  if (!match) throw new Error(`cannot translate: ${statement}`);
  const [, verb, table = '', rest = ''] = match;
  const name = table.startsWith(PREFIX) ? prefix + table.slice(PREFIX.length) : table;
  const tail = engine === 'sqlite' ? sqliteTimes(rest) : rest;
  if (verb !== 'INSERT INTO') return `${verb} ${name} ${tail}`;
  const { columns, values } = insertParts(table, tail);
  return `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
}

function insertParts(table: string, tail: string): { columns: string[]; values: string[] } {
  const set = /^SET\s+([\s\S]+)$/.exec(tail);
  if (set) {
    const pairs = splitOutsideQuotes(set[1] ?? '').map((pair) => /^(\w+)=([\s\S]*)$/.exec(pair));
    if (pairs.some((pair) => pair === null)) throw new Error(`cannot translate: ${tail}`);
    return {
      columns: pairs.map((pair) => pair?.[1] ?? ''),
      values: pairs.map((pair) => pair?.[2] ?? ''),
    };
  }
  const list = /^VALUES\s*\(([\s\S]*)\)$/.exec(tail);
  if (!list) throw new Error(`cannot translate: ${tail}`);
  const values = splitOutsideQuotes(list[1] ?? '');
  // values by position mean a dialler's columns, not those of our narrower tables
  const columns = (diallerSchema[table] ?? []).slice(0, values.length).map(({ name }) => name);
  if (columns.length !== values.length) throw new Error(`cannot translate: ${table} ${tail}`);
  return { columns, values };
}

function splitOutsideQuotes(text: string): string[] {
  return (text.match(/(?:'(?:[^']|'')*'|\([^)]*\)|[^,])+/g) ?? []).map((part) => part.trim());
}

function sqliteTimes(text: string): string {
  return text
    .replace(
      /NOW\(\)\s*([-+])\s*INTERVAL\s+(\d+)\s+(SECOND|MINUTE|HOUR|DAY)/gi,
      (_all, sign: string, count: string, unit: string) =>
        `datetime('now', 'localtime', '${sign}${count} ${unit.toLowerCase()}s')`,
    )
    .replace(/NOW\(\)/gi, "datetime('now', 'localtime')");
}
