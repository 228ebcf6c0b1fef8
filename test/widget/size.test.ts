/** What a page has to load: the budgets of the widget. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WIDGET_FOLDER, widgetFiles, widgetSizes } from '../../bench/widget-sizes.js';

const KIB = 1024;
const sizes = widgetSizes();
const files = readdirSync(WIDGET_FOLDER).filter((file) => file.endsWith('.js'));

describe('the built widget', () => {
  it.each([
    ['before its first control works', sizes.first, 25],
    ['before its first control works, in Spanish', sizes.firstSpanish, 25],
    ['for all that an English page can load', sizes.english, 40],
    ['for everything, every language included', sizes.all, 40],
  ])('loads %s no more than its budget', (what, bytes, kib) => {
    // printed, so that a run's log shows how near the budget is
    console.log(`widget, ${what}: ${(bytes / KIB).toFixed(2)} of ${kib} KiB gzip`);
    expect(bytes).toBeGreaterThan(10 * KIB);
    expect(bytes).toBeLessThanOrEqual(kib * KIB);
  });

  it('leaves no file that nothing loads', () => {
    const own = files.filter((file) => !/^(board-|vici-agent-board\b)/.test(file));
    expect(own.sort()).toEqual(widgetFiles().sort());
  });

  it('holds no schema library', () => {
    for (const file of files) {
      const code = readFileSync(WIDGET_FOLDER + file, 'utf8');
      expect(code, file).not.toMatch(/ZodError|\$ZodType|zod/);
    }
  });
});
