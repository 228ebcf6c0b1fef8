/** Looks up a callback activity in the Vtiger CRM that `system_settings` names. */
import { firstRow } from '../../database/first-row.js';
import type { FunctionContext } from '../engine/api-function.js';
import { withOtherDatabase } from './other-database.js';

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
  const crm = {
    address: settings.vtiger_server_ip,
    database: settings.vtiger_dbname,
    login: settings.vtiger_login,
    password: settings.vtiger_pass,
  };
  return withOtherDatabase(context.connection.server, crm, async (connection) => {
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
  });
}
