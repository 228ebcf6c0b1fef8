/** No barrier in any state, theme, layout or width, as far as axe-core can see. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionName, FunctionParams } from '../../protocol/functions/index.js';
import type { AgentPage } from './support/agent-page.js';
import { accessibilityProblems } from './support/axe.js';
import { CallCentre } from './support/call-centre.js';

const LAYOUTS = ['panel', 'bar'] as const;
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [280, 1_200] as const;
type Layout = (typeof LAYOUTS)[number];

describe('accessibility', { timeout: 90_000 }, () => {
  let centre: CallCentre;
  beforeAll(async () => {
    centre = await CallCentre.open();
  });
  afterAll(() => centre.close());
  afterEach(async () => {
    centre.simulator.start();
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  /** @param open what belongs to the state and is closed by a change of the layout */
  async function expectNoProblems(
    agent: AgentPage,
    open: (layout: Layout) => Promise<unknown> = async () => {},
    ownColors = true,
  ): Promise<void> {
    const found: string[] = [];
    for (const layout of LAYOUTS) {
      await set(agent, 'layout', layout);
      await agent.controls.locator(`.base.${layout}`).waitFor();
      await open(layout);
      for (const theme of THEMES) {
        await set(agent, 'theme', theme);
        for (const width of WIDTHS) {
          await agent.page.setViewportSize({ width: width + 16, height: 760 });
          if (await isTooWide(agent)) found.push(`${layout}, ${width}: does not fit`);
          for (const problem of await accessibilityProblems(agent.page, ownColors)) {
            found.push(`${layout}, ${theme}, ${width}: ${problem}`);
          }
        }
      }
    }
    expect(found).toEqual([]);
  }

  it('paused', async () => {
    const agent = await centre.agent('1000');
    await agent.button('Resume').waitFor();
    await expectNoProblems(agent);
  });

  it('pause reasons open', async () => {
    const agent = await centre.agent('1000');
    const list = agent.controls.getByRole('listbox');
    await expectNoProblems(agent, async () => {
      await agent.button('Change the reason').click();
      await list.waitFor();
    });
  });

  it('log-out question', async () => {
    const agent = await centre.agent('1000');
    await expectNoProblems(agent, async () => {
      await agent.button('Log out').first().click();
      await agent.controls.getByText('You will get no more calls.').waitFor();
    });
  });

  it('ready', async () => {
    const agent = await centre.agent('1001');
    await agent.button('Resume').click();
    await agent.reaches('READY', 'CLOSER');
    await centre.simulator.stop();
    await expectNoProblems(agent);
  });

  it('in call, each tool', async () => {
    const agent = await centre.agent('1002');
    await agent.takeCall();
    await expectNoProblems(agent);
    await agent.page.setViewportSize({ width: 420, height: 760 });
    const found: string[] = [];
    for (const layout of LAYOUTS) {
      await set(agent, 'layout', layout);
      const tools = agent.controls.locator('[part~=tab]');
      const names = await tools.allTextContents();
      expect(names.length).toBeGreaterThan(2);
      for (const [index, name] of names.entries()) {
        await tools.nth(index).click();
        await agent.controls.locator('.fills').waitFor();
        for (const theme of THEMES) {
          await set(agent, 'theme', theme);
          for (const problem of await accessibilityProblems(agent.page)) {
            found.push(`${layout}, ${theme}, ${name.trim()}: ${problem}`);
          }
        }
      }
    }
    expect(found).toEqual([]);
  });

  it('pause set for after the call', async () => {
    const agent = await centre.agent('1002');
    await agent.reaches('INCALL', 'DEAD');
    await agent.button('Pause').click();
    await agent.button('Pause set').waitFor();
    await expectNoProblems(agent);
  });

  it('wrap-up', async () => {
    const agent = await centre.agent('1002');
    await agent.reaches('INCALL', 'DEAD');
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    await expectNoProblems(agent, async (layout) => {
      if (layout === 'bar') await agent.button('Outcome').click();
      await agent.controls.getByRole('option').first().waitFor();
    });
  });

  it('callback form', async () => {
    const agent = await centre.agent('1002');
    await agent.reaches('DISPO');
    await expectNoProblems(agent, async (layout) => {
      if (layout === 'bar') await agent.button('Outcome').click();
      else {
        await agent.controls.getByRole('option', { name: /Call back/ }).click();
        await agent.button('Save outcome').click();
      }
      await agent.controls.getByLabel('Date').waitFor();
    });
  });

  it('customer on hold', async () => {
    const agent = await centre.agent('1003');
    await agent.takeCall();
    await call(agent, 'park_call', { value: 'PARK_CUSTOMER' });
    await agent.reaches('PARK');
    await expectNoProblems(agent);
  });

  it('preview', async () => {
    const agent = await centre.agent('1004');
    await agent.button('Resume').waitFor();
    await dial(agent, '2015550177', { preview: true });
    await agent.reaches('PREVIEW');
    await expectNoProblems(agent, async (layout) => {
      if (layout === 'bar') await agent.button('Dial').click();
      await agent.button('Skip').waitFor();
    });
  });

  it('dialling', async () => {
    const agent = await centre.agent('1005');
    await agent.button('Resume').waitFor();
    await dial(agent, '2015550178');
    await agent.reaches('DIAL');
    await centre.simulator.stop();
    await expectNoProblems(agent);
    expect(await agent.state()).toBe('DIAL');
  });

  it('offline', async () => {
    const agent = await centre.agent('1006');
    await agent.button('Resume').waitFor();
    await agent.goOffline();
    await agent.controls.locator('.offline').waitFor();
    await expectNoProblems(agent);
    agent.goOnline();
  });

  it('error shown, in its tool and as the message', async () => {
    const agent = await centre.agent('1006');
    await agent.button('Resume').waitFor();
    await dial(agent, 'x').catch(() => undefined);
    await expectNoProblems(agent, () => agent.controls.getByRole('alert').waitFor());
    await set(agent, 'layout', 'panel');
    await agent.tab('Keypad').click();
    await expectNoProblems(agent);
  });

  it('a page that forgot the token', async () => {
    const agent = await centre.agent('1006');
    await agent.controls.evaluate((element) => element.removeAttribute('token-url'));
    await agent.controls.getByText('This element needs a “token”').waitFor();
    await expectNoProblems(agent);
  });

  it('Spanish', async () => {
    const agent = await centre.agent('1006', { lang: 'es' });
    await agent.button('Reanudar').waitFor();
    await expectNoProblems(agent);
  });

  it('not logged in', async () => {
    const agent = await centre.agent('1007');
    await agent.button('Resume').waitFor();
    await call(agent, 'logout', { value: 'LOGOUT' });
    await agent.controls.getByText('Log in on the agent screen to begin').waitFor();
    await expectNoProblems(agent);
  });

  it('three-way call, and a customer who hung up', async () => {
    const agent = await centre.agent('1003');
    const other = await centre.agent('1006');
    await agent.reaches('PARK', 'DEAD');
    await call(agent, 'park_call', { value: 'GRAB_CUSTOMER' });
    await agent.reaches('INCALL');
    await call(agent, 'transfer_conference', {
      value: 'DIAL_WITH_CUSTOMER',
      ingroup_choices: 'AGENTDIRECT',
      phone_number: '1006',
      consultative: 'YES',
    });
    await other.button('Resume').click();
    await agent.reaches('3-WAY');
    await expectNoProblems(agent);
    await agent.button('Hang up').click();
    await other.reaches('DEAD');
    await expectNoProblems(other);
  });

  it('forced colours', async () => {
    const agent = await centre.agent('1000');
    await agent.button('Resume').waitFor();
    await agent.page.emulateMedia({ forcedColors: 'active' });
    await expectNoProblems(agent, undefined, false);
  });
});

function isTooWide(agent: AgentPage): Promise<boolean> {
  return agent.controls.evaluate(({ shadowRoot }) => {
    const base = shadowRoot?.querySelector('.base');
    return !base || base.scrollWidth > base.clientWidth;
  });
}

function set(agent: AgentPage, name: string, value: string): Promise<void> {
  return agent.controls.evaluate((element, [key, text]) => element.setAttribute(key, text), [
    name,
    value,
  ] as const);
}

type Controls = HTMLElementTagNameMap['vici-agent-controls'];

function call<N extends FunctionName>(
  agent: AgentPage,
  name: N,
  params: FunctionParams<N>,
): Promise<unknown> {
  return agent.controls.evaluate(
    (element, [method, given]) =>
      (element as Controls).call(method as 'park_call', given as FunctionParams<'park_call'>),
    [name, params] as const,
  );
}

function dial(agent: AgentPage, number: string, options: { preview?: boolean } = {}) {
  return agent.controls.evaluate((element, [text, how]) => (element as Controls).dial(text, how), [
    number,
    options,
  ] as const);
}
