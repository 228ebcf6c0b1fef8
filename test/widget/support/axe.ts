/** What axe-core finds wrong in a page with the element. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeRunner {
  run(
    within: string,
    options: { runOnly: string[]; rules: Record<string, { enabled: boolean }> },
  ): Promise<{
    violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
    passes: unknown[];
  }>;
}

/**
 * @param ownColors false: the system's colours are forced, which axe-core does not see
 * @returns a line each
 * @throws Error when it looked at nothing
 */
export async function accessibilityProblems(page: Page, ownColors = true): Promise<string[]> {
  // Through the debugging protocol: the page's policy allows no such script.
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(script);
  // Colours that are still on their way from one theme to the other are nobody's.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const rules = { 'color-contrast': { enabled: ownColors } };
  const { violations, passes } = await page.evaluate(
    (options) => {
      const { axe } = window as unknown as { axe: AxeRunner };
      return axe.run('vici-agent-controls', options);
    },
    { runOnly: RULES, rules },
  );
  if (passes.length < 5) throw new Error(`only ${passes.length} rules had something to look at`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.flat()}: ${failureSummary}`),
  );
}
