/** What a page has to load: the budgets of the widget. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../dist/widget/', import.meta.url));
const KIB = 1024;
const ENTRY = 'vici-agent-controls.js';

const gzipped = (file: string) => gzipSync(readFileSync(folder + file), { level: 9 }).length;

/** What the module loads before it runs, itself included. */
function needed(file: string, seen = new Set<string>()): Set<string> {
  seen.add(file);
  const code = readFileSync(folder + file, 'utf8');
  for (const [, name] of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) {
    if (name && !seen.has(name)) needed(name, seen);
  }
  return seen;
}

describe('the built widget', () => {
  it('takes at most 25 KiB before its first control works', () => {
    const sum = [...needed(ENTRY)].reduce((bytes, file) => bytes + gzipped(file), 0);
    expect(sum).toBeLessThanOrEqual(25 * KIB);
  });

  it('takes at most 45 KiB in all, every panel in both languages', () => {
    const isBoard = (file: string) => /^(board-|vici-agent-board\b)/.test(file);
    const files = readdirSync(folder).filter((file) => file.endsWith('.js') && !isBoard(file));
    expect(files.length).toBeGreaterThan(3);
    expect(files.reduce((bytes, file) => bytes + gzipped(file), 0)).toBeLessThanOrEqual(45 * KIB);
  });

  it('holds no schema library', () => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
      expect(readFileSync(folder + file, 'utf8'), file).not.toMatch(/ZodError|\$ZodType|zod/);
    }
  });
});
