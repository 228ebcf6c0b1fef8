/**
 * What this database really holds: which naming form, which tables, which columns. Diallers run
 * many versions; a column that is missing is left out of what is written and read as null.
 */
import type { TableName } from './database.js';
import { tables } from './tables/index.js';

export class Installation {
  /** `prefix` stands before the tables that carry one; `found` maps real table name to its columns. */
  constructor(
    private ownPrefix: string,
    private found: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  /** Not known yet: the database could not be reached so far. */
  static unknown(): Installation {
    return new Installation('', new Map());
  }

  get isKnown(): boolean {
    return this.found.size > 0;
  }

  get prefix(): string {
    return this.ownPrefix;
  }

  /** What was found once the database could be reached. */
  learn(other: Installation): void {
    this.ownPrefix = other.ownPrefix;
    this.found = other.found;
  }

  /** The name of a table in this database, e.g. `live_agents` -> `vicidial_live_agents`. */
  realName(table: string): string {
    const described = tables[table as TableName];
    return described?.prefixed ? this.prefix + table : table;
  }

  hasTable(table: TableName): boolean {
    return this.found.has(this.realName(table));
  }

  /** False only when the table is known and lacks the column. */
  hasColumn(table: string, column: string): boolean {
    const columns = this.found.get(this.realName(table));
    return columns === undefined || columns.has(column);
  }

  /** Described columns that this database lacks, per table; a missing table lists `*`. */
  missing(): { table: string; columns: string[] }[] {
    const result: { table: string; columns: string[] }[] = [];
    for (const described of Object.values(tables)) {
      const columns = this.found.get(this.realName(described.name));
      const lacking =
        columns === undefined
          ? ['*']
          : Object.keys(described.columns).filter((name) => !columns.has(name));
      if (lacking.length > 0) {
        result.push({ table: this.realName(described.name), columns: lacking });
      }
    }
    return result;
  }
}

const PREFIX = 'vicidial_';

/**
 * @param setting `auto`, or the prefix to use (may be empty)
 * @param rows every column of the database
 * @throws Error when `auto` finds neither `live_agents` nor `vicidial_live_agents`
 */
export function detectInstallation(
  setting: string,
  rows: Iterable<{ table: string; column: string }>,
): Installation {
  const found = new Map<string, Set<string>>();
  for (const { table, column } of rows) {
    const columns = found.get(table);
    if (columns) columns.add(column);
    else found.set(table, new Set([column]));
  }
  let prefix = setting;
  if (setting === 'auto') {
    if (found.has(`${PREFIX}live_agents`)) prefix = PREFIX;
    else if (found.has('live_agents')) prefix = '';
    else {
      throw new Error(
        `this database has neither live_agents nor ${PREFIX}live_agents: is it the dialler's? (HUB_TABLE_PREFIX names another prefix)`,
      );
    }
  } else if (!found.has(`${prefix}live_agents`)) {
    throw new Error(`HUB_TABLE_PREFIX: this database has no table ${prefix}live_agents`);
  }
  return new Installation(prefix, found);
}
