/** The rest of what the controls do: sent as typed, taken by the agent screen, shown by the feed. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPage } from './support/agent-page.js';
import { CallCentre } from './support/call-centre.js';
import { open, press, pressIn, tool, transferTo } from './support/steps.js';

describe('a control', { timeout: 45_000 }, () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
    // Who was previewed is kept after the call, for the other numbers.
    await db().updateTable('campaigns').set({ alt_number_dialing: 'SELECTED' }).execute();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  const db = () => centre.database.connection.db;
  const inState = async (user: string): Promise<AgentPage> => {
    const agent = await centre.agent(user);
    agent.page.setDefaultTimeout(10_000);
    await agent.tab('Transfer').waitFor();
    return agent;
  };
  const inCall = async (user: string): Promise<AgentPage> => {
    const agent = await inState(user);
    await agent.takeCall();
    return agent;
  };
  /** Parameters of the commands of a function, without the agent. */
  const sent = async (agent: AgentPage, name: string) =>
    (await agent.heard('vici-command'))
      .filter((one) => one.function === name)
      .map(({ params: { agent_user, ...params } }) => params);

  it('pauses an agent who waits', async () => {
    const agent = await inState('1000');
    await centre.withoutCalls('1000');
    await press('Resume')(agent);
    await agent.reaches('READY', 'CLOSER');
    await press('Pause')(agent);
    await agent.button('Resume').waitFor();
    expect(await sent(agent, 'external_pause')).toEqual([{ value: 'RESUME' }, { value: 'PAUSE' }]);
    await expect.poll(() => agent.stateName.textContent()).toBe('Paused');
  });

  it('dials without looking for the customer, and with the screen left where it is', async () => {
    const agent = await inState('1000');
    await agent.controls.getByLabel('Look the customer up').uncheck();
    await agent.controls.getByLabel('Bring the agent screen to the front').uncheck();
    await agent.controls.getByLabel('Number to dial').fill('2015550103');
    await pressIn('Dial')(agent);
    await agent.reaches('INCALL', 'DEAD');
    expect(await sent(agent, 'external_dial')).toEqual([
      { value: '2015550103', search: 'NO', preview: 'NO', focus: 'NO' },
    ]);
    await press('Hang up')(agent);
    await agent.reaches('DISPO');
  });

  it('dials the third phone of a customer who is previewed', async () => {
    const agent = await preview('1001', 21);
    await pressIn('Dial the third phone')(agent);
    const call = await agent.hears('vici-call-started');
    const dialled = await db()
      .selectFrom('auto_calls')
      .select(['phone_number', 'alt_dial'])
      .where('callerid', '=', call.call_id)
      .executeTakeFirst();
    expect(dialled).toEqual({ phone_number: '2015550166', alt_dial: 'ADDR3' });
    await agent.reaches('INCALL', 'DEAD');
  });

  it('ends the dialling of other numbers: then the outcome is saved, and the next is dialled', async () => {
    const agent = await preview('1003', 24);
    await pressIn('Dial')(agent);
    await agent.reaches('INCALL', 'DEAD');
    await press('Hang up')(agent);
    await agent.reaches('DISPO');
    await open('Dial')(agent);
    await pressIn('Dial the other phone')(agent);
    await agent.reaches('INCALL', 'DEAD');
    await press('Hang up')(agent);
    await agent.reaches('DISPO');
    await open('Outcome')(agent);
    await agent.controls.getByRole('option', { name: /Not interested/ }).dblclick();
    await open('Dial')(agent);
    await pressIn('Finish')(agent);
    await agent.reaches('PAUSED');
    expect(await agent.heard('vici-disposition')).toMatchObject([{ lead_id: 24, status: 'NI' }]);
    const dial = agent.controls.getByRole('tabpanel').getByRole('button', { name: 'Dial' });
    await expect.poll(() => dial.getAttribute('aria-disabled')).toBe('false');
  });

  it('hands the customer over to another agent', async () => {
    const agent = await inCall('1004');
    const call = await agent.hears('vici-call-started');
    const other = await inState('1006');
    await transferTo('Agent', '1006')(agent);
    await press('Resume')(other);
    await other.reaches('READY', 'CLOSER');
    await pressIn('Hand over')(agent);
    await agent.reaches('DISPO');
    expect(await sent(agent, 'transfer_conference')).toEqual([
      {
        value: 'LOCAL_CLOSER',
        consultative: 'NO',
        ingroup_choices: 'AGENTDIRECT',
        phone_number: '1006',
      },
    ]);
    await other.reaches('INCALL', 'DEAD');
    const taken = await other.hears('vici-call-started');
    expect([call.lead_id, taken.ingroup]).toEqual([taken.lead_id, 'AGENTDIRECT']);
  });

  it('asks an in-group, whose agent has the customer on the screen too', async () => {
    const agent = await inCall('1007');
    const call = await agent.hears('vici-call-started');
    await transferTo('In-group', 'SUPPORT_IN')(agent);
    await pressIn('Hold and call')(agent);
    await agent.reaches('PARK');
    expect(await sent(agent, 'transfer_conference')).toEqual([
      { value: 'PARK_CUSTOMER_DIAL', consultative: 'YES', ingroup_choices: 'SUPPORT_IN' },
    ]);
    const leg = await agent.until(
      () =>
        db()
          .selectFrom('closer_log')
          .select('campaign_id')
          .where('lead_id', '=', call.lead_id)
          .where('campaign_id', '=', 'SUPPORT_IN')
          .executeTakeFirst(),
      'waits in the in-group',
    );
    expect(leg).toEqual({ campaign_id: 'SUPPORT_IN' });
    await pressIn('Hang up both')(agent);
    await agent.reaches('DISPO');
  });

  it('sends the tones of the campaign’s number to the third party', async () => {
    await db()
      .updateTable('xfer_presets')
      .set({ preset_dtmf: '1#2*' })
      .where('preset_name', '=', 'Billing')
      .execute();
    const agent = await inCall('1005');
    await open('Transfer')(agent);
    await pressIn('Warehouse')(agent);
    const tones = agent.button(/^Tones/);
    expect(await tones.count()).toBe(0);
    await pressIn('Billing')(agent);
    await pressIn('Add to the call')(agent);
    await tones.click();
    await agent.hears('vici-command', (one) => one.function === 'send_dtmf');
    expect(await sent(agent, 'send_dtmf')).toEqual([{ value: '1P2S' }]);
    await expect.poll(() => tones.getAttribute('aria-disabled')).toBe('false');
    await agent.controls.getByLabel('Number', { exact: true }).fill('2015550199');
    await tones.waitFor({ state: 'detached' });
  });

  it('starts audio again and goes on with it', async () => {
    const agent = await inState('1002');
    await tool('Play audio', { 'Audio file': 'greeting' })(agent);
    await pressIn('Play')(agent);
    await agent.controls.getByText('Done', { exact: true }).waitFor();
    const playing = () =>
      db()
        .selectFrom('live_channels')
        .select('channel')
        .where('channel', 'like', 'IAX2/ASTplay%')
        .executeTakeFirst();
    await agent.until(playing, 'audio plays');
    for (const name of ['Pause', 'Resume', 'From the start', 'Stop']) {
      await pressIn(name)(agent);
      const stage = { 'From the start': 'RESTART' }[name] ?? name.toUpperCase();
      const { result } = await agent.hears(
        'vici-command',
        ({ params, result: answer }) => params.stage === stage && answer !== undefined,
      );
      expect(result?.level, name).toBe('success');
    }
    await expect.poll(playing).toBeUndefined();
  });

  it('switches the customer, whom the page is told of', async () => {
    const agent = await inCall('1002');
    await tool('Switch the customer', { 'Lead ID': '9' })(agent);
    await pressIn('Switch')(agent);
    await agent.controls.getByText('Done', { exact: true }).waitFor();
    const shown = () =>
      agent.controls.evaluate(
        (element) => (element as HTMLElementTagNameMap['vici-agent-controls']).session?.lead_id,
      );
    await expect.poll(shown).toBe(9);
  });

  async function preview(user: string, lead_id: number): Promise<AgentPage> {
    await db()
      .updateTable('list')
      .set({ phone_number: `20155503${lead_id}`, alt_phone: '2015550165', address3: '2015550166' })
      .where('lead_id', '=', lead_id)
      .execute();
    const agent = await inState(user);
    await agent.controls.getByLabel('Preview before dialling').check();
    await agent.controls.getByLabel('Number to dial').fill(`20155503${lead_id}`);
    await pressIn('Dial')(agent);
    await agent.reaches('PREVIEW');
    return agent;
  }
});
