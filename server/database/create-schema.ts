/**
 * Creates the described tables in an empty database: for the demo, the tests and the simulator.
 * A dialler's schema is never altered.
 */
import { type Kysely, sql } from 'kysely';
import type { Column, Table } from './columns.js';
import type { DialerTables, Engine } from './database.js';
import { tables } from './tables/index.js';

/** @param prefix put before the tables that carry one in a dialler's schema */
export async function createSchema(
  db: Kysely<DialerTables>,
  engine: Engine,
  prefix = '',
): Promise<void> {
  for (const described of Object.values(tables)) {
    for (const statement of createStatements(described, engine, prefix)) {
      await sql.raw(statement).execute(db);
    }
  }
}

type AnyTable = Table<Record<string, Column<unknown>>>;

function createStatements(described: AnyTable, engine: Engine, prefix: string): string[] {
  const quote = (name: string) => (engine === 'mysql' ? `\`${name}\`` : `"${name}"`);
  const name = (described.prefixed ? prefix : '') + described.name;
  const lines = Object.entries(described.columns).map(
    ([column, type]) =>
      `${quote(column)} ${engine === 'mysql' ? mysqlType(type) : sqliteType(type)}`,
  );
  const auto = Object.entries(described.columns).find(([, type]) => type.isAutoIncrement)?.[0];
  const list = (columns: readonly string[]) => columns.map(quote).join(', ');
  if (described.primaryKey && !(engine === 'sqlite' && auto)) {
    lines.push(`primary key (${list(described.primaryKey)})`);
  }
  for (const columns of described.unique ?? []) lines.push(`unique (${list(columns)})`);
  if (engine === 'mysql') {
    for (const columns of described.indexes ?? []) lines.push(`index (${list(columns)})`);
  }
  const create = `create table ${quote(name)} (${lines.join(', ')})`;
  if (engine === 'mysql') return [`${create} default charset=utf8mb4`];
  const indexes = (described.indexes ?? []).map(
    (columns) =>
      `create index ${quote(`${name}_${columns.join('_')}`)} on ${quote(name)} (${list(columns)})`,
  );
  return [create, ...indexes];
}

function mysqlType(column: Column<unknown>): string {
  const parts = [column.mysql, column.isNullable ? 'null' : 'not null'];
  if (column.isAutoIncrement) parts.push('auto_increment');
  else if (column.mysql === 'timestamp') {
    parts.push('default current_timestamp');
    if (column.followsUpdates) parts.push('on update current_timestamp');
  } else if (column.defaultValue !== undefined && !/text$/.test(column.mysql)) {
    parts.push(`default ${quoted(column.defaultValue)}`);
  }
  return parts.join(' ');
}

function sqliteType(column: Column<unknown>): string {
  if (column.isAutoIncrement) return 'integer primary key autoincrement';
  if (column.mysql === 'timestamp') {
    return `${column.sqlite} default (datetime('now', 'localtime'))`;
  }
  const value =
    column.defaultValue !== undefined
      ? column.defaultValue
      : column.isNullable
        ? null
        : column.implicit;
  const numeric = column.sqlite === 'INTEGER' || column.sqlite === 'REAL';
  const literal = value === null ? 'null' : numeric ? value : quoted(value);
  return `${column.sqlite} default ${literal}`;
}

function quoted(value: string | null): string {
  return value === null ? 'null' : `'${value.replaceAll("'", "''")}'`;
}
