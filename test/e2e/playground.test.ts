/** The demo's playground: every attribute can be tried while the element works. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from '../widget/support/call-centre.js';

describe('the playground', () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open(true);
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  const open = async () => {
    const agent = await centre.page(`${centre.hub.url}/demo/`, { width: 1280 });
    await agent.page.getByRole('link', { name: 'Playground' }).click();
    await agent.button('Resume').waitFor();
    return agent;
  };

  it('sets layout, language, theme and what is hidden, and shows the tag for it', async () => {
    const agent = await open();
    const { page, controls } = agent;
    await agent.screenshot('playground');
    await page.getByLabel('lang').selectOption('es');
    await agent.button('Reanudar').waitFor();
    await page.getByLabel('theme').selectOption('dark');
    await page.getByText('hide', { exact: true }).click();
    await page.getByLabel('keypad').check();
    await expect.poll(() => agent.tab('Teclado').count()).toBe(0);
    await page.getByLabel('Width').fill('1000');
    await page.getByLabel('layout').selectOption('bar');
    await controls.locator('.base.bar').waitFor();
    await page.getByLabel('slot header').check();
    await controls.getByText('slot header').waitFor();
    await page.getByLabel('accent', { exact: true }).fill('#7c3aed');
    const tag = await page.locator('#tag').textContent();
    for (const words of ['layout="bar"', 'lang="es"', 'theme="dark"', 'hide="keypad"']) {
      expect(tag).toContain(words);
    }
    expect(tag).toContain('--vici-accent: #7c3aed');
    const color = () =>
      agent.button('Reanudar').evaluate((one) => getComputedStyle(one).backgroundColor);
    await expect.poll(color).toBe('rgb(124, 58, 237)');
    await agent.screenshot('playground-bar');
  });

  it('takes its token from a property or an attribute, too, and changes the agent', async () => {
    const agent = await open();
    const { page } = agent;
    for (const [index, way] of ['getToken', 'token', 'token-url'].entries()) {
      const user = `${1001 + index}`;
      await page.getByLabel('token from').selectOption(way);
      await page.getByLabel('agent-user').selectOption(user);
      await agent.hears('vici-ready', ({ agent_user }) => agent_user === user);
    }
  });

  it('dials by a link and by a method, and lists every event', async () => {
    const agent = await open();
    const { page } = agent;
    await page.getByLabel('click-to-dial').check();
    await page.getByRole('link', { name: '+1 201 555 0177' }).click();
    await agent.hears('vici-call-started', ({ direction }) => direction === 'manual');
    await page.locator('#log').getByText('vici-call-started').waitFor();
    await page.getByRole('button', { name: 'session', exact: true }).click();
    await page.locator('#log').getByText('session', { exact: true }).waitFor();
  });
});
