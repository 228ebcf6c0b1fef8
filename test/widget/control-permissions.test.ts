/** What the campaign or the agent's account forbids is not shown, and comes back when it is allowed. */
import type { Locator } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentState } from '../../protocol/agent-session.js';
import { readAgentOptions } from '../../server/functions/shared/agent-options.js';
import { rules } from '../../widget/desk/availability.js';
import { addControls } from '../../widget/panels/add-controls.js';
import type { AgentPage } from './support/agent-page.js';
import {
  type Change,
  open,
  press,
  type Step,
  setCampaigns,
  setUsers,
  tool,
  transferTo,
} from './support/steps.js';
import { AGENT, StillCentre } from './support/still-centre.js';

interface Permission {
  readonly state?: AgentState;
  readonly prepare?: Step;
  readonly forbid: Change;
  /** What is there before, and gone then. */
  readonly gone: (agent: AgentPage) => readonly Locator[];
  /** What is there then. */
  readonly stays?: (agent: AgentPage) => Locator;
}

const button = (name: string) => (agent: AgentPage) => [agent.button(name)];
const tab = (name: string) => (agent: AgentPage) => [agent.tab(name)];
const noPreview = setCampaigns({ manual_preview_dial: 'DISABLED' });

/** By the key of `agent_options.allowed`, and what else it says; more ways behind a space. */
const permissions: Readonly<Record<string, Permission>> = {
  pause: { forbid: setCampaigns({ dial_method: 'MANUAL' }), gone: button('Resume') },
  'pause waiting': {
    state: 'READY',
    forbid: setCampaigns({ dial_method: 'MANUAL' }),
    gone: button('Pause'),
    stays: (agent) => agent.button('Hang up'),
  },
  'pause with a reason': {
    forbid: setCampaigns({ agent_pause_codes_active: 'N' }),
    gone: button('Change the reason'),
    stays: (agent) => agent.button('Resume'),
  },
  manual_dial: {
    forbid: setUsers({ agentcall_manual: '0' }),
    gone: tab('Dial'),
    stays: (agent) => agent.tab('Keypad'),
  },
  preview: {
    forbid: noPreview,
    gone: (agent) => [agent.controls.getByLabel('Preview before dialling')],
    stays: (agent) => agent.button('Dial'),
  },
  'preview that is under way': {
    state: 'PREVIEW',
    forbid: noPreview,
    gone: (agent) => [agent.button('Dial'), agent.button('Skip')],
  },
  preview_skip: {
    state: 'PREVIEW',
    forbid: setCampaigns({ manual_preview_dial: 'PREVIEW_ONLY' }),
    gone: button('Skip'),
    stays: (agent) => agent.button('Dial'),
  },
  alt_dial: {
    state: 'PREVIEW',
    forbid: setCampaigns({ alt_number_dialing: 'N' }),
    gone: (agent) => [agent.button('Dial the other phone'), agent.button('Dial the third phone')],
    stays: (agent) => agent.button('Skip'),
  },
  'alt_dial after the call': {
    state: 'DISPO',
    prepare: open('Dial'),
    forbid: setCampaigns({ alt_number_dialing: 'N' }),
    gone: (agent) => [agent.button('Dial the other phone'), agent.button('Finish')],
  },
  group_aliases: {
    forbid: setCampaigns({ agent_allow_group_alias: 'N' }),
    gone: (agent) => [agent.controls.getByLabel('Caller ID')],
  },
  transfer: {
    forbid: setUsers({ vicidial_transfers: '0' }),
    gone: tab('Transfer'),
    stays: (agent) => agent.tab('Customer'),
  },
  'transfer to voicemail': {
    state: 'INCALL',
    prepare: tool('Voicemail message'),
    forbid: setUsers({ vicidial_transfers: '0' }),
    gone: button('Hand over to voicemail'),
    stays: (agent) => agent.button('Set'),
  },
  transfer_ingroups: {
    prepare: open('Transfer'),
    forbid: setCampaigns({ allow_closers: 'N' }),
    gone: (agent) => [agent.button('In-group'), agent.button('Agent')],
    stays: (agent) => agent.controls.getByLabel('Number', { exact: true }),
  },
  'transfer_ingroups of others': {
    prepare: transferTo('In-group', 'SUPPORT_IN'),
    forbid: setCampaigns({ xfer_groups: ' SALES_IN -' }),
    gone: (agent) => [agent.controls.locator('option[value=SUPPORT_IN]')],
    stays: (agent) => agent.controls.locator('[name=ingroup]'),
  },
  transfer_presets: {
    prepare: open('Transfer'),
    forbid: setCampaigns({ enable_xfer_presets: 'DISABLED' }),
    gone: (agent) => [agent.button('Warehouse'), agent.button('Billing')],
  },
  ivr_park: {
    state: 'INCALL',
    forbid: setCampaigns({ ivr_park_call: 'DISABLED' }),
    gone: button('Hold the customer'),
    stays: (agent) => agent.button('Hold'),
  },
  recording: {
    prepare: open('More'),
    forbid: setCampaigns({ campaign_recording: 'NEVER' }),
    gone: button('Recording'),
    stays: (agent) => agent.button('Play audio'),
  },
  'recording of this agent': {
    prepare: open('More'),
    forbid: setUsers({ vicidial_recording: '0' }),
    gone: button('Recording'),
  },
  stop_recording: {
    state: 'INCALL',
    prepare: tool('Recording'),
    forbid: setCampaigns({ campaign_recording: 'ALLFORCE' }),
    gone: button('Stop recording'),
    stays: (agent) => agent.controls.getByText('This campaign always records.'),
  },
  choose_ingroups: {
    prepare: open('More'),
    forbid: setUsers({ agent_choose_ingroups: '0' }),
    gone: button('In-groups'),
  },
  choose_blended: {
    prepare: tool('In-groups'),
    forbid: setUsers({ agent_choose_blended: '0' }),
    gone: (agent) => [agent.controls.getByLabel('Auto-dialled calls too')],
    stays: (agent) => agent.button('Save'),
  },
  lead_search: {
    prepare: open('More'),
    forbid: setCampaigns({ agent_lead_search: 'DISABLED' }),
    gone: button('Switch the customer'),
  },
  edit_lead: {
    forbid: setCampaigns({ disable_alter_custdata: 'Y' }),
    gone: tab('Customer'),
    stays: (agent) => agent.tab('Transfer'),
  },
  callbacks: {
    state: 'DISPO',
    forbid: setUsers({ scheduled_callbacks: '0' }),
    gone: (agent) => [agent.controls.getByRole('option', { name: /CALLBK/ })],
    stays: (agent) => agent.controls.getByRole('option', { name: /Sale made/ }),
  },
  own_callbacks: {
    state: 'DISPO',
    prepare: async (agent) => {
      await agent.controls.getByRole('option', { name: /CALLBK/ }).click();
      await agent.button('Save outcome').click();
    },
    forbid: setUsers({ agentonly_callbacks: '0' }),
    gone: (agent) => [agent.controls.getByLabel('Only me')],
    stays: (agent) => agent.controls.getByLabel('Date'),
  },
};

