/** Without a mouse, in another language, in another layout, in the dark. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from './support/call-centre.js';

describe('keyboard, languages and layouts', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  it('takes a call from resume to its outcome with the keyboard alone', async () => {
    const agent = await centre.agent('1000');
    const { keyboard } = agent.page;
    await agent.button('Resume').waitFor();
    const goTo = async (what: string | RegExp) => {
      for (let presses = 0; presses < 30; presses += 1) {
        if ((await agent.focused()).match(what)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab never came to ${what}`);
    };
    await goTo(/^Resume$/);
    await keyboard.press('Enter');
    await agent.reaches('INCALL', 'DEAD');
    await goTo(/^Hang up$/);
    await keyboard.press('Space');
    await agent.reaches('DISPO');
    // The button is still where the keyboard is, although its turn is over.
    expect(await agent.focused()).toBe('Hang up');
    await goTo(/^Find an outcome$/);
    await keyboard.type('declined');
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    expect(await agent.hears('vici-disposition')).toMatchObject({ status: 'DEC' });
  });

  it('opens the pause reasons and returns the focus when they are closed', async () => {
    const agent = await centre.agent('1001');
    const more = agent.button('Change the reason');
    const list = agent.controls.getByRole('listbox');
    const isInList = () => list.evaluate((element) => element.matches(':focus'));
    await more.press('Enter');
    await expect.poll(isInList).toBe(true);
    await agent.page.keyboard.press('ArrowDown');
    await agent.page.keyboard.press('Escape');
    expect(await agent.focused()).toBe('Change the reason');
    await more.press('Enter');
    await expect.poll(isInList).toBe(true);
    await agent.page.keyboard.press('End');
    await agent.page.keyboard.press('Enter');
    await agent.hears('vici-state-changed', ({ pause_code }) => pause_code === 'TRAIN');
    await expect.poll(() => agent.focused()).toBe('Change the reason');
  });

  it('goes from tool to tool with the arrows', async () => {
    const agent = await centre.agent('1002');
    await agent.tab('Dial').press('ArrowRight');
    expect(await agent.focused()).toBe('Keypad');
    expect(await agent.tab('Keypad').getAttribute('aria-selected')).toBe('true');
    await agent.tab('More').waitFor();
    await agent.page.keyboard.press('End');
    expect(await agent.focused()).toBe('More');
  });

  it('says a state aloud when it changes', async () => {
    const agent = await centre.agent('1003');
    await agent.button('Resume').click();
    await agent.reaches('READY', 'CLOSER');
    const aloud = agent.controls.locator('.sr[role=status]');
    await expect.poll(() => aloud.textContent()).toMatch(/^Ready/);
  });

  it('speaks the page’s language, and another when told to', async () => {
    const agent = await centre.agent('1004', { lang: 'es-MX' });
    await agent.button('Reanudar').waitFor();
    await expect.poll(() => agent.stateName.textContent()).toBe('En pausa');
    await agent.controls.getByText('Número a marcar').waitFor();
    expect(await agent.button('Colgar').getAttribute('title')).toBe('No hay ninguna llamada');
    await agent.screenshot('spanish');
    await agent.controls.evaluate((element) => element.setAttribute('lang', 'en'));
    await agent.button('Resume').waitFor();
    await agent.controls.getByText('Number to dial').waitFor();

    const speak = (own: string, around: string) =>
      agent.controls.evaluate(
        (element, [own, around]) => {
          (element as HTMLElement).lang = own ?? '';
          document.documentElement.lang = around ?? '';
        },
        [own, around],
      );
    for (const [own, around, resume] of [
      ['es', 'en', 'Reanudar'],
      ['est', 'es', 'Resume'],
      ['ES-mx', 'en', 'Reanudar'],
      ['de', 'es', 'Resume'],
    ] as const) {
      await speak(own, around);
      await agent.button(resume).waitFor();
    }
    await agent.controls.evaluate((element) => element.removeAttribute('lang'));
    await agent.button('Reanudar').waitFor();
  });

  it('speaks two languages on one page', async () => {
    const agent = await centre.agent('1004', { lang: 'en' });
    await agent.button('Resume').waitFor();
    await agent.controls.evaluate((element) => {
      const other = element.cloneNode() as HTMLElement;
      other.id = 'other';
      const around = document.createElement('div');
      around.lang = 'es';
      around.append(other);
      document.body.append(around);
    });
    await agent.page.locator('#other').getByRole('button', { name: 'Reanudar' }).waitFor();
    await agent.button('Resume').first().waitFor();
  });

  it('says errors in the page’s language', async () => {
    const agent = await centre.agent('1004', { lang: 'es' });
    await agent.button('Reanudar').waitFor();
    await agent.controls.evaluate((element) => {
      const controls = element as HTMLElementTagNameMap['vici-agent-controls'];
      return controls.dial('x').catch(() => undefined);
    });
    await agent.controls.getByRole('alert').getByText('Ese número no se puede marcar.').waitFor();
  });

  it('is one line in the bar layout, its tools hang over the page', async () => {
    const agent = await centre.agent('1005', { attributes: 'layout="bar"', width: 1280 });
    await agent.button('Resume').waitFor();
    const box = await agent.controls.boundingBox();
    expect(box?.height).toBeLessThan(60);
    await agent.button('Dial').click();
    const dialog = agent.controls.getByRole('dialog', { name: 'Dial' });
    await dialog.getByLabel('Number to dial').fill('2015550160');
    await agent.screenshot('bar');
    expect((await agent.controls.boundingBox())?.height).toBe(box?.height);
    await agent.page.keyboard.press('Escape');
    await expect.poll(() => dialog.isVisible()).toBe(false);
    expect(await agent.focused()).toBe('Dial');
  });

  it.each([280, 420, 760, 1_200])('fits into %i px', async (width) => {
    const agent = await centre.agent('1006', { width: width + 16 });
    await agent.button('Resume').waitFor();
    const overflow = await agent.controls.evaluate((element) => {
      const base = element.shadowRoot?.querySelector('.base');
      return base ? base.scrollWidth - base.clientWidth : -1;
    });
    expect(overflow).toBe(0);
    await agent.screenshot(`width-${width}`);
  });

  it('does not move the page when its state changes', async () => {
    const agent = await centre.agent('1007', { beside: '<p id="below">below</p>', dark: true });
    const below = () => agent.page.locator('#below').boundingBox();
    await agent.button('Resume').waitFor();
    const before = await below();
    await agent.takeCall();
    await agent.screenshot('dark');
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    expect(await below()).toEqual(before);
  });

  it('leaves out what the page hides', async () => {
    const agent = await centre.agent('1006', { attributes: 'hide="hangup keypad logout"' });
    await agent.button('Resume').waitFor();
    expect(await agent.button('Hang up').count()).toBe(0);
    expect(await agent.tab('Keypad').count()).toBe(0);
    expect(await agent.button('Log out').count()).toBe(0);
  });
});
