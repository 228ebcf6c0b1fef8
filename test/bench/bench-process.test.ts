import { describe, expect, it } from 'vitest';
import { runBench } from '../../bench/bench-process.js';
import { figureRow } from '../../bench/figures.js';

const LIMIT_MS = 20_000;
const file = (name: string) => new URL(`benches/${name}.ts`, import.meta.url);

describe.concurrent('a bench in its own process', () => {
  it('hands its figures over, and each is held against its budget', async () => {
    const { figures, failure } = await runBench('feed', file('good'), LIMIT_MS);
    expect(failure).toBeUndefined();
    expect(figures.map((figure) => figureRow('feed', figure))).toEqual([
      ['feed', 'one', '1.2 ms', '≤ 2 ms', 'met'],
      ['feed', 'two', '2.00 ×', '≥ 2.5 ×', 'MISSED'],
    ]);
  });

  it('that fails tells why, and keeps what it found before', async () => {
    const { figures, failure } = await runBench('feed', file('failing'), LIMIT_MS);
    expect(failure).toBe('a delay that nobody heard: nothing was measured');
    expect(figures.map(({ what }) => what)).toEqual(['one']);
  });

  it('that ends without a word has failed', async () => {
    const { failure } = await runBench('feed', file('lost'), LIMIT_MS);
    expect(failure).toBe('it ended with exit code 7');
  });

  it('that takes too long is ended', async () => {
    const { failure } = await runBench('feed', file('endless'), 1_000);
    expect(failure).toBe('it did not end in 1 s');
  });
});
