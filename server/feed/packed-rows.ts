/**
 * Reads a table each time in full, though little of it has changed. On MySQL a row's columns come
 * as one text: that is a third of the work of taking them one by one, and a row whose text is that
 * of the last reading is the same object as then. Elsewhere columns are read as they are.
 */
import { type CompiledQuery, sql } from 'kysely';
import type { DatabaseConnection } from '../database/connect.js';
import type { Database, DialerTables } from '../database/database.js';
import { paddedChunks } from './padded.js';

/** Between columns. A value that holds one makes the row be read in the usual way. */
const SEPARATOR = '\u001f';
/** Stands for null. */
const NULL = '\u001e';

export interface PackedTable<Row> {
  readonly table: keyof DialerTables & string;
  /** Identifies a row from one reading to the next. */
  readonly key: keyof Row & string;
  readonly columns: readonly (keyof Row & string)[];
  /** Columns that hold numbers; all others are given as text. */
  readonly numbers: readonly (keyof Row & string)[];
  /** Changes all the time and by itself means nothing: written into the row of the last reading. */
  readonly beat?: keyof Row & string;
}

interface PackedRow {
  readonly key: string | number;
  readonly beat: string | null;
  readonly packed: unknown;
}

interface Known<Row> {
  readonly packed: string;
  readonly row: Row;
}

export class PackedRows<Row extends object> {
  private readonly usual: CompiledQuery<Row>;
  private readonly packed: CompiledQuery<PackedRow> | undefined;
  /** Those of `table.columns` that are packed, in this order, and that this database has. */
  private readonly columns: readonly (keyof Row & string)[];
  private readonly isNumber: readonly boolean[];
  private known: ReadonlyMap<string | number, Known<Row>> = new Map();

  constructor(
    private readonly connection: DatabaseConnection,
    private readonly table: PackedTable<Row>,
  ) {
    const { db, installation, engine } = connection;
    const { columns, beat, numbers } = table;
    this.columns = columns.filter(
      (column) => column !== beat && installation.hasColumn(table.table, column),
    );
    this.isNumber = this.columns.map((column) => numbers.includes(column));
    this.usual = db
      .selectFrom(table.table as never)
      .select(columns as never)
      .compile() as unknown as CompiledQuery<Row>;
    if (engine === 'mysql') this.packed = this.packedQuery(db);
  }

  /** @throws the database's error */
  async read(): Promise<Row[]> {
    const { db } = this.connection;
    if (!this.packed) return (await db.executeQuery(this.usual)).rows;
    const { rows } = await db.executeQuery(this.packed);
    const known = new Map<string | number, Known<Row>>();
    const result: Row[] = [];
    for (const { key, beat, packed } of rows) {
      const text = String(packed);
      let entry = this.known.get(key);
      if (entry?.packed !== text) {
        const row = this.unpack(text);
        // once more, which is rare: a value holds what stands between columns
        if (!row) return (await db.executeQuery(this.usual)).rows;
        entry = { packed: text, row };
      }
      if (this.table.beat) entry.row[this.table.beat] = beat as Row[keyof Row & string];
      known.set(key, entry);
      result.push(entry.row);
    }
    this.known = known;
    return result;
  }

  /**
   * Reads some rows, whatever is known of them. What is read so is not remembered.
   * @param column holds one of `values`
   * @throws the database's error
   */
  async readSome(column: keyof Row & string, values: readonly string[]): Promise<Row[]> {
    const { db } = this.connection;
    const rows: Row[] = [];
    for (const chunk of paddedChunks(values)) {
      const found = await db
        .selectFrom(this.table.table as never)
        .select(this.table.columns as never)
        .where(column as never, 'in', chunk as never)
        .execute();
      rows.push(...(found as Row[]));
    }
    return rows;
  }

  private packedQuery(db: Database): CompiledQuery<PackedRow> {
    const { key, beat } = this.table;
    const values = this.columns.map((column) => sql`ifnull(${sql.ref(column)}, ${sql.lit(NULL)})`);
    const separator = sql.lit(SEPARATOR);
    return db
      .selectFrom(this.table.table as never)
      .select([
        sql.ref(key).as('key'),
        (beat ? sql.ref(beat) : sql`null`).as('beat'),
        sql`concat_ws(${separator}, ${sql.join(values)})`.as('packed'),
      ])
      .compile() as unknown as CompiledQuery<PackedRow>;
  }

  /** @returns undefined when a value holds a separator */
  private unpack(text: string): Row | undefined {
    const values = text.split(SEPARATOR);
    const { columns, isNumber } = this;
    if (values.length !== columns.length) return undefined;
    // every column, so that all rows are alike to the engine
    const row: Record<string, string | number | null> = {};
    for (const column of this.table.columns) row[column] = null;
    for (let index = 0; index < columns.length; index++) {
      const value = values[index] as string;
      const column = columns[index] as string;
      if (value !== NULL) row[column] = isNumber[index] ? Number(value) : value;
    }
    return row as Row;
  }
}
