/** What a page has to load: the budgets of the widget. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { en } from '../../widget/words/panels/en.js';
import { es } from '../../widget/words/panels/es.js';

const folder = fileURLToPath(new URL('../../dist/widget/', import.meta.url));
const KIB = 1024;
const ENTRY = 'vici-agent-controls.js';
const IMPORT = /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g;
const LATER = /import\(["'`]\.\/([\w.-]+\.js)["'`]\)/g;

const code = (file: string) => readFileSync(folder + file, 'utf8');
const gzipped = (file: string) => gzipSync(readFileSync(folder + file), { level: 9 }).length;
const namesIn = (file: string, found: RegExp) =>
  [...code(file).matchAll(found)].map(([, name = '']) => name);

/** The module and what it loads before it runs; with `all`, what it may load later too. */
function reached(file: string, all = false, seen = new Set<string>()): Set<string> {
  seen.add(file);
  for (const name of [...namesIn(file, IMPORT), ...(all ? namesIn(file, LATER) : [])]) {
    if (!seen.has(name)) reached(name, all, seen);
  }
  return seen;
}

/** Prints the sum, so that a run's log shows how near the budget is. */
function weigh(what: string, files: Iterable<string>): number {
  const bytes = [...files].reduce((sum, file) => sum + gzipped(file), 0);
  console.log(`${what}: ${(bytes / KIB).toFixed(2)} KiB gzip`);
  return bytes;
}

const has = (text: string) => (file: string) => code(file).includes(text);
/** Texts that only a language's own files hold. */
const ENGLISH = has(en.logOut.logOutNow);
const SPANISH = (file: string) => /^es-/.test(file) || has(es.logOut.logOutNow)(file);

describe('the built widget', () => {
  it('takes at most 25 KiB before its first control works, in Spanish too', () => {
    const first = reached(ENTRY);
    expect(weigh('widget, first control', first)).toBeLessThanOrEqual(25 * KIB);
    const spanish = namesIn(ENTRY, LATER).filter(has('Controles del agente'));
    expect(spanish).toHaveLength(1);
    expect(weigh('widget, first control, es', [...first, ...spanish])).toBeLessThanOrEqual(
      25 * KIB,
    );
  });

  it('takes at most 40 KiB for all that a page in one language can load', () => {
    const all = [...reached(ENTRY, true)];
    const english = all.filter((file) => !SPANISH(file));
    const spanish = all.filter((file) => !ENGLISH(file));
    expect([all.length, english.length, spanish.length]).toEqual([5, 3, 4]);
    expect(weigh('widget, everything, en', english)).toBeLessThanOrEqual(40 * KIB);
    expect(weigh('widget, everything, es', spanish)).toBeLessThanOrEqual(40 * KIB);
    // nor does the sum grow unnoticed: nobody loads both
    expect(weigh('widget, both languages', all)).toBeLessThanOrEqual(43 * KIB);
  });

  it('leaves no file that nothing loads', () => {
    const isBoard = (file: string) => /^(board-|vici-agent-board\b)/.test(file);
    const files = readdirSync(folder).filter((file) => file.endsWith('.js') && !isBoard(file));
    expect(files.sort()).toEqual([...reached(ENTRY, true)].sort());
  });

  it('holds no schema library', () => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
      expect(code(file), file).not.toMatch(/ZodError|\$ZodType|zod/);
    }
  });
});
