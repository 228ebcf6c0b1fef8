/** What an agent does with the element, and what others do to the dialler, as steps of a table. */
import type { UpdateObject } from 'kysely';
import type { DialerTables } from '../../../server/database/database.js';
import type { AgentPage } from './agent-page.js';
import type { StillCentre } from './still-centre.js';

export type Step = (agent: AgentPage) => Promise<unknown>;
export type Change = (still: StillCentre) => Promise<unknown>;

/** Presses a button, wherever it stands. */
export const press =
  (name: string): Step =>
  (agent) =>
    agent.button(name).click();

/** Presses a button of the open panel. */
export const pressIn =
  (name: string): Step =>
  (agent) =>
    agent.controls.getByRole('tabpanel').getByRole('button', { name, exact: true }).click();

export const open =
  (tab: string): Step =>
  (agent) =>
    agent.tab(tab).click();

/** Opens a tool of the panel `More` and fills its fields in. */
export const tool =
  (name: string, fields: Readonly<Record<string, string>> = {}): Step =>
  async (agent) => {
    await agent.tab('More').click();
    await agent.button(name).click();
    for (const [label, text] of Object.entries(fields)) {
      await agent.controls.getByLabel(label, { exact: true }).fill(text);
    }
  };

/** Types a field of the customer, and goes on. */
export const edit =
  (label: string, text: string): Step =>
  async (agent) => {
    await agent.controls.getByLabel(label, { exact: true }).fill(text);
    await agent.controls.getByLabel(label, { exact: true }).blur();
  };

export const typeNumber =
  (callerId = ''): Step =>
  async (agent) => {
    if (callerId) await agent.controls.getByLabel('Caller ID').selectOption(callerId);
    await agent.controls.getByRole('textbox', { name: 'Number to dial' }).fill('2015550177');
  };

/** Says to whom a call is transferred. */
export const transferTo =
  (target: 'Number' | 'Agent' | 'In-group', value: string, callerId = ''): Step =>
  async (agent) => {
    await agent.tab('Transfer').click();
    await agent.controls.locator('[part~=transfer-target]').first().waitFor();
    await agent.controls.locator('[part~=transfer-target]').getByText(target).click();
    if (target === 'In-group') {
      await agent.controls.locator('[name=ingroup]').selectOption(value);
    } else await agent.controls.locator(`[name=${target.toLowerCase()}]`).fill(value);
    if (callerId) await agent.controls.locator('[name=callerId]').selectOption(callerId);
  };

/** Chooses an outcome and presses the button below. */
export const save =
  (outcome: RegExp, button: string): Step =>
  async (agent) => {
    await agent.controls.getByRole('option', { name: outcome }).click();
    await agent.button(button).click();
  };

export const saveCallback: Step = async (agent) => {
  await save(/CALLBK/, 'Save outcome')(agent);
  await agent.controls.getByLabel('Date').fill('2031-05-06');
  await agent.controls.getByLabel('Time').fill('14:30');
  await agent.button('Save outcome').click();
};

export const choose =
  (option: string): Step =>
  (agent) =>
    agent.controls.getByRole('option', { name: option }).click();

export const nothing: Change = async () => {};
export const logOut: Change = (still) => still.remove();
export const endCall: Change = (still) => still.write({ lead_id: 0, callerid: '' });
export const becomeReady: Change = (still) => still.write({ status: 'READY' });
export const takeFunctions: Change = ({ db }) =>
  db.updateTable('users').set({ api_allowed_functions: ' version ' }).execute();
export const dropAliases: Change = ({ db }) => db.deleteFrom('groups_alias').execute();
export const dropIngroups: Change = ({ db }) => db.deleteFrom('inbound_groups').execute();

export const closeIngroup =
  (group_id: string): Change =>
  ({ db }) =>
    db
      .updateTable('inbound_groups')
      .set({ active: 'N' })
      .where('group_id', '=', group_id)
      .execute();

export const noCallToPhone: Change = ({ db }) =>
  db.updateTable('session_data').set({ webphone_url: '', agent_login_call: '' }).execute();

/** Puts a number on the dialler's list, or on that of the campaign. */
export const doNotCall =
  (phone_number: string, campaign_id?: string): Change =>
  ({ db }) =>
    campaign_id
      ? db.insertInto('campaign_dnc').values({ phone_number, campaign_id }).execute()
      : db.insertInto('dnc').values({ phone_number }).execute();

export const setCampaigns =
  (changes: UpdateObject<DialerTables, 'campaigns'>): Change =>
  ({ db }) =>
    db.updateTable('campaigns').set(changes).execute();

/** Changes all users: the agents and the one whose token it is. */
export const setUsers =
  (changes: UpdateObject<DialerTables, 'users'>): Change =>
  ({ db }) =>
    db.updateTable('users').set(changes).execute();
