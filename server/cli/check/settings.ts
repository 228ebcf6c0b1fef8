/** Settings of the dialler that switch the API, or a part of it, off. */
import type { DatabaseConnection } from '../../database/connect.js';
import { firstRow } from '../../database/first-row.js';
import { withOtherDatabase } from '../../functions/shared/other-database.js';
import { type Finding, ok, problem, shortList, warning } from './finding.js';

const KEY_LENGTH = 16;
const MIN_COST = 4;
const MAX_COST = 31;
const USERS_SHOWN = 5;

/** @throws the database's error */
export async function checkSettings(connection: DatabaseConnection): Promise<Finding[]> {
  const settings = await connection.db
    .selectFrom('system_settings')
    .select([
      'vdc_agent_api_active',
      'pass_hash_enabled',
      'pass_key',
      'pass_cost',
      'enable_vtiger_integration',
      'vtiger_server_ip',
      'vtiger_dbname',
      'vtiger_login',
      'vtiger_pass',
      'enable_queuemetrics_logging',
      'queuemetrics_server_ip',
      'queuemetrics_dbname',
      'queuemetrics_login',
      'queuemetrics_pass',
    ])
    .limit(firstRow)
    .executeTakeFirst();
  if (!settings) {
    return [problem('settings', 'system_settings has no row', 'finish installing the dialler')];
  }
  const found: Finding[] = [];
  if (settings.vdc_agent_api_active === '1') found.push(ok('API', 'is switched on'));
  else {
    found.push(
      problem(
        'API',
        'is switched off: every command is refused',
        'set system_settings.vdc_agent_api_active to 1 (Admin, System Settings: Agent API Active)',
      ),
    );
  }
  if (Number(settings.pass_hash_enabled) > 0) {
    const cost = Number(settings.pass_cost);
    if (settings.pass_key?.length !== KEY_LENGTH || !(cost >= MIN_COST && cost <= MAX_COST)) {
      found.push(
        problem(
          'passwords',
          'are hashed, but pass_key or pass_cost cannot be used: no login with a password',
          `pass_key must have ${KEY_LENGTH} characters, pass_cost be from ${MIN_COST} to ${MAX_COST}`,
        ),
      );
    } else found.push(ok('passwords', `are hashed (cost ${cost})`));
  }
  found.push(...(await checkUsers(connection)), ...(await checkServers(connection)));
  if (Number(settings.enable_vtiger_integration) > 0) {
    found.push(
      await checkOther(connection, 'Vtiger', 'external_dial to a callback', {
        address: settings.vtiger_server_ip,
        database: settings.vtiger_dbname,
        login: settings.vtiger_login,
        password: settings.vtiger_pass,
      }),
    );
  }
  if (Number(settings.enable_queuemetrics_logging) > 0) {
    found.push(
      await checkOther(connection, 'QueueMetrics', 'the queue log of ra_call_control', {
        address: settings.queuemetrics_server_ip,
        database: settings.queuemetrics_dbname,
        login: settings.queuemetrics_login,
        password: settings.queuemetrics_pass,
      }),
    );
  }
  return found;
}

async function checkUsers({ db }: DatabaseConnection): Promise<Finding[]> {
  const users = await db
    .selectFrom('users')
    .select('user')
    .where('active', '=', 'Y')
    .where('user_level', '>', 0)
    .where('vdc_agent_api_access', '=', '1')
    .orderBy('user')
    .limit(1_000)
    .execute();
  if (users.length === 0) {
    return [
      problem(
        'API users',
        'no active user has vdc_agent_api_access: nobody may give a command',
        'create one for each integration (Admin, Users: Agent API Access 1)',
      ),
    ];
  }
  return [
    ok(
      'API users',
      shortList(
        users.map(({ user }) => user ?? ''),
        USERS_SHOWN,
      ),
    ),
  ];
}

async function checkServers({ db }: DatabaseConnection): Promise<Finding[]> {
  const servers = await db
    .selectFrom('servers')
    .select('server_ip')
    .where('active', '=', 'Y')
    .where('active_asterisk_server', '=', 'Y')
    .execute();
  if (servers.length > 0) {
    return [ok('servers', `active: ${shortList(servers.map(({ server_ip }) => server_ip))}`)];
  }
  return [
    problem(
      'servers',
      'no active dialler in servers: logins with a password are refused',
      'set active and active_asterisk_server to Y (Admin, Servers)',
    ),
  ];
}

async function checkOther(
  { server }: DatabaseConnection,
  name: string,
  what: string,
  other: Parameters<typeof withOtherDatabase>[1],
): Promise<Finding> {
  try {
    await withOtherDatabase(server, other, (connection) => connection.query('select 1'));
    return ok(name, 'its database can be reached');
  } catch (error) {
    const { code = 'no answer' } = error as { code?: string };
    return warning(
      name,
      `is switched on, but its database cannot be used (${code}): no ${what}`,
      `correct its address and login in system_settings, or switch it off there`,
    );
  }
}
