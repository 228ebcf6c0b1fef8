/** Whole tables as text, past the product's own code: what tests write before and read after. */
import { CompiledQuery } from 'kysely';
import { createConnection } from 'mysql2/promise';
import type { DatabaseConnection } from '../../server/database/connect.js';

export type Row = Readonly<Record<string, string | null>>;

export interface TableStore {
  /** Real table name -> its columns in order. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** All rows of the tables, values as the database prints them. */
  read(tables: readonly string[]): Promise<Map<string, Row[]>>;
  /** Empties the table, then inserts the rows; a column that a row lacks gets its default. */
  replace(table: string, rows: readonly Row[]): Promise<void>;
  execute(statement: string): Promise<void>;
  close(): Promise<void>;
}

/** @param url of a database on MariaDB */
export async function openMysqlStore(url: string): Promise<TableStore> {
  const connection = await createConnection({
    uri: url,
    multipleStatements: true,
    charset: 'utf8mb4',
    typeCast: (field) => field.string(),
  });
  await connection.query("set session sql_mode='NO_ENGINE_SUBSTITUTION'");
  const [found] = await connection.query(
    'select table_name t, column_name c from information_schema.columns where table_schema = database() order by 1, ordinal_position',
  );
  return {
    columns: groupColumns(found as { t: string; c: string }[]),
    async read(tables) {
      const [answers] = await connection.query(
        tables.map((table) => `select * from \`${table}\``).join(';'),
      );
      // a single statement answers its rows, several answer a list of them
      const lists = (tables.length === 1 ? [answers] : answers) as Row[][];
      return new Map(tables.map((table, index) => [table, lists[index] ?? []]));
    },
    async replace(table, rows) {
      await connection.query('delete from ??', [table]);
      for (const [columns, values] of byColumns(rows)) {
        await connection.query('insert into ?? (??) values ?', [table, columns, values]);
      }
    },
    async execute(statement) {
      await connection.query(statement);
    },
    close: () => connection.end(),
  };
}

/** Shares the connection: an embedded database has only one. */
export async function openSqliteStore({ db }: DatabaseConnection): Promise<TableStore> {
  const run = async (statement: string, values: unknown[] = []) =>
    (await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(statement, values))).rows;
  const found = await run(
    "select m.name t, p.name c from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' order by 1, p.cid",
  );
  return {
    columns: groupColumns(found as { t: string; c: string }[]),
    async read(tables) {
      const result = new Map<string, Row[]>();
      for (const table of tables) {
        result.set(table, (await run(`select * from "${table}"`)).map(asText));
      }
      return result;
    },
    async replace(table, rows) {
      await run(`delete from "${table}"`);
      for (const [columns, values] of byColumns(rows)) {
        const marks = `(${columns.map(() => '?').join(', ')})`;
        await run(
          `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values ${values.map(() => marks).join(', ')}`,
          values.flat(),
        );
      }
    },
    async execute(statement) {
      await run(statement);
    },
    close: async () => {},
  };
}

function asText(row: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, value === null ? null : String(value)]),
  );
}

function groupColumns(found: readonly { t: string; c: string }[]): Map<string, string[]> {
  const columns = new Map<string, string[]>();
  for (const { t, c } of found) {
    const list = columns.get(t);
    if (list) list.push(c);
    else columns.set(t, [c]);
  }
  return columns;
}

/** Rows that give the same columns go into one statement. */
function byColumns(rows: readonly Row[]): [string[], (string | null)[][]][] {
  const groups = new Map<string, [string[], (string | null)[][]]>();
  for (const row of rows) {
    const columns = Object.keys(row);
    const group = groups.get(columns.join());
    if (group) group[1].push(Object.values(row));
    else groups.set(columns.join(), [columns, [Object.values(row)]]);
  }
  return [...groups.values()];
}
