/** The keyboard is never lost, always seen, never trapped; and eyes that need quiet get it. */
import type { Locator } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('focus, motion and forced colours', { timeout: 40_000 }, () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  const style = (what: Locator, name: string) =>
    what.evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);

  it('passes through every control with Tab, shows where it is, and leaves again', async () => {
    const beside = '<button type="button">after</button>';
    const agent = await centre.agent('1000', { beside });
    await agent.button('Resume').waitFor();
    const seen: string[] = [];
    for (let presses = 0; presses < 40; presses += 1) {
      await agent.page.keyboard.press('Tab');
      const at = await agent.focused();
      if (at === 'after') break;
      seen.push(at);
      const outline = await agent.page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element ? getComputedStyle(element).outlineStyle : 'none';
      });
      expect(outline, at).not.toBe('none');
    }
    expect(await agent.focused()).toBe('after');
    expect(seen).toEqual(expect.arrayContaining(['Log out', 'Resume', 'Hang up', 'Dial']));
  });

  it('keeps the focus in the element when a call takes the place of what was typed', async () => {
    const agent = await centre.agent('1001');
    await agent.button('Resume').click();
    const number = agent.controls.getByLabel('Number to dial');
    await number.fill('20155');
    await agent.reaches('INCALL');
    await expect.poll(() => agent.focused()).toBe('Keypad');
    await agent.page.keyboard.type('501');
    await agent.page.waitForTimeout(300);
    const sent = (await agent.heard('vici-command')).map((one) => one.function);
    expect(sent).not.toContain('send_dtmf');
    await agent.tab('Dial').click();
    expect(await number.inputValue()).toBe('20155');
  });

  it('keeps the focus while the connection is down and when it is back', async () => {
    const agent = await centre.agent('1002');
    const number = agent.controls.getByLabel('Number to dial');
    await number.fill('2015550160');
    await agent.goOffline();
    await agent.controls.locator('.offline').waitFor();
    await agent.page.keyboard.type('1');
    agent.goOnline();
    await agent.controls.locator('.offline').waitFor({ state: 'detached' });
    await agent.page.keyboard.type('2');
    expect(await number.inputValue()).toBe('201555016012');
  });

  it('works in the bar with the keyboard alone', async () => {
    const agent = await centre.agent('1003', { attributes: 'layout="bar"', width: 1280 });
    const { keyboard } = agent.page;
    const more = agent.button('Change the reason');
    await more.focus();
    await keyboard.press('Enter');
    const list = agent.controls.getByRole('listbox');
    await expect.poll(() => list.evaluate((one) => one.matches(':focus'))).toBe(true);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await agent.hears('vici-command', (one) => one.function === 'pause_code');
    await expect.poll(() => agent.focused()).toBe('Change the reason');
    await agent.button('Log out').press('Enter');
    await expect.poll(() => agent.controls.getByRole('dialog').isVisible()).toBe(true);
    await keyboard.press('Escape');
    expect(await agent.focused()).toBe('Log out');
  });

  it('moves nothing for who wants no motion', async () => {
    const agent = await centre.agent('1004');
    await agent.button('Resume').waitFor();
    const mark = agent.controls.locator('[part~=state-mark]');
    const state = agent.controls.locator('[part~=state]');
    expect(await style(state, 'transition-duration')).not.toBe('0s');
    await agent.page.emulateMedia({ reducedMotion: 'reduce' });
    await expect.poll(() => style(state, 'transition-duration')).toBe('0s');
    await agent.button('Resume').click();
    await agent.reaches('INCALL');
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    expect(await style(mark, 'animation-name')).toBe('none');
    await agent.page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(() => style(mark, 'animation-name')).not.toBe('none');
  });

  it('can be seen in forced colours: dots, the selected tab, what cannot be used', async () => {
    const agent = await centre.agent('1005');
    await agent.button('Resume').waitFor();
    await agent.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const dot = agent.controls.locator('[part~=state-mark]');
    const canvas = await agent.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await style(dot, 'background-color')).not.toBe(canvas);
    const edge = (name: string) => style(agent.tab(name), 'border-bottom-color');
    expect(await edge('Dial')).not.toBe(await edge('Keypad'));
    const color = (name: string) => style(agent.button(name), 'color');
    expect(await color('Hang up')).not.toBe(await color('Resume'));
    await agent.screenshot('forced-colours');
  });
});
