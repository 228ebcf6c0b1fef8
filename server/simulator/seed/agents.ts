/** The API account, the agents (1000, 1001, ...) with their phones, and the remote agent. */
import type { Queryable } from '../../database/database.js';
import { CHOSEN_INGROUPS, SALES, SUPPORT } from './campaigns.js';
import { insertMany } from './insert-many.js';
import { agentName } from './names.js';
import { AGENT_GROUP, API_USER, SERVER_IP } from './system.js';

export const FIRST_AGENT = 1000;
/** From this number of agents on there is a remote agent too. */
export const REMOTE_FROM = 20;
export const REMOTE_USER = '900001';

export function agentUser(index: number): string {
  return String(FIRST_AGENT + index);
}

/** Every third agent works for SUPPORT. */
export function agentCampaign(index: number): string {
  return index % 3 === 2 ? SUPPORT : SALES;
}

export async function seedApiUser(db: Queryable): Promise<void> {
  await db
    .insertInto('users')
    .values({
      user: API_USER,
      pass: '1234',
      full_name: 'Integration account',
      user_level: 9,
      user_group: 'ADMIN',
      vdc_agent_api_access: '1',
      modify_leads: '1',
      change_agent_campaign: '1',
      modify_campaigns: '1',
      agentcall_manual: '1',
      api_allowed_functions: ' ALL_FUNCTIONS ',
      active: 'Y',
    })
    .execute();
  await db
    .insertInto('users')
    .values({
      user: REMOTE_USER,
      pass: 'remote',
      full_name: 'Remote line',
      user_level: 4,
      user_group: AGENT_GROUP,
      closer_campaigns: ' SUPPORT_IN -',
      active: 'Y',
    })
    .execute();
  await db
    .insertInto('remote_agents')
    .values({
      user_start: REMOTE_USER,
      number_of_lines: 1,
      server_ip: SERVER_IP,
      conf_exten: '2015550190',
      status: 'ACTIVE',
      campaign_id: SUPPORT,
      closer_campaigns: ' SUPPORT_IN -',
    })
    .execute();
}

/** Agents number `from` (included) to `to` (excluded). */
export async function seedAgents(db: Queryable, from: number, to: number): Promise<void> {
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
  await insertMany(
    db,
    'users',
    indexes.map((index) => ({
      user: agentUser(index),
      pass: `sim${agentUser(index)}`,
      full_name: agentName(index),
      user_level: 1,
      user_group: AGENT_GROUP,
      phone_login: `cc${agentUser(index)}`,
      vdc_agent_api_access: '0' as const,
      agentcall_manual: '1' as const,
      scheduled_callbacks: '1' as const,
      agentonly_callbacks: '1' as const,
      agent_choose_ingroups: '1' as const,
      agent_choose_blended: '1' as const,
      closer_campaigns: CHOSEN_INGROUPS[agentCampaign(index)] ?? ' -',
      closer_default_blended: agentCampaign(index) === SALES ? ('1' as const) : ('0' as const),
      custom_three: `CRM${agentUser(index)}`,
      active: 'Y' as const,
    })),
  );
  await insertMany(
    db,
    'phones',
    indexes.map((index) => ({
      extension: `cc${agentUser(index)}`,
      dialplan_number: `7${agentUser(index)}`,
      voicemail_id: agentUser(index),
      server_ip: SERVER_IP,
      login: `cc${agentUser(index)}`,
      pass: 'sim',
      status: 'ACTIVE',
      active: 'Y' as const,
      phone_type: 'simulated',
      fullname: agentName(index),
      protocol: 'SIP' as const,
      template_id: '',
    })),
  );
  await insertMany(
    db,
    'campaign_agents',
    indexes.map((index) => ({ user: agentUser(index), campaign_id: agentCampaign(index) })),
  );
  await insertMany(
    db,
    'inbound_group_agents',
    indexes.flatMap((index) =>
      ['SALES_IN', 'SUPPORT_IN', 'AGENTDIRECT'].map((group_id) => ({
        user: agentUser(index),
        group_id,
        group_weight: 1,
        group_rank: 1,
      })),
    ),
  );
}
