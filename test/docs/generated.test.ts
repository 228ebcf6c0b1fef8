import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functions } from '../../protocol/functions/index.js';
import { reasons } from '../../protocol/reasons.js';
import { functionsPage } from '../../tasks/functions-page.js';

const stored = readFileSync(new URL('../../docs/functions.md', import.meta.url), 'utf8');

/** @returns the cells of the table row that begins with this word */
function row(page: string, word: string): string[] {
  const line = page.split('\n').find((each) => each.startsWith(`| \`${word}\` |`)) ?? '';
  return line.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

describe('docs/functions.md', () => {
  it('is current: run `npm run docs` after a change of the schemas', () => {
    expect(stored).toBe(functionsPage());
  });

  it('has a row for every function and every reason', () => {
    const words = [...Object.keys(functions), ...Object.keys(reasons)];
    expect(words.filter((word) => row(stored, word).length < 3)).toEqual([]);
  });

  it('says what a function takes, who must be named, what it answers and why it refuses', () => {
    const [, , , params, named, data, stages, refusals] = row(stored, 'external_pause');
    expect(params).toBe('`value`\\*: `PAUSE`, `RESUME`');
    expect(named).toBe('`agent_user` or `alt_user`, whatever its length');
    expect(data).toMatch(
      /^`value`: .*<br>`epoch`: whole number; Unix seconds<br>`agent_user`: text$/,
    );
    expect(stages).toBe('`picked_up`, `effective`');
    expect(refusals).toContain('`agent_not_logged_in` 4404');
  });

  it('says what a reason means', () => {
    expect(row(stored, 'agent_not_logged_in').slice(1, 5)).toEqual([
      '`agent_not_logged_in`',
      'agent_user is not logged in',
      '4404',
      'yes',
    ]);
  });
});
