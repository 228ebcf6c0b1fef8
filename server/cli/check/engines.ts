/** Which engine keeps the tables that functions write: some have no transactions. */
import { sql } from 'kysely';
import type { DatabaseConnection } from '../../database/connect.js';
import { NEEDED_RIGHTS } from '../../database/needed-rights.js';
import { type Finding, ok, warning } from './finding.js';

const WITH_TRANSACTIONS = new Set(['INNODB', 'ROCKSDB']);

/** @throws the database's error */
export async function checkEngines({ db, installation }: DatabaseConnection): Promise<Finding[]> {
  const { rows } = await sql<{ name: string; engine: string | null }>`
    select table_name as name, engine from information_schema.tables
    where table_schema = database()`.execute(db);
  const engineOf = new Map(rows.map(({ name, engine }) => [name, engine ?? 'none']));
  const written = NEEDED_RIGHTS.filter(({ rights }) => rights.some((right) => right !== 'SELECT'));
  const engines = new Map<string, number>();
  for (const { table } of written) {
    const engine = engineOf.get(installation.realName(table));
    if (engine) engines.set(engine, (engines.get(engine) ?? 0) + 1);
  }
  const list = [...engines].map(([engine, count]) => `${engine} (${count})`).join(', ');
  const plain = [...engines.keys()].filter((name) => !WITH_TRANSACTIONS.has(name.toUpperCase()));
  if (plain.length === 0) return [ok('engine', `${list}: a command's writes are one transaction`)];
  return [
    warning(
      'engine',
      `${list}: there a command's writes are done one by one, in the dialler's own order`,
      'nothing: diallers are installed so; only a crash between two of them leaves the first alone',
    ),
  ];
}
