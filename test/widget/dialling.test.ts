/** Dialling by hand: from the panel, from the page, and when it is not allowed. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('dialling', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  it('dials the typed number with Enter', async () => {
    const agent = await centre.agent('1000');
    await agent.button('Resume').waitFor();
    const number = agent.controls.getByRole('textbox', { name: 'Number to dial' });
    await number.fill('+1 (201) 555-0142');
    await number.press('Enter');
    const call = await agent.hears('vici-call-started');
    expect(call).toMatchObject({ phone_number: '2015550142', direction: 'manual' });
    const [command] = await agent.heard('vici-command');
    expect(command?.params).toEqual({
      agent_user: '1000',
      value: '2015550142',
      phone_code: '1',
      search: 'YES',
      preview: 'NO',
      focus: 'YES',
    });
    await agent.reaches('INCALL', 'DEAD');
    await agent.screenshot('dialled');
  });

  it('says what is wrong with a number, and keeps it to be corrected', async () => {
    const agent = await centre.agent('1001');
    await agent.button('Resume').waitFor();
    const number = agent.controls.getByRole('textbox', { name: 'Number to dial' });
    await number.press('Enter');
    await agent.controls.getByText('Type a number first.').waitFor();
    await number.fill('call me');
    await number.press('Enter');
    await agent.controls.getByText('That is not a number that can be dialled.').waitFor();
    expect(await number.inputValue()).toBe('call me');
    expect(await number.getAttribute('aria-invalid')).toBe('true');
    expect(await agent.heard('vici-command')).toEqual([]);
  });

  it('previews a customer, who is then skipped or dialled', async () => {
    const agent = await centre.agent('1002');
    await agent.button('Resume').waitFor();
    const number = agent.controls.getByRole('textbox', { name: 'Number to dial' });
    for (const [press, reached] of [
      ['Skip', 'PAUSED'],
      ['Dial', 'INCALL'],
    ] as const) {
      await agent.controls.getByLabel('Preview before dialling').check();
      await number.fill('2015550103');
      // the skip before is done
      await expect
        .poll(() => agent.controls.locator('[part~=dial-button]').getAttribute('aria-disabled'))
        .toBe('false');
      await number.press('Enter');
      await agent.reaches('PREVIEW');
      await agent.screenshot('preview');
      await agent.button(press).click();
      await agent.reaches(reached);
    }
  });

  it('turns the page’s tel: links into calls', async () => {
    const beside = '<p><a href="tel:+1-201-555-0155">Call the shop</a></p>';
    const agent = await centre.agent('1003', { attributes: 'click-to-dial', beside });
    await agent.button('Resume').waitFor();
    await agent.page.getByRole('link', { name: 'Call the shop' }).press('Enter');
    expect(await agent.hears('vici-call-started')).toMatchObject({ phone_number: '2015550155' });
  });

  it('cannot be used while the agent waits for calls, and says why', async () => {
    const beside = '<p><a href="tel:2015550155">Call the shop</a></p>';
    const agent = await centre.agent('1004', { attributes: 'click-to-dial', beside });
    await agent.button('Resume').click();
    await agent.reaches('READY', 'CLOSER');
    const dial = agent.controls.getByRole('button', { name: 'Dial' });
    expect(await dial.getAttribute('aria-disabled')).toBe('true');
    expect(await dial.getAttribute('title')).toBe('Pause first');
    const hangUp = agent.button('Hang up');
    expect(await hangUp.getAttribute('title')).toBe('There is no call');
    await agent.page.getByRole('link', { name: 'Call the shop' }).click();
    await agent.controls.getByRole('alert').getByText('Pause first').waitFor();
    const sent = (await agent.heard('vici-command')).map((command) => command.function);
    expect(sent).toEqual(['external_pause']);
  });

  it('can be asked of the element by the page', async () => {
    const agent = await centre.agent('1005');
    await agent.button('Resume').waitFor();
    const level = await agent.controls.evaluate((element) => {
      const controls = element as HTMLElementTagNameMap['vici-agent-controls'];
      return controls.dial('2015550177', { search: false }).then((result) => result.level);
    });
    expect(level).toBe('success');
    expect(await agent.hears('vici-call-started')).toMatchObject({ phone_number: '2015550177' });
  });
});
