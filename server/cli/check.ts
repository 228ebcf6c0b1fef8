/** `vici-hub check`: what the hub finds in this database, and what to fix before it serves. */
import { sql } from 'kysely';
import type { HubConfig } from '../config.js';
import { connectDatabase, type DatabaseConnection } from '../database/connect.js';
import { checkBinlog } from './check/binlog.js';
import { checkClock } from './check/clock.js';
import { checkEngines } from './check/engines.js';
import { type Finding, formatFinding, ok, problem, warning } from './check/finding.js';
import { checkRights } from './check/rights.js';
import { checkSettings } from './check/settings.js';
import { checkTables } from './check/tables.js';
import { explain } from './explain.js';

/** Prints a line for each finding. @returns the exit code: 1 when there is a problem */
export async function runCheck(config: HubConfig): Promise<number> {
  const counts = { ok: 0, warning: 0, problem: 0 };
  for await (const finding of findAll(config)) {
    counts[finding.level] += 1;
    console.log(formatFinding(finding));
  }
  console.log(`\n${counts.problem} problems, ${counts.warning} warnings`);
  return counts.problem > 0 ? 1 : 0;
}

async function* findAll(config: HubConfig): AsyncGenerator<Finding> {
  yield checkKeys(config);
  if (!config.databaseUrl) {
    yield problem(
      'database',
      'DATABASE_URL is not set: the hub would show the demo',
      'set it to mysql://user:pass@host:3306/asterisk',
    );
    return;
  }
  let connection: DatabaseConnection;
  try {
    connection = await connectDatabase({
      url: config.databaseUrl,
      tablePrefix: config.tablePrefix,
    });
  } catch (error) {
    yield problem(
      'database',
      explain(error),
      'correct DATABASE_URL (and HUB_TABLE_PREFIX), or give its user the rights of deploy/grant.sql',
    );
    return;
  }
  try {
    const isServer = connection.engine === 'mysql';
    yield isServer ? await checkServer(connection) : ok('database', 'embedded');
    yield* checkTables(connection);
    if (isServer) yield* await attempt('rights', () => checkRights(connection));
    if (isServer) yield* await attempt('engine', () => checkEngines(connection));
    yield* await attempt('settings', () => checkSettings(connection));
    if (isServer) yield* await attempt('clock', () => checkClock(connection));
    if (isServer) yield* await attempt('binlog', () => checkBinlog(config, connection));
  } finally {
    await connection.close();
  }
}

/** One part that cannot be looked at does not end the others. */
async function attempt(subject: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    const { code } = error as { code?: string };
    return [
      problem(
        subject,
        `could not be looked at (${code ?? explain(error)})`,
        'see to the other problems first, then check again',
      ),
    ];
  }
}

function checkKeys({ keys }: HubConfig): Finding {
  switch (keys?.kind) {
    case undefined:
      return problem(
        'tokens',
        'no key to verify tokens with',
        'set HUB_JWT_SECRET (32 bytes or more), HUB_JWT_PUBLIC_KEY or HUB_JWKS_URL',
      );
    case 'secret':
      return keys.secrets.length > 1
        ? warning(
            'tokens',
            'HS256, two secrets: tokens of either are taken',
            'leave the old one out of HUB_JWT_SECRET when its tokens have expired',
          )
        : ok('tokens', 'HS256 with HUB_JWT_SECRET');
    case 'public-key':
      return ok('tokens', 'verified with HUB_JWT_PUBLIC_KEY');
    case 'jwks':
      return ok('tokens', `verified with the keys of ${new URL(keys.url).origin}`);
  }
}

async function checkServer({ db, server }: DatabaseConnection): Promise<Finding> {
  const { rows } = await sql<{ version: string; name: string; user: string }>`
    select version() as version, database() as name, current_user() as ${sql.ref('user')}`.execute(
    db,
  );
  const [row] = rows;
  return ok(
    'database',
    `${row?.name} at ${server?.host}:${server?.port}, ${row?.version}, as ${row?.user}`,
  );
}
