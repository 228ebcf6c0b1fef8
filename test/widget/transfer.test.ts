/** Handing a call over, and a third party in it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPage } from './support/agent-page.js';
import { CallCentre } from './support/call-centre.js';

describe('a transfer', { timeout: 45_000 }, () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  const inCall = async (user: string): Promise<AgentPage> => {
    const agent = await centre.agent(user);
    await agent.takeCall();
    agent.page.setDefaultTimeout(6_000);
    await agent.tab('Transfer').click();
    return agent;
  };
  const press = async (agent: AgentPage, name: string) => {
    const panel = agent.controls.getByRole('tabpanel');
    const button = panel.getByRole('button', { name, exact: true });
    // Busy until the screen has taken the command before.
    await expect
      .poll(() => button.getAttribute('aria-disabled'), { timeout: 6_000 })
      .not.toBe('true');
    await button.click();
  };
  const orders = async (agent: AgentPage) =>
    (await agent.heard('vici-command'))
      .filter((one) => one.function === 'transfer_conference')
      .map(({ params: { agent_user, ...params } }) => params);
  const dialled = async (user: string) =>
    centre.database.connection.db
      .selectFrom('user_call_log')
      .select(['number_dialed', 'group_alias_id'])
      .where('user', '=', user)
      .where('call_type', '=', 'XFER_3WAY')
      .execute();

  it('hands the customer over to a number', async () => {
    const agent = await inCall('1000');
    await agent.controls.getByLabel('Number', { exact: true }).fill('(201) 555-0177');
    await agent.screenshot('transfer');
    await press(agent, 'Hand over');
    await agent.reaches('DISPO');
    expect(await orders(agent)).toEqual([{ value: 'BLIND_TRANSFER', phone_number: '2015550177' }]);
    const redirected = await centre.database.connection.db
      .selectFrom('manager')
      .select('cmd_line_b')
      .where('action', '=', 'Redirect')
      .execute();
    expect(redirected.map((one) => one.cmd_line_b)).toContain('Exten: 2015550177');
  });

  it('hands the customer over to an in-group', async () => {
    const agent = await inCall('1001');
    await press(agent, 'In-group');
    await agent.controls.locator('[name=ingroup]').selectOption('SUPPORT_IN');
    await press(agent, 'Hand over');
    await agent.reaches('DISPO');
    expect(await orders(agent)).toEqual([
      { value: 'LOCAL_CLOSER', consultative: 'NO', ingroup_choices: 'SUPPORT_IN' },
    ]);
  });

  it('asks another agent, who has the customer on the screen too, and leaves the two', async () => {
    const second = await centre.agent('1003');
    await second.button('Resume').waitFor();
    const agent = await inCall('1002');
    await press(agent, 'Agent');
    await agent.controls.getByLabel('Agent’s user').fill('1003');
    // Not long before, or a customer comes first.
    await second.button('Resume').click();
    await second.reaches('READY', 'CLOSER');
    await press(agent, 'Add to the call');
    await agent.reaches('3-WAY');
    expect((await orders(agent))[0]).toEqual({
      value: 'DIAL_WITH_CUSTOMER',
      consultative: 'YES',
      ingroup_choices: 'AGENTDIRECT',
      phone_number: '1003',
    });
    await agent.screenshot('three-way');
    await press(agent, 'Leave the call');
    await agent.reaches('DISPO');
    await second.reaches('INCALL', 'DEAD');
  });

  it('dials a number of the campaign with the customer on the line or on hold', async () => {
    const agent = await inCall('1004');
    await agent.controls.locator('[name=callerId]').selectOption('SALESLINE');
    await press(agent, 'Warehouse');
    await press(agent, 'Add to the call');
    await expect
      .poll(() => dialled('1004'))
      .toEqual([{ number_dialed: '2015550142', group_alias_id: 'SALESLINE' }]);
    await press(agent, 'Hang up');
    await agent.until(async () => (await orders(agent)).length === 2, 'third party hung up');
    // The screen takes a second dial within its next ticks for a double click.
    await agent.page.waitForTimeout(1_200);
    await press(agent, 'Billing');
    await press(agent, 'Hold and call');
    await agent.reaches('PARK');
    await press(agent, 'Hang up both');
    await agent.reaches('DISPO');
    expect((await orders(agent)).map(({ value }) => value)).toEqual([
      'DIAL_WITH_CUSTOMER',
      'HANGUP_XFER',
      'PARK_CUSTOMER_DIAL',
      'HANGUP_BOTH',
    ]);
  });

  it('puts the third party on hold and takes him back', async () => {
    const agent = await inCall('1005');
    await press(agent, 'Warehouse');
    await press(agent, 'Add to the call');
    await expect.poll(async () => (await dialled('1005')).length).toBe(1);
    await press(agent, 'Hold');
    await agent.reaches('PARK');
    await press(agent, 'Take back');
    await agent.reaches('INCALL');
  });

  it('says what is missing, and what cannot be dialled', async () => {
    const agent = await inCall('1006');
    await press(agent, 'Hand over');
    await agent.controls.getByText('Say first to whom').waitFor();
    await agent.controls.getByLabel('Number', { exact: true }).fill('nobody');
    await press(agent, 'Hand over');
    await agent.controls.getByText('That is not a number that can be dialled.').waitFor();
    expect(await orders(agent)).toEqual([]);
  });

  it('shows why the hub refused it', async () => {
    const agent = await inCall('1007');
    await centre.database.connection.db
      .updateTable('inbound_groups')
      .set({ active: 'N' })
      .where('group_id', '=', 'SUPPORT_IN')
      .execute();
    await press(agent, 'In-group');
    await agent.controls.locator('[name=ingroup]').selectOption('SUPPORT_IN');
    await press(agent, 'Hand over');
    await agent.controls.getByRole('alert').getByText('That in-group is not valid.').waitFor();
    await centre.database.connection.db
      .updateTable('inbound_groups')
      .set({ active: 'Y' })
      .where('group_id', '=', 'SUPPORT_IN')
      .execute();
  });

  it('cannot be made without a call, and is not there where it is forbidden', async () => {
    const agent = await centre.agent('1000', { attributes: 'hide="third-party"' });
    await agent.tab('Transfer').click();
    const handOver = agent.button('Hand over');
    await expect.poll(() => handOver.getAttribute('aria-disabled')).toBe('true');
    expect(await handOver.getAttribute('title')).toMatch(/^There is no call$/);
    expect(await agent.button('Hang up both').count()).toBe(0);
    await centre.database.connection.db
      .updateTable('users')
      .set({ vicidial_transfers: '0' })
      .where('user', '=', '1001')
      .execute();
    const other = await centre.agent('1001');
    await other.tab('More').waitFor();
    expect(await other.tab('Transfer').count()).toBe(0);
  });
});
