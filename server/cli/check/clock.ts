/** The hub's clock beside the database's: both write the same columns. */
import { sql } from 'kysely';
import type { DatabaseConnection } from '../../database/connect.js';
import { type Finding, ok, problem, warning } from './finding.js';

const NOTICEABLE_MS = 2_000;
/** The dialler takes an agent's session for lost after 30 s without a sign of life. */
const DISTURBING_MS = 15_000;

/** @throws the database's error */
export async function checkClock(connection: DatabaseConnection): Promise<Finding[]> {
  const { db, clock } = connection;
  const asked = Date.now();
  const { rows } = await sql<{ seconds: string; zone: string; system: string }>`
    select unix_timestamp(now(6)) as seconds, @@session.time_zone as zone,
      @@system_time_zone as ${sql.ref('system')}`.execute(db);
  const middle = (asked + Date.now()) / 2;
  const [row] = rows;
  const ahead = Math.round(Number(row?.seconds) * 1_000 - middle);
  const zone = row?.zone === 'SYSTEM' ? row.system : (row?.zone ?? '');
  const local = clock.localText(asked);
  const text =
    Math.abs(ahead) < 100
      ? `same as here; the database's time is ${local} (${zone})`
      : `the database is ${Math.abs(ahead)} ms ${ahead > 0 ? 'ahead' : 'behind'}; its time is ${local} (${zone})`;
  const fix = 'let both machines follow the same time server (chrony, systemd-timesyncd)';
  if (Math.abs(ahead) >= DISTURBING_MS) return [problem('clock', text, fix)];
  if (Math.abs(ahead) >= NOTICEABLE_MS) return [warning('clock', text, fix)];
  return [ok('clock', text)];
}
