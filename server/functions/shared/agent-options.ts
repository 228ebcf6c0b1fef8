/** What an agent's screen offers now: codes, dispositions, in-groups, controls (agent-state, 6). */
import type { Selectable } from 'kysely';
import type { AgentOptions } from '../../../protocol/messages.js';
import type { DatabaseConnection } from '../../database/connect.js';
import type { DialerTables } from '../../database/database.js';
import { firstRow } from '../../database/first-row.js';

const CAMPAIGN_COLUMNS = [
  'campaign_id',
  'agent_pause_codes_active',
  'closer_campaigns',
  'campaign_allow_inbound',
  'dial_method',
  'xfer_groups',
  'allow_closers',
  'enable_xfer_presets',
  'agent_allow_group_alias',
  'auto_dial_level',
  'manual_preview_dial',
  'alt_number_dialing',
  'ivr_park_call',
  'campaign_recording',
  'agent_lead_search',
  'scheduled_callbacks',
  'disable_alter_custdata',
] as const satisfies readonly (keyof DialerTables['campaigns'])[];

type Campaign = Partial<
  Pick<Selectable<DialerTables['campaigns']>, (typeof CAMPAIGN_COLUMNS)[number]>
>;

/** @returns undefined when the agent is not logged in. @throws the database's error */
export async function readAgentOptions(
  { db, installation }: DatabaseConnection,
  agent_user: string,
): Promise<AgentOptions | undefined> {
  const live = await db
    .selectFrom('live_agents')
    .select(['campaign_id', 'closer_campaigns', 'outbound_autodial'])
    .where('user', '=', agent_user)
    .limit(firstRow)
    .executeTakeFirst();
  if (!live) return undefined;
  const campaign_id = live.campaign_id ?? '';
  const [campaign, user] = await Promise.all([
    db
      .selectFrom('campaigns')
      .select(CAMPAIGN_COLUMNS)
      .where('campaign_id', '=', campaign_id)
      .executeTakeFirst(),
    db
      .selectFrom('users')
      .select([
        'agentcall_manual',
        'vicidial_transfers',
        'vicidial_recording',
        'scheduled_callbacks',
        'agentonly_callbacks',
        'agent_choose_ingroups',
        'agent_choose_blended',
        'status_group_id',
      ])
      .where('user', '=', agent_user)
      .executeTakeFirst(),
  ]);
  const of: Campaign = campaign ?? {};
  const [pause_codes, statuses, groups, presets, aliases] = await Promise.all([
    readPauseCodes(db, of, campaign_id),
    readStatuses(db, [campaign_id, user?.status_group_id ?? '']),
    db
      .selectFrom('inbound_groups')
      .select(['group_id', 'group_name'])
      .where('active', '=', 'Y')
      .orderBy('group_id')
      .execute(),
    installation.hasTable('xfer_presets') && of.enable_xfer_presets === 'ENABLED'
      ? db
          .selectFrom('xfer_presets')
          .select(['preset_name', 'preset_number', 'preset_dtmf'])
          .where('campaign_id', '=', campaign_id)
          .orderBy('preset_name')
          .execute()
      : [],
    of.agent_allow_group_alias === 'Y'
      ? db
          .selectFrom('groups_alias')
          .select(['group_alias_id', 'group_alias_name', 'caller_id_number'])
          .where('active', '=', 'Y')
          .orderBy('group_alias_id')
          .execute()
      : [],
  ]);
  const callbacks = of.scheduled_callbacks === 'Y' && user?.scheduled_callbacks === '1';
  const inbound = of.campaign_allow_inbound === 'Y' && of.dial_method !== 'MANUAL';
  const mayTake = names(of.closer_campaigns);
  const taken = names(live.closer_campaigns);
  const mayTransferTo = names(of.xfer_groups);
  const named = groups.map(({ group_id, group_name }) => ({
    group_id: group_id ?? '',
    group_name: group_name ?? '',
  }));
  const transfers = user?.vicidial_transfers === '1';
  return {
    pause_codes,
    pause_codes_required: of.agent_pause_codes_active === 'FORCE',
    statuses: statuses.filter(({ scheduled_callback }) => callbacks || !scheduled_callback),
    ingroups: inbound
      ? named
          .filter(({ group_id }) => mayTake.has(group_id))
          .map((group) => ({ ...group, selected: taken.has(group.group_id) }))
      : [],
    blended: live.outbound_autodial === 'Y',
    transfer_ingroups:
      of.allow_closers === 'Y' ? named.filter(({ group_id }) => mayTransferTo.has(group_id)) : [],
    transfer_presets: presets.map((preset) => ({
      preset_name: preset.preset_name ?? '',
      preset_number: preset.preset_number ?? '',
      preset_dtmf: preset.preset_dtmf ?? '',
    })),
    group_aliases: aliases.map((alias) => ({
      group_alias_id: alias.group_alias_id ?? '',
      group_alias_name: alias.group_alias_name ?? '',
      caller_id_number: alias.caller_id_number ?? '',
    })),
    allowed: {
      pause: of.dial_method !== 'MANUAL',
      manual_dial: user?.agentcall_manual === '1',
      preview: of.manual_preview_dial !== 'DISABLED',
      preview_skip: of.manual_preview_dial === 'PREVIEW_AND_SKIP',
      alt_dial: (of.alt_number_dialing ?? 'N') !== 'N',
      transfer: transfers,
      park: true,
      ivr_park: (of.ivr_park_call ?? 'DISABLED') !== 'DISABLED',
      recording: of.campaign_recording !== 'NEVER' && user?.vicidial_recording !== '0',
      stop_recording: of.campaign_recording !== 'ALLFORCE',
      choose_ingroups: inbound && user?.agent_choose_ingroups === '1',
      choose_blended: of.dial_method !== 'INBOUND_MAN' && user?.agent_choose_blended === '1',
      lead_search: (of.agent_lead_search ?? '').startsWith('LIVE_CALL_INBOUND'),
      edit_lead: of.disable_alter_custdata !== 'Y',
      callbacks,
      own_callbacks: callbacks && user?.agentonly_callbacks === '1',
    },
  };
}

