/** What is needed now and then. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPage } from './support/agent-page.js';
import { CallCentre } from './support/call-centre.js';

describe('the other tools', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });
  const open = async (agent: AgentPage, tool?: string) => {
    await agent.tab('More').click();
    if (tool) await agent.button(tool).click();
  };
  const done = (agent: AgentPage) => agent.controls.getByText('Done', { exact: true }).waitFor();
  const live = (user: string) =>
    centre.database.connection.db
      .selectFrom('live_agents')
      .selectAll()
      .where('user', '=', user)
      .executeTakeFirst();

  it('adds a customer', async () => {
    const agent = await centre.agent('1000');
    await open(agent, 'Add a customer');
    await agent.controls.getByLabel('Phone', { exact: true }).fill('2015550188');
    await agent.controls.getByLabel('First name').fill('Tilda');
    await agent.screenshot('add-customer');
    await agent.button('Add').click();
    await agent.controls.getByText(/Added with lead ID \d+/).waitFor();
    const added = await centre.database.connection.db
      .selectFrom('list')
      .select(['first_name', 'phone_code', 'list_id'])
      .where('phone_number', '=', '2015550188')
      .executeTakeFirst();
    expect(added).toMatchObject({ first_name: 'Tilda', phone_code: '1', list_id: 998 });
  });

  it('says why a customer was not added', async () => {
    const agent = await centre.agent('1000');
    await open(agent, 'Add a customer');
    await agent.button('Add').click();
    await agent.controls.getByRole('alert').waitFor();
  });

  it('switches the customer of an inbound call only', async () => {
    const agent = await centre.agent('1001');
    await agent.button('Resume').waitFor();
    await open(agent, 'Switch the customer');
    const button = agent.button('Switch');
    expect(await button.getAttribute('title')).toBe('There is no call');
    await centre.database.connection.db
      .updateTable('live_agents')
      .set({ outbound_autodial: 'N' })
      .where('user', '=', '1001')
      .execute();
    const call = await agent.takeCall();
    await open(agent);
    if (call.direction === 'inbound') {
      await agent.controls.getByLabel('Lead ID').fill('99999999');
      await button.click();
      await agent.controls.getByRole('alert').waitFor();
      await agent.controls.getByLabel('Lead ID').fill('');
      await agent.controls.getByLabel('Or customer code').fill('CRM-000007');
      await button.click();
      await agent.until(async () => (await live('1001'))?.lead_id === 7, 'switched');
    } else expect(await button.getAttribute('title')).toBe('Only in an inbound call');
  });

  it('sets what happens some seconds into the call', async () => {
    const agent = await centre.agent('1002');
    await open(agent, 'Timer in the call');
    await agent.controls.getByLabel('Seconds into the call').fill('90');
    await agent.controls.locator('[name=message]').fill('Offer the renewal');
    await agent.button('Set').click();
    await done(agent);
    expect(await live('1002')).toMatchObject({
      external_timer_action_message: 'Offer the renewal',
      external_timer_action_seconds: 90,
    });
    await agent.controls.getByLabel('Seconds into the call').fill('soon');
    await agent.button('Set').click();
    await agent.controls.getByRole('alert').waitFor();
  });

  it('sets the voicemail message of a call, and leaves it there', async () => {
    const agent = await centre.agent('1003');
    await agent.button('Resume').waitFor();
    await open(agent, 'Voicemail message');
    expect(await agent.button('Set').getAttribute('title')).toBe('There is no call');
    await agent.takeCall();
    await open(agent);
    await agent.controls.getByLabel(/Audio files/).fill('greeting|offer');
    await agent.button('Set').click();
    await done(agent);
    await agent.button('Hand over to voicemail').click();
    await agent.reaches('DISPO');
  });

  it('plays audio, pauses and stops it', async () => {
    const agent = await centre.agent('1004');
    await open(agent, 'Play audio');
    await agent.button('Stop').click();
    await agent.controls.getByRole('alert').getByText('No audio is playing.').waitFor();
    await agent.controls.getByLabel('Audio file').fill('greeting');
    await agent.button('Play').click();
    await done(agent);
    await agent.until(async () => {
      await agent.button('Pause').last().click();
      await agent.page.waitForTimeout(300);
      return (await agent.controls.getByRole('alert').count()) === 0;
    }, 'audio paused');
    await agent.button('Stop').click();
    await done(agent);
    await agent.screenshot('audio');
  });

  it('calls the agent’s phone, opens the web phone and counts the calls that wait', async () => {
    const agent = await centre.agent('1005');
    await open(agent);
    await agent.controls.getByText(/\d calls? waiting/).waitFor();
    await agent.button('Call my phone').click();
    await done(agent);
    const popup = agent.page.context().waitForEvent('page');
    await agent.button('Open the web phone').click();
    expect((await popup).url()).toMatch(/phone\.example\.com|chrome-error|about:blank/);
  });

  it('dials the other numbers of a customer who is previewed', async () => {
    const agent = await centre.agent('1006');
    await agent.button('Resume').waitFor();
    const number = agent.controls.getByRole('textbox', { name: 'Number to dial' });
    await agent.controls.getByLabel('Caller ID').selectOption('SALESLINE');
    await agent.controls.getByLabel('Preview before dialling').check();
    const lead = await centre.database.connection.db
      .selectFrom('list')
      .select(['phone_number', 'alt_phone'])
      .where('lead_id', '=', 12)
      .executeTakeFirst();
    await number.fill(lead?.phone_number ?? '');
    await number.press('Enter');
    await agent.reaches('PREVIEW');
    await agent.screenshot('preview-numbers');
    await agent.button('Dial the other phone').click();
    const call = await agent.hears('vici-call-started');
    const [dialled] = await agent.heard('vici-command');
    expect(dialled?.params).toMatchObject({ group_alias: 'SALESLINE', preview: 'YES' });
    const auto = await centre.database.connection.db
      .selectFrom('auto_calls')
      .select(['phone_number', 'alt_dial'])
      .where('callerid', '=', call.call_id)
      .executeTakeFirst();
    expect(auto).toEqual({ phone_number: lead?.alt_phone, alt_dial: 'ALT' });
  });

  it('leaves out what the page hides', async () => {
    const agent = await centre.agent('1007', {
      attributes: 'hide="audio add-lead queue webphone lead"',
    });
    await open(agent);
    await agent.button('Call my phone').waitFor();
    for (const name of ['Play audio', 'Add a customer', 'Open the web phone']) {
      expect(await agent.button(name).count(), name).toBe(0);
    }
    expect(await agent.tab('Customer').count()).toBe(0);
    expect(await agent.controls.getByText(/calls? waiting/).count()).toBe(0);
  });
});
