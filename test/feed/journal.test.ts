import { describe, expect, it } from 'vitest';
import { Journal } from '../../server/feed/journal.js';

function filled(changes: number, limit: number) {
  const journal = new Journal<number>(1_000, limit);
  for (let i = 1; i <= changes; i += 1) journal.add('1000', i - 1, i);
  return journal;
}

describe('the journal', () => {
  it('numbers changes one by one', () => {
    const journal = new Journal<number>(1_000);
    expect(journal.add('1000', undefined, 1).revision).toBe(1);
    expect(journal.add('1001', undefined, 1).revision).toBe(2);
    expect(journal.revision).toBe(2);
  });

  it('gives exactly what came after a revision', () => {
    const journal = filled(7, 5);
    const missed = journal.since(1_000, 4);
    expect(missed).not.toBe('gap');
    expect(
      [...missed].map((entry) => entry !== null && typeof entry === 'object' && entry.revision),
    ).toEqual([5, 6, 7]);
    expect(journal.since(1_000, 7)).toEqual([]);
  });

  it('says gap for what it holds no longer, for the future and for another epoch', () => {
    const journal = filled(11, 5);
    expect(journal.since(1_000, 5)).toBe('gap');
    expect(journal.since(1_000, 6)).toHaveLength(5);
    expect(journal.since(1_000, 12)).toBe('gap');
    expect(journal.since(999, 11)).toBe('gap');
  });

  it('never holds more than twice its limit', () => {
    const journal = filled(1_000, 5);
    const held = Array.from({ length: 1_001 }, (_, revision) => journal.since(1_000, revision));
    expect(
      Math.max(...held.map((entries) => (entries === 'gap' ? 0 : entries.length))),
    ).toBeLessThanOrEqual(10);
    expect(journal.since(1_000, 995)).toHaveLength(5);
  });
});
