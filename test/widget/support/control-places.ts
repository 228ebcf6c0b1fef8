/** Finds a control in the element. */
import type { Locator } from 'playwright';
import type { AgentPage } from './agent-page.js';
import type { ControlRow, Texts } from './control-table.js';

/** Opens the panel and the tool that the control stands in. */
export async function openPlace(
  agent: AgentPage,
  { tab, tool }: Pick<ControlRow, 'tab' | 'tool'>,
  texts: Texts,
): Promise<void> {
  if (!tab) return;
  await agent.tab(tab(texts)).click();
  if (tab(texts) !== texts.more.more) return;
  const back = agent.button(texts.element.back);
  if ((await back.count()) > 0) await back.click();
  if (tool) await agent.button(tool(texts)).click();
}

/** Where its buttons are looked for. */
export function placeOf(agent: AgentPage, { tab }: Pick<ControlRow, 'tab'>): Locator {
  return tab
    ? agent.controls.getByRole('tabpanel')
    : agent.controls.locator('[part~=base] > header, [part~=controls]');
}