type Db = DatabaseConnection['db'];

async function readPauseCodes(db: Db, campaign: Campaign, campaign_id: string) {
  if (!['Y', 'FORCE'].includes(campaign.agent_pause_codes_active ?? '')) return [];
  const rows = await db
    .selectFrom('pause_codes')
    .select(['pause_code', 'pause_code_name', 'time_limit'])
    .where('campaign_id', '=', campaign_id)
    .orderBy('pause_code')
    .execute();
  return rows.map((row) => ({
    pause_code: row.pause_code ?? '',
    pause_code_name: row.pause_code_name ?? '',
    time_limit: Number(row.time_limit ?? 0),
  }));
}

/** System statuses and those of the campaign and of the agent's status group; NEW is none. */
async function readStatuses(db: Db, campaign_ids: readonly string[]) {
  const columns = ['status', 'status_name', 'scheduled_callback', 'sale', 'dnc'] as const;
  const [system, campaign] = await Promise.all([
    db
      .selectFrom('statuses')
      .select(columns)
      .where('selectable', '=', 'Y')
      .where('status', '<>', 'NEW')
      .execute(),
    db
      .selectFrom('campaign_statuses')
      .select(columns)
      .where('selectable', '=', 'Y')
      .where('status', '<>', 'NEW')
      .where(
        'campaign_id',
        'in',
        campaign_ids.filter((id) => id !== ''),
      )
      .execute(),
  ]);
  const byName = new Map(
    [...system, ...campaign].map((row) => [
      row.status ?? '',
      {
        status: row.status ?? '',
        status_name: row.status_name ?? '',
        scheduled_callback: row.scheduled_callback === 'Y',
        sale: row.sale === 'Y',
        dnc: row.dnc === 'Y',
      },
    ]),
  );
  return [...byName.values()].sort((a, b) => (a.status < b.status ? -1 : 1));
}

/** ` A B -` -> A, B */
function names(list: string | null | undefined): ReadonlySet<string> {
  return new Set((list ?? '').split(/\s+/).filter((name) => name !== '' && name !== '-'));
}
