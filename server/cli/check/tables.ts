/** Which naming form, and which of the described tables and columns this database lacks. */
import type { DatabaseConnection } from '../../database/connect.js';
import { NEEDED_RIGHTS } from '../../database/needed-rights.js';
import { type Finding, ok, problem, shortList, warning } from './finding.js';

export function checkTables({ installation }: DatabaseConnection): Finding[] {
  const name = installation.realName('live_agents');
  const found: Finding[] = [ok('naming', `tables are named like ${name}`)];
  const lacking = new Map(installation.missing().map(({ table, columns }) => [table, columns]));
  let complete = 0;
  for (const { table, usedBy } of NEEDED_RIGHTS) {
    const real = installation.realName(table);
    const columns = lacking.get(real);
    if (!columns) complete += 1;
    else if (columns[0] !== '*') {
      found.push(
        warning(
          'columns',
          `${real} lacks ${shortList(columns)}: read as empty, not written`,
          'nothing, if your dialler is older than they are; else see its upgrade notes',
        ),
      );
    } else if (usedBy.length === 0) {
      found.push(
        problem(
          'tables',
          `${real} is missing: nothing works without it`,
          'check DATABASE_URL and HUB_TABLE_PREFIX, and the rights of this user (deploy/grant.sql)',
        ),
      );
    } else {
      found.push(
        warning(
          'tables',
          `${real} is missing: without it no ${shortList(usedBy, 3)}`,
          'nothing, if you do not use these; else grant the rights on it (deploy/grant.sql)',
        ),
      );
    }
  }
  found.push(ok('tables', `${complete} of ${NEEDED_RIGHTS.length} are there with all columns`));
  return found;
}
