/**
 * Column and table descriptions, written once: the Kysely row types are inferred from them and
 * the embedded schema (demo, tests, simulator) is created from them on MySQL and on SQLite.
 */

export interface Column<T> {
  /** Type as MySQL spells it, e.g. `varchar(20)`. */
  readonly mysql: string;
  /** Storage class in SQLite; names compare without letter case there too, as in a dialler. */
  readonly sqlite: string;
  readonly isNullable: boolean;
  readonly isAutoIncrement: boolean;
  /** `undefined`: none given; the implicit default of a non-strict MySQL is used on SQLite. */
  readonly defaultValue: string | null | undefined;
  /** The value that a non-strict MySQL stores when nothing is given for a NOT NULL column. */
  readonly implicit: string;
  nullable(): Column<T | null>;
  default(value: T & (string | number)): Column<T>;
  /** Moves to the current time on each change of the row (MySQL only). */
  onUpdateNow(): Column<T>;
  readonly followsUpdates: boolean;
  /** Never set: carries the type. */
  readonly _type?: T;
}

interface State {
  mysql: string;
  sqlite: string;
  implicit: string;
  isNullable?: boolean;
  isAutoIncrement?: boolean;
  defaultValue?: string | null;
  followsUpdates?: boolean;
}

function column<T>(state: State): Column<T> {
  return {
    mysql: state.mysql,
    sqlite: state.sqlite,
    implicit: state.implicit,
    isNullable: state.isNullable ?? false,
    isAutoIncrement: state.isAutoIncrement ?? false,
    defaultValue: state.defaultValue,
    followsUpdates: state.followsUpdates ?? false,
    nullable: () => column<T | null>({ ...state, isNullable: true }),
    default: (value) => column<T>({ ...state, defaultValue: String(value) }),
    onUpdateNow: () => column<T>({ ...state, followsUpdates: true }),
  };
}

const TEXT = 'TEXT COLLATE NOCASE';

export const varchar = (size: number) =>
  column<string>({ mysql: `varchar(${size})`, sqlite: TEXT, implicit: '' });
export const text = () => column<string>({ mysql: 'text', sqlite: TEXT, implicit: '' });
export const mediumtext = () => column<string>({ mysql: 'mediumtext', sqlite: TEXT, implicit: '' });
/** `type` is a MySQL integer type, e.g. `int(9) unsigned`. */
export const integer = (type: string) =>
  column<number>({ mysql: type, sqlite: 'INTEGER', implicit: '0' });
export const autoIncrement = (type = 'int(9) unsigned') =>
  column<number>({ mysql: type, sqlite: 'INTEGER', implicit: '0', isAutoIncrement: true });
/** Decimals travel as text so that no digit changes. */
export const decimal = (precision: number, scale: number) =>
  column<string>({ mysql: `decimal(${precision},${scale})`, sqlite: 'TEXT', implicit: '0' });
export const double = () => column<number>({ mysql: 'double', sqlite: 'REAL', implicit: '0' });
/** `YYYY-MM-DD HH:MM:SS`, the database's local time. */
export const datetime = () =>
  column<string>({ mysql: 'datetime', sqlite: 'TEXT', implicit: '0000-00-00 00:00:00' });
/** `YYYY-MM-DD HH:MM:SS`, the database's local time; defaults to now. */
export const timestamp = () =>
  column<string>({ mysql: 'timestamp', sqlite: 'TEXT', implicit: '0000-00-00 00:00:00' });
/** `YYYY-MM-DD`; `0000-00-00` is "no date". */
export const date = () => column<string>({ mysql: 'date', sqlite: 'TEXT', implicit: '0000-00-00' });
export const enumeration = <const T extends string[]>(...words: T) =>
  column<T[number]>({
    mysql: `enum(${words.map((word) => `'${word}'`).join(',')})`,
    sqlite: TEXT,
    implicit: words[0] ?? '',
  });

export interface TableOptions {
  /** True for the tables that carry `vicidial_` in a dialler's schema. */
  readonly prefixed: boolean;
  readonly primaryKey?: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
}

export interface Table<Columns extends Record<string, Column<unknown>>> extends TableOptions {
  readonly name: string;
  readonly columns: Columns;
}

/** Describes one table under the name that the API document gives it (without prefix). */
export function table<Columns extends Record<string, Column<unknown>>>(
  name: string,
  options: TableOptions,
  columns: Columns,
): Table<Columns> {
  return { name, columns, ...options };
}
