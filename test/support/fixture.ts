/** The recorded cases' data: agents, calls, leads and API users that tests can rely on. */
import { readFileSync } from 'node:fs';
import type { TestDatabase } from './database.js';
import { diallerSchema, plainName } from './dialler-schema.js';
import type { Row } from './table-store.js';

type Fixture = Readonly<Record<string, readonly Row[]>>;

let loaded: Fixture | undefined;

/** Table (the API document's name) -> rows; only values that differ from the column's default. */
export function fixtureRows(): Fixture {
  loaded ??= Object.fromEntries(
    Object.entries(
      JSON.parse(
        readFileSync(new URL('../conformance/fixture.json', import.meta.url), 'utf8'),
      ) as Fixture,
    ).map(([table, rows]) => [plainName(table), rows]),
  );
  return loaded;
}

export interface LoadFixtureOptions {
  /** Only these tables (the API document's names); default all. */
  readonly tables?: readonly string[];
  /** Changes each value on its way in, e.g. the port of a stub. */
  readonly rewrite?: (value: string) => string;
}

/** Empties the fixture's tables and fills them; columns and tables that this database lacks are left out. */
export async function loadFixture(
  { connection, store }: TestDatabase,
  options: LoadFixtureOptions = {},
): Promise<void> {
  const rewrite = options.rewrite ?? ((value: string) => value);
  for (const [table, rows] of Object.entries(fixtureRows())) {
    if (options.tables && !options.tables.includes(table)) continue;
    const name = realName(connection.installation, table);
    const columns = new Set(store.columns.get(name));
    if (columns.size === 0) continue;
    await store.replace(
      name,
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .filter(([column]) => columns.has(column))
            .map(([column, value]) => [column, value === null ? null : rewrite(value)]),
        ),
      ),
    );
  }
}

/** The fixture's tables that this database has: real name -> name in a dialler's schema. */
export function fixtureTables({ connection, store }: TestDatabase): Map<string, string> {
  const result = new Map<string, string>();
  for (const table of Object.keys(diallerSchema)) {
    const name = realName(connection.installation, plainName(table));
    if (store.columns.has(name)) result.set(name, table);
  }
  return result;
}

const UNDESCRIBED = [
  'conferences',
  'ajax_log',
  'language_phrases',
  'api_urls',
  'webservers',
  'urls',
];

/** Like the installation's own, also for the prefixed tables that this product does not use. */
function realName(installation: TestDatabase['connection']['installation'], table: string): string {
  return UNDESCRIBED.includes(table) ? installation.prefix + table : installation.realName(table);
}
