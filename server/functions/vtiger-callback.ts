/** Looks up a callback activity in the Vtiger CRM that `system_settings` names. */
import { createConnection } from 'mysql2/promise';
import { firstRow } from '../database/first-row.js';
import type { FunctionContext } from './api-function.js';

const CONNECT_TIMEOUT_MS = 3_000;
const MYSQL_PORT = 3306;

/** The account of an activity; its phone as stored, undefined when the account has no row. */
export interface VtigerCallback {
  readonly account: string;
  readonly phone: string | undefined;
}

/**
 * @param activity digits of the activity id
 * @returns the callback; `off` when the integration is off, `unknown` when there is no such activity
 * @throws the database's error when the CRM's database cannot be reached
 */
export async function readVtigerCallback(
  context: FunctionContext,
  activity: string,
): Promise<VtigerCallback | 'off' | 'unknown'> {
  const settings = await context.db
    .selectFrom('system_settings')
    .select([
      'enable_vtiger_integration',
      'vtiger_server_ip',
      'vtiger_dbname',
      'vtiger_login',
      'vtiger_pass',
    ])
    .limit(firstRow)
    .executeTakeFirst();
  if (!(Number(settings?.enable_vtiger_integration) > 0) || !settings) return 'off';
  const [host = '', port] = (settings.vtiger_server_ip ?? '').split(':');
  const own = context.connection.server;
  const connection = await createConnection({
    host,
    // the same server as the dialler's: its port too
    port: port ? Number(port) : own && own.host === host ? own.port : MYSQL_PORT,
    user: settings.vtiger_login ?? '',
    password: settings.vtiger_pass ?? '',
    database: settings.vtiger_dbname ?? '',
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  connection.on('error', () => {}); // the query in flight reports it
  try {
    const [activities] = await connection.execute(
      'SELECT crmid FROM vtiger_seactivityrel WHERE activityid = ? LIMIT 1',
      [activity],
    );
    const related = (activities as { crmid: number }[])[0];
    if (!related) return 'unknown';
    const [accounts] = await connection.execute(
      'SELECT phone FROM vtiger_account WHERE accountid = ? LIMIT 1',
      [String(related.crmid)],
    );
    const account = (accounts as { phone: string | null }[])[0];
    return { account: String(related.crmid), phone: account && (account.phone ?? '') };
  } finally {
    connection.destroy();
  }
}
