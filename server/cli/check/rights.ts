/**
 * What this user may do. Each right is tried with an EXPLAIN, which takes the rights of the
 * statement and does nothing: that holds for roles and wildcards too, where lists of grants do not.
 */
import { sql } from 'kysely';
import type { DatabaseConnection } from '../../database/connect.js';
import { NEEDED_RIGHTS, type Right } from '../../database/needed-rights.js';
import { tables } from '../../database/tables/index.js';
import { type Finding, ok, problem, shortList, warning } from './finding.js';
import { grantLines } from './grant-lines.js';

const DENIED = new Set([
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
]);

/** @throws the database's error, unless it refuses a right */
export async function checkRights(connection: DatabaseConnection): Promise<Finding[]> {
  const { db, installation } = connection;
  const found: Finding[] = [];
  let tried = 0;
  for (const { table, rights, usedBy } of NEEDED_RIGHTS) {
    if (!installation.hasTable(table)) continue;
    const real = installation.realName(table);
    const column = Object.keys(tables[table].columns).find((name) =>
      installation.hasColumn(table, name),
    );
    const refused: Right[] = [];
    for (const right of rights) {
      tried += 1;
      try {
        await sql.raw(harmless(right, real, column ?? '')).execute(db);
      } catch (error) {
        if (!DENIED.has((error as { code?: string }).code ?? '')) throw error;
        refused.push(right);
      }
    }
    if (refused.length === 0) continue;
    const what = usedBy.length === 0 ? 'nothing works' : `no ${shortList(usedBy, 3)}`;
    found.push(
      problem('rights', `${refused.join(', ')} on ${real} refused: ${what}`, grant(refused, real)),
    );
  }
  if (found.length === 0) found.push(ok('rights', `all ${tried} that the hub needs`));
  if (await mayDoAll(connection)) {
    found.push(
      warning(
        'rights',
        'this user may do anything on the whole server',
        'give the hub a user of its own: deploy/grant.sql',
      ),
    );
  }
  return found;
}

/** @param real the table's real name, from our own list */
function harmless(right: Right, real: string, column: string): string {
  const table = `\`${real}\``;
  const name = `\`${column}\``;
  switch (right) {
    case 'SELECT':
      return `explain select ${name} from ${table} where 1 = 0`;
    case 'INSERT':
      return `explain insert into ${table} () values ()`;
    case 'UPDATE':
      return `explain update ${table} set ${name} = null where 1 = 0`;
    case 'DELETE':
      return `explain delete from ${table} where 1 = 0`;
  }
}

function grant(rights: readonly Right[], real: string): string {
  return `GRANT ${rights.join(', ')} ON \`${real}\` to it, or all that is needed: deploy/grant.sql`;
}

async function mayDoAll({ db }: DatabaseConnection): Promise<boolean> {
  const lines = await grantLines(db);
  return lines.some((line) => /^GRANT ALL PRIVILEGES ON \*\.\* /.test(line));
}
