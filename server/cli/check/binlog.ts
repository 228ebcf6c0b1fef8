/** Whether changes by others could be told by the row log (HUB_BINLOG), not found by polling alone. */
import { sql } from 'kysely';
import type { HubConfig } from '../../config.js';
import type { DatabaseConnection } from '../../database/connect.js';
import { ROW_LOG_RIGHTS, readRowLog, rowLogTrouble } from '../../database/row-log.js';
import { type Finding, ok, warning } from './finding.js';
import { grantLines } from './grant-lines.js';

/** @throws the database's error, unless it refuses a right */
export async function checkBinlog(
  config: HubConfig,
  { db }: DatabaseConnection,
): Promise<Finding[]> {
  const trouble = rowLogTrouble(await readRowLog(db)) ?? (await missingRights(db));
  const polled = `every ${config.pollMs} ms while anyone listens`;
  if (config.binlog) {
    if (!trouble) return [ok('binlog', 'can be followed: changes are told at once')];
    return [warning('binlog', `cannot be followed: polled ${polled}`, trouble)];
  }
  return [
    ok(
      'binlog',
      `HUB_BINLOG is off: polled ${polled}` +
        (trouble ? ` (to use it: ${trouble})` : '; it could be followed'),
    ),
  ];
}

async function missingRights(db: DatabaseConnection['db']): Promise<string | undefined> {
  const lines = (await grantLines(db)).filter((line) => / ON \*\.\* /.test(line));
  const canSend = lines.some((line) => /ALL PRIVILEGES|REPLICATION SLAVE\b(?! ADMIN)/.test(line));
  // listing the log takes the other right, whatever this server calls it
  const canList = await sql`show binary logs`.execute(db).then(
    () => true,
    () => false,
  );
  return canSend && canList ? undefined : `GRANT ${ROW_LOG_RIGHTS.join(', ')} ON *.* to this user`;
}
