/** From which in-groups calls come, and the data of the customer. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('in-groups and customer', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });
  const lead = (lead_id: number) =>
    centre.database.connection.db
      .selectFrom('list')
      .selectAll()
      .where('lead_id', '=', lead_id)
      .executeTakeFirst();
  const live = (user: string) =>
    centre.database.connection.db
      .selectFrom('live_agents')
      .select(['closer_campaigns', 'outbound_autodial'])
      .where('user', '=', user)
      .executeTakeFirst();

  it('changes the in-groups, and whether auto-dialled calls come too', async () => {
    const agent = await centre.agent('1000');
    await agent.tab('More').click();
    await agent.button('In-groups').click();
    const group = (name: string) => agent.controls.getByLabel(name);
    await expect.poll(() => group('Sales line').isChecked()).toBe(true);
    expect(await group('Support line').isChecked()).toBe(false);
    expect(await group('Auto-dialled calls too').isChecked()).toBe(true);
    await group('Support line').check();
    await group('Sales line').uncheck();
    await group('Auto-dialled calls too').uncheck();
    await agent.screenshot('ingroups');
    await agent.button('Save').click();
    await expect
      .poll(() => live('1000'))
      .toEqual({ closer_campaigns: ' AGENTDIRECT SUPPORT_IN -', outbound_autodial: 'N' });
  });

  it('does not offer auto-dialled calls where the agent dials himself', async () => {
    const agent = await centre.agent('1002');
    await agent.tab('More').click();
    await agent.button('In-groups').click();
    await agent.controls.getByLabel('Support line').waitFor();
    expect(await agent.controls.getByLabel('Auto-dialled calls too').count()).toBe(0);
  });

  it('sends each field of the customer when it is left', async () => {
    const agent = await centre.agent('1001');
    const call = await agent.takeCall();
    const before = await lead(call.lead_id);
    await agent.controls.evaluate((element, lead_id) => {
      const controls = element as HTMLElementTagNameMap['vici-agent-controls'];
      controls.lead = { lead_id, first_name: 'Alma', city: 'Port Larkin' };
    }, call.lead_id);
    await agent.tab('Customer').click();
    const { controls } = agent;
    await expect.poll(() => controls.getByLabel('First name').inputValue()).toBe('Alma');
    await controls.getByLabel('City').fill('North Ferry');
    await controls.getByLabel('City').press('Tab');
    await controls.getByLabel('Gender').selectOption('F');
    await controls.getByLabel('Comments').fill('called twice');
    await controls.getByLabel('Comments').blur();
    await expect
      .poll(() => lead(call.lead_id))
      .toMatchObject({
        city: 'North Ferry',
        gender: 'F',
        comments: 'called twice',
        last_name: before?.last_name,
      });
    await agent.screenshot('customer');
    await expect.poll(() => controls.getByText('saved').count()).toBe(3);
    expect(await controls.getByText('changed elsewhere').count()).toBe(0);
  });

  it('shows what somebody else changed meanwhile', async () => {
    const agent = await centre.agent('1003');
    await agent.takeCall();
    await agent.tab('Customer').click();
    await agent.controls.getByLabel('City').waitFor();
    await agent.controls.evaluate((element) => {
      const controls = element as HTMLElementTagNameMap['vici-agent-controls'];
      return controls.call('update_fields', { agent_user: '1003', city: 'Cinder Bay' });
    });
    await agent.controls.getByText('changed elsewhere').waitFor();
  });

  it('shows why a field was not taken', async () => {
    const agent = await centre.agent('1004');
    await agent.takeCall();
    await agent.tab('Customer').click();
    await agent.controls.getByLabel('Rank').fill('many');
    await agent.controls.getByLabel('Rank').blur();
    const alert = agent.controls.getByRole('alert');
    await alert.getByText('The dialler refused this value.').waitFor();
  });

  it('is not to be edited while there is no customer, or where the campaign forbids it', async () => {
    const agent = await centre.agent('1005');
    await agent.tab('Customer').click();
    await agent.controls.getByText('There is no customer on the screen').waitFor();
    expect(await agent.controls.getByLabel('City').count()).toBe(0);
    const { db } = centre.database.connection;
    const set = (disable_alter_custdata: 'Y' | 'N') =>
      db.updateTable('campaigns').set({ disable_alter_custdata }).execute();
    await set('Y');
    const other = await centre.agent('1006');
    await other.tab('More').waitFor();
    expect(await other.tab('Customer').count()).toBe(0);
    await set('N');
  });
});