/** The dialler forbids it to nobody. */
const ALWAYS = ['park'];

describe('what is forbidden', { timeout: 40_000 }, () => {
  let still: StillCentre;
  beforeAll(async () => {
    still = await StillCentre.open();
  });
  afterAll(() => still.close());
  afterEach(async () => {
    expect(await still.tidy(), 'console').toEqual([]);
  });

  it('is tried with all that a campaign or an account can forbid', async () => {
    addControls();
    const options = await readAgentOptions(still.centre.database.connection, AGENT);
    const known = Object.keys(options?.allowed ?? {});
    expect(known).toEqual(
      expect.arrayContaining(Object.values(rules).flatMap(([, , one]) => one ?? [])),
    );
    expect(known.filter((one) => !(one in permissions))).toEqual(ALWAYS);
  });

  it.each(Object.entries(permissions))('is not shown: %s', async (_what, permission) => {
    const { state = 'PAUSED', prepare, forbid, gone, stays } = permission;
    const row = { external_recording: '4711' };
    const agent = await still.agentIn(state, { row });
    await agent.tab('More').waitFor();
    await agent.tab('Transfer').waitFor();
    await prepare?.(agent);
    for (const one of gone(agent)) await one.waitFor({ state: 'attached' });
    await forbid(still);
    // Other in-groups: the element asks again what the agent may do.
    await still.write({ manager_ingroup_set: 'SET', external_ingroups: ' SALES_IN -' });
    for (const one of gone(agent)) await one.waitFor({ state: 'detached' });
    await stays?.(agent).waitFor();
    await still.restore();
    await still.place(state, row);
    if (!prepare) for (const one of gone(agent)) await one.waitFor();
  });

  it('asks for a reason first where each pause needs one', async () => {
    await setCampaigns({ agent_pause_codes_active: 'FORCE' })(still);
    const agent = await still.agentIn('READY');
    await agent.button('Pause with a reason').waitFor();
    await press('Pause')(agent);
    const options = agent.controls.getByRole('option');
    await options.first().waitFor();
    expect(await options.getByText('No reason').count()).toBe(0);
    expect(await agent.heard('vici-command')).toEqual([]);
  });
});
