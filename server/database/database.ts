import type { ColumnType, Kysely, Transaction } from 'kysely';
import type { Column } from './columns.js';
import type { tables } from './tables/index.js';

/** Row type of one described table: any column may be left out of an insert. */
type Row<T extends { columns: Record<string, Column<unknown>> }> = {
  [K in keyof T['columns']]: T['columns'][K] extends Column<infer V>
    ? ColumnType<V, V | undefined, V>
    : never;
};

/** Kysely's view of the dialler's database, in the API document's names. */
export type DialerTables = { [K in keyof typeof tables]: Row<(typeof tables)[K]> };

export type TableName = keyof DialerTables;

export type Database = Kysely<DialerTables>;

/** What a function may query: the pool, or the transaction that it runs in. */
export type Queryable = Database | Transaction<DialerTables>;

export type Engine = 'mysql' | 'sqlite';
