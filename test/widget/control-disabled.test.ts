/** What the state, the connection or the token forbids cannot be pressed, and says why. */
import type { Locator } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentState } from '../../protocol/agent-session.js';
import { type Control, rules, type Why } from '../../widget/desk/availability.js';
import { addControls } from '../../widget/panels/add-controls.js';
import type { Language } from '../../widget/words/words.js';
import type { AgentPage } from './support/agent-page.js';
import { openPlace, placeOf } from './support/control-places.js';
import { controlTable, textsIn } from './support/control-table.js';
import { STATES, StillCentre } from './support/still-centre.js';

const controls = Object.keys(controlTable) as Control[];

it('every control of the element has its row in the table', () => {
  addControls();
  expect(controls.sort()).toEqual(Object.keys(rules).sort());
});

describe('what cannot be used now', { timeout: 60_000 }, () => {
  let still: StillCentre;
  beforeAll(async () => {
    still = await StillCentre.open();
  });
  afterAll(() => still.close());
  afterEach(async () => {
    expect(await still.tidy(), 'console').toEqual([]);
  });

  it.each(STATES)('says why in %s, and all else can be used', async (state) => {
    const agent = await still.agentIn(state);
    await expectAll(agent, state, 'en', (control) => controlTable[control].why?.[state]);
  });

  it.each(['PAUSED', 'INCALL'] as const)('says why in Spanish in %s', async (state) => {
    const agent = await still.agentIn(state, { lang: 'es' });
    await expectAll(agent, state, 'es', (control) => controlTable[control].why?.[state]);
  });

  it('says that a call is not inbound where that counts', async () => {
    const row = { callerid: 'V4180000070000000007' };
    const agent = await still.agentIn('INCALL', { row });
    const place = controlTable['switch-lead'];
    await openPlace(agent, place, textsIn('en'));
    await expectReason(agent.button('Switch'), 'Only in an inbound call', 'switch-lead');
  });

  it('says while it connects that it does', async () => {
    const agent = await still.agentIn('INCALL');
    await agent.tab('Transfer').waitFor();
    await agent.goOffline();
    await agent.controls.locator('.offline').waitFor();
    await expectAll(agent, 'INCALL', 'en', () => 'connecting');
  });

  it('says that the token does not grant it', async () => {
    const agent = await still.agentIn('INCALL', { functions: ['version'] });
    await expectAll(agent, 'INCALL', 'en', () => 'notAllowed');
    expect(await agent.controls.getByText(/calls? waiting/).count()).toBe(0);
  });

  it('says that the agent is not logged in', async () => {
    const agent = await still.agentIn('PAUSED');
    await agent.tab('Transfer').waitFor();
    await still.remove();
    await expect.poll(() => agent.state()).toBeUndefined();
    await expectReason(agent.button('Pause'), 'The agent is not logged in', 'pause');
    // Nobody knows what a campaign offers to an agent who is in none.
    const offered: Control[] = ['pause', 'ivr-hold', 'transfer', 'third-party', 'lead'];
    for (const control of offered.slice(2)) {
      await agent
        .tab(controlTable[control].tab?.(textsIn('en')) ?? '')
        .waitFor({ state: 'detached' });
    }
    const left = controls.filter((control) => !offered.includes(control));
    await expectAll(agent, 'READY', 'en', () => 'notLoggedIn', left);
  });

  async function expectAll(
    agent: AgentPage,
    state: AgentState,
    language: Language,
    expected: (control: Control) => Why | undefined,
    these = controls,
  ): Promise<void> {
    const texts = textsIn(language);
    await agent.tab(texts.more.more).waitFor();
    if (these === controls) await agent.tab(texts.transfer.transfer).waitFor();
    for (const control of these) {
      const row = controlTable[control];
      const why = expected(control);
      const reason = why && texts.element.why[why];
      if (row.absent?.includes(state)) continue;
      await openPlace(agent, row, texts);
      if (row.isNote) {
        const fields = agent.controls.locator('[part~=field]');
        await expect
          .poll(() => fields.count(), { message: control })
          [reason ? 'toBe' : 'toBeGreaterThan'](0);
        if (reason) await agent.controls.getByRole('tabpanel').getByText(reason).waitFor();
      }
      for (const name of row.buttons(texts, why ? stateShown(control, state, why) : state)) {
        const button = placeOf(agent, row).getByRole('button', { name, exact: true });
        if (control === 'disposition' && !reason)
          await agent.controls.getByRole('option').first().click();
        await expectReason(button, reason, `${control}, ${name}`);
        if (reason) await button.click({ force: true });
      }
    }
    for (const control of these.filter((one) => controlTable[one].absent?.includes(state))) {
      const row = controlTable[control];
      await openPlace(agent, row, texts);
      for (const name of row.buttons(texts, state)) {
        const others = controls.filter((one) => one !== control && isShown(one, state));
        const isOthers = others.some((one) => {
          const other = controlTable[one];
          return other.tab === row.tab && other.buttons(texts, state).includes(name);
        });
        if (isOthers) continue;
        const button = placeOf(agent, row).getByRole('button', { name, exact: true });
        await expect.poll(() => button.count(), { message: `${control}, ${name}` }).toBe(0);
      }
    }
    const sent = (await agent.heard('vici-command')).map((one) => one.function);
    expect(sent.filter((name) => name !== 'calls_in_queue_count')).toEqual([]);
  }
});

function isShown(control: Control, state: AgentState): boolean {
  return !controlTable[control].absent?.includes(state);
}

/** A button that cannot be used does not promise to hang up. */
function stateShown(control: Control, state: AgentState, why: Why): AgentState {
  return control === 'disposition' && why !== 'comingIn' && why !== 'noCall' ? 'DISPO' : state;
}

/** Never taken from the keyboard: its reason can be reached there, and read. */
async function expectReason(button: Locator, reason: string | undefined, what: string) {
  const look = () =>
    button.evaluate((element) => ({
      disabled: element.getAttribute('aria-disabled'),
      reason: element.getAttribute('aria-description') ?? undefined,
      shown:
        element.getAttribute('aria-disabled') === 'true'
          ? element.getAttribute('title')
          : undefined,
      reached: !(element as HTMLButtonElement).disabled && element.tabIndex >= 0,
    }));
  await expect
    .poll(look, { message: what })
    .toEqual({ disabled: `${reason !== undefined}`, reason, shown: reason, reached: true });
}
