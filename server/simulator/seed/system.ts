/** The installation: settings, one telephony server, the groups of users. */
import type { Queryable } from '../../database/database.js';

export const SERVER_IP = '10.0.0.15';
/** The API account of the demo; its password is in `seedUsers`. */
export const API_USER = '6666';
export const AGENT_GROUP = 'AGENTS';

export async function seedSystem(db: Queryable): Promise<void> {
  await db
    .insertInto('system_settings')
    .values({
      version: '2.14',
      vdc_agent_api_active: '1',
      agent_notifications: '1',
      vicidial_agent_disable: 'ALL',
      outbound_cid_any: 'API_ONLY',
      enable_pause_code_limits: '1',
    })
    .execute();
  await db
    .insertInto('servers')
    .values({
      server_id: 'SIM1',
      server_description: 'simulated telephony server',
      server_ip: SERVER_IP,
      active: 'Y',
      active_asterisk_server: 'Y',
      asterisk_version: '16.17.0',
      ext_context: 'default',
      conf_engine: 'CONFBRIDGE',
    })
    .execute();
  const common = {
    agent_status_viewable_groups: ' --ALL-GROUPS-- ',
    admin_viewable_groups: '---ALL---',
    allowed_queue_groups: ' ALL-GROUPS ',
  };
  await db
    .insertInto('user_groups')
    .values([
      {
        user_group: 'ADMIN',
        group_name: 'Administrators',
        allowed_campaigns: ' -ALL-CAMPAIGNS- - -',
        ...common,
      },
      {
        user_group: AGENT_GROUP,
        group_name: 'Agents of the floor',
        allowed_campaigns: ' SALES SUPPORT - -',
        ...common,
      },
    ])
    .execute();
}
