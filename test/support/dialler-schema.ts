/** The recorded tables of a real dialler: every column, in its order, on MyISAM as diallers have it. */
import { readFileSync } from 'node:fs';
import type { TableStore } from './table-store.js';

export interface DiallerColumn {
  readonly name: string;
  /** As MySQL spells it. */
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly key?: 'PRI' | 'UNI' | 'MUL';
  readonly extra?: string;
}

export const PREFIX = 'vicidial_';

/** Real table name (with prefix where it has one) -> its columns. */
export const diallerSchema: Readonly<Record<string, readonly DiallerColumn[]>> = JSON.parse(
  readFileSync(new URL('../conformance/schema.json', import.meta.url), 'utf8'),
);

/** @returns the API document's name of a dialler's table */
export function plainName(table: string): string {
  return table.startsWith(PREFIX) ? table.slice(PREFIX.length) : table;
}

/** Replaces our own narrower tables by the dialler's (MariaDB only). */
export async function createDiallerTables(store: TableStore): Promise<void> {
  for (const [table, columns] of Object.entries(diallerSchema)) {
    const lines = columns.map(columnLine);
    const primary = columns.filter(({ key }) => key === 'PRI').map(({ name }) => `\`${name}\``);
    if (primary.length > 0) lines.push(`primary key (${primary.join(', ')})`);
    for (const { name, key } of columns) {
      if (key === 'UNI') lines.push(`unique (\`${name}\`)`);
      if (key === 'MUL') lines.push(`index (\`${name}\`)`);
    }
    await store.execute(`drop table if exists \`${table}\``);
    await store.execute(
      `create table \`${table}\` (${lines.join(', ')}) engine=MyISAM default charset=utf8mb3`,
    );
  }
}

function columnLine(column: DiallerColumn): string {
  const parts = [`\`${column.name}\` ${column.type}`, column.nullable ? 'null' : 'not null'];
  if (column.default !== null) {
    const isExpression = /^current_timestamp/i.test(column.default);
    parts.push(
      `default ${isExpression ? column.default : `'${column.default.replaceAll("'", "''")}'`}`,
    );
  } else if (column.nullable) parts.push('default null');
  if (column.extra) parts.push(column.extra);
  return parts.join(' ');
}
