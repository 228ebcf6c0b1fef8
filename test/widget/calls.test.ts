/** A customer on the line: screen pop, tones, hanging up, and what is saved afterwards. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('a call', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  it('tells the page who the customer is, and when the call is over', async () => {
    const agent = await centre.agent('1000');
    const call = await agent.takeCall();
    expect(call).toMatchObject({ agent_user: '1000', campaign_id: 'SALES', resumed: false });
    expect(call.lead_id).toBeGreaterThan(0);
    expect(call.phone_number).toMatch(/^\d{10}$/);
    expect(call.call_id).toHaveLength(20);
    await agent.screenshot('in-call');
    await agent.button('Hang up').click();
    const ended = await agent.hears('vici-call-ended');
    expect(ended).toMatchObject({ call_id: call.call_id, lead_id: call.lead_id });
    expect(ended.duration_ms).toBeGreaterThan(0);
    await agent.reaches('DISPO');
    expect(await agent.heard('vici-call-started')).toHaveLength(1);
  });

  it('tells a page that is opened in a call that it was under way already', async () => {
    const first = await centre.agent('1001');
    const call = await first.takeCall();
    const second = await centre.agent('1001');
    const again = await second.hears('vici-call-started');
    expect(again).toMatchObject({ call_id: call.call_id, lead_id: call.lead_id, resumed: true });
  });

  it('finds an outcome by typing and saves it with the keyboard', async () => {
    const agent = await centre.agent('1002');
    const call = await agent.takeCall();
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    const search = agent.controls.getByRole('combobox', { name: 'Find an outcome' });
    await search.fill('not inter');
    await expect.poll(() => agent.controls.getByRole('option').count()).toBe(1);
    await search.press('Enter');
    await agent.screenshot('outcome-chosen');
    await search.press('Enter');
    const saved = await agent.hears('vici-disposition');
    expect(saved).toMatchObject({
      lead_id: call.lead_id,
      status: 'NI',
      status_name: 'Not interested',
      callback_datetime: null,
    });
    const lead = await centre.database.connection.db
      .selectFrom('list')
      .select('status')
      .where('lead_id', '=', call.lead_id)
      .executeTakeFirst();
    expect(lead?.status).toBe('NI');
  });

  it('hangs up and saves the outcome in one go', async () => {
    const agent = await centre.agent('1003');
    await agent.takeCall();
    await agent.tab('Outcome').click();
    await agent.controls.getByRole('option', { name: /Sale made/ }).click();
    await agent.button('Hang up and save').click();
    expect(await agent.hears('vici-disposition')).toMatchObject({ status: 'SALE' });
    const sent = (await agent.heard('vici-command')).map((command) => command.function);
    expect(sent).toEqual(['external_pause', 'external_hangup', 'external_status']);
  });

  it('asks when, who and why for a callback', async () => {
    const agent = await centre.agent('1004');
    const call = await agent.takeCall();
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    await agent.controls.getByRole('option', { name: /Call back.*CALLBK/ }).click();
    await agent.button('Save outcome').click();
    const { controls } = agent;
    const date = controls.getByLabel('Date');
    await date.waitFor();
    expect(await agent.heard('vici-disposition')).toEqual([]);
    await date.fill('');
    await agent.button('Save outcome').click();
    await controls.getByText('Choose a date and a time.').waitFor();
    await date.fill('2031-05-06');
    await controls.getByLabel('Time').fill('14:30');
    await controls.getByLabel('Only me').check();
    await controls.getByLabel('Comments').fill('after lunch');
    await agent.screenshot('callback');
    await agent.button('Save outcome').click();
    expect(await agent.hears('vici-disposition')).toMatchObject({
      status: 'CALLBK',
      callback_datetime: '2031-05-06 14:30:00',
    });
    const callback = await centre.database.connection.db
      .selectFrom('callbacks')
      .selectAll()
      .where('lead_id', '=', call.lead_id)
      .executeTakeFirst();
    expect(callback).toMatchObject({
      callback_time: '2031-05-06 14:30:00',
      recipient: 'USERONLY',
      comments: 'after lunch',
      user: '1004',
    });
  });

  it('sends tones in the dialler’s letters, and no string over one that still waits', async () => {
    const agent = await centre.agent('1005');
    await agent.takeCall();
    await agent.tab('Keypad').click();
    const keypad = agent.controls.getByRole('group', { name: 'Keypad' });
    await keypad.getByRole('button').nth(11).waitFor();
    // quicker than any screen takes them
    await keypad.getByRole('button').evaluateAll((keys) => {
      for (const tone of ['1', '2', '#', '*']) {
        const key = keys.find((one) => one.textContent?.trim() === tone);
        (key as HTMLElement | undefined)?.click();
      }
    });
    await keypad.getByRole('button').first().press('7');
    await agent.until(async () => {
      const commands = await agent.heard('vici-command');
      const tones = commands.filter((command) => command.function === 'send_dtmf');
      return tones.map(({ params }) => params.value).join('') === '12PS7';
    }, 'all tones sent');
    const tones = (await agent.heard('vici-command')).filter((one) => one.function === 'send_dtmf');
    expect(tones.length).toBeLessThan(5);
  });
});
