/** Two campaigns and their in-groups: blended outbound (SALES), inbound with manual calls (SUPPORT). */
import type { Queryable } from '../../database/database.js';
import { insertMany } from './insert-many.js';

export const SALES = 'SALES';
export const SUPPORT = 'SUPPORT';
export const MANUAL_LIST_ID = 998;

/** The in-groups that agents of a campaign take, as `live_agents.closer_campaigns` writes them. */
export const CHOSEN_INGROUPS: Readonly<Record<string, string>> = {
  [SALES]: ' SALES_IN AGENTDIRECT -',
  [SUPPORT]: ' SUPPORT_IN AGENTDIRECT -',
};

const COMMON = {
  active: 'Y',
  auto_dial_level: '1',
  campaign_allow_inbound: 'Y',
  allow_closers: 'Y',
  no_hopper_leads_logins: 'Y',
  park_ext: '8301',
  am_message_exten: 'vm-goodbye',
  agent_pause_codes_active: 'Y',
  scheduled_callbacks: 'Y',
  agent_lead_search: 'LIVE_CALL_INBOUND',
  agent_allow_group_alias: 'Y',
  enable_xfer_presets: 'ENABLED',
  ivr_park_call: 'ENABLED',
  manual_preview_dial: 'PREVIEW_AND_SKIP',
  alt_number_dialing: 'Y',
  view_calls_in_queue: 'ALL',
  in_group_dial: 'BOTH',
  in_group_dial_select: 'CAMPAIGN_SELECTED',
  manual_dial_list_id: MANUAL_LIST_ID,
  disable_alter_custphone: 'N',
  xferconf_a_number: '2015550142',
  xferconf_b_number: '2015550143',
} as const;

const XFER_GROUPS = ' SALES_IN SUPPORT_IN AGENTDIRECT -';

export async function seedCampaigns(db: Queryable): Promise<void> {
  await insertMany(db, 'campaigns', [
    {
      ...COMMON,
      campaign_id: SALES,
      campaign_name: 'Sales, blended',
      dial_method: 'RATIO',
      closer_campaigns: ' SALES_IN SUPPORT_IN AGENTDIRECT -',
      xfer_groups: XFER_GROUPS,
      default_xfer_group: 'SUPPORT_IN',
    },
    {
      ...COMMON,
      campaign_id: SUPPORT,
      campaign_name: 'Support, inbound and manual',
      dial_method: 'INBOUND_MAN',
      closer_campaigns: ' SUPPORT_IN SALES_IN AGENTDIRECT -',
      xfer_groups: XFER_GROUPS,
      default_xfer_group: 'SALES_IN',
    },
  ]);
  await insertMany(db, 'inbound_groups', [
    ingroup('SALES_IN', 'Sales line', '#C8E6C9', 'SUPPORT_IN', 0),
    ingroup('SUPPORT_IN', 'Support line', '#BBDEFB', 'SALES_IN', 0),
    ingroup('AGENTDIRECT', 'Single agent queue', '#FFE0B2', '---NONE---', 10),
  ]);
  await insertMany(db, 'lists', [
    { list_id: 101, list_name: 'Spring offers', campaign_id: SALES, active: 'Y' },
    { list_id: 102, list_name: 'Service customers', campaign_id: SUPPORT, active: 'Y' },
    { list_id: MANUAL_LIST_ID, list_name: 'Dialled by hand', campaign_id: SALES, active: 'Y' },
    { list_id: 999, list_name: 'Callers', campaign_id: SALES, active: 'Y' },
  ]);
  await insertMany(db, 'groups_alias', [
    alias('DEFAULT', 'Main line', '2015550100', 'Main line'),
    alias('SALESLINE', 'Sales desk', '2015550101', 'Sales desk'),
  ]);
  for (const campaign_id of [SALES, SUPPORT]) {
    await insertMany(db, 'xfer_presets', [
      preset(campaign_id, 'Warehouse', '2015550142', ''),
      preset(campaign_id, 'Billing', '2015550143', '1'),
    ]);
  }
}

function ingroup(id: string, name: string, color: string, next: string, priority: number) {
  return {
    group_id: id,
    group_name: name,
    group_color: color,
    active: 'Y' as const,
    default_xfer_group: next,
    queue_priority: priority,
  };
}

function alias(id: string, name: string, number: string, shown: string) {
  return {
    group_alias_id: id,
    group_alias_name: name,
    caller_id_number: number,
    caller_id_name: shown,
    active: 'Y' as const,
  };
}

function preset(campaign_id: string, name: string, number: string, dtmf: string) {
  return { campaign_id, preset_name: name, preset_number: number, preset_dtmf: dtmf };
}
