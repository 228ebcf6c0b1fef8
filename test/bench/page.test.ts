import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchRun } from '../../bench/bench-process.js';
import type { BenchName, Figure } from '../../bench/figures.js';
import { describeMachine } from '../../bench/machine.js';
import { BEGIN, END, writeFigures } from '../../bench/page.js';

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const CONDITIONS = { machine: '2 cores', settings: [] };

let folder: string;
let page: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vici-hub-page-'));
  page = join(folder, 'performance.md');
  copyFileSync(PAGE, page);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the figures of docs/performance.md', () => {
  it('are replaced for the benches that ran, and only for those', () => {
    write([run('commands', 'a pair', 1), run('feed', 'a frame', 2), run('widget', 'a repaint', 3)]);
    write([run('feed', 'another frame', 20)]);
    expect(rows('feed')).toEqual([
      '| feed | 2026-01-02 03:04 UTC | 2 cores | 0.50 |',
      '| feed | another frame | 20.0 ms | ≤ 5 ms | **missed** |',
    ]);
    expect(rows('commands')).toContain('| commands | a pair | 1.0 ms | ≤ 5 ms | met |');
    expect(rows('widget')).toContain('| widget | a repaint | 3.0 ms | ≤ 5 ms | met |');
  });

  it('keep the order of the benches, whichever ran last', () => {
    write([run('widget', 'a repaint', 3)]);
    write([run('commands', 'a pair', 1)]);
    const order = block().match(/^\| (commands|widget) /gm);
    expect(order?.slice(0, 2)).toEqual(['| commands ', '| widget ']);
  });

  it('stay as they were for a bench that failed', () => {
    write([run('cluster', 'nodes', 3)]);
    write([{ ...run('cluster', 'nodes', 4), failure: 'no NATS' }]);
    expect(rows('cluster')).toContain('| cluster | nodes | 3.0 ms | ≤ 5 ms | met |');
  });

  it('say that a run was a short one', () => {
    writeFigures(page, run('feed', 'a frame', 2), {
      machine: '2 cores',
      settings: ['BENCH_SECONDS=1'],
    });
    expect(rows('feed')[0]).toContain('2026-01-02 03:04 UTC, `BENCH_SECONDS=1`');
  });

  it('leave the prose around them as it is', () => {
    write([run('feed', 'a frame', 2)]);
    const around = (path: string) => {
      const text = readFileSync(path, 'utf8');
      return [text.slice(0, text.indexOf(BEGIN)), text.slice(text.indexOf(END))];
    };
    expect(around(page)).toEqual(around(PAGE));
  });

  it('are not written into a page without the markers', () => {
    writeFileSync(page, '# Other');
    expect(() => write([run('feed', 'a frame', 2)])).toThrow(/needs <!-- figures:begin -->/);
    expect(readFileSync(page, 'utf8')).toBe('# Other');
  });

  it('name the machine by what it has, not by its name', () => {
    expect(describeMachine()).toMatch(/^\d+ cores, \d+ GiB, Node [\d.]+, (MariaDB|MySQL) [\d.]+$/);
  });
});

function write(runs: readonly BenchRun[]): void {
  for (const one of runs) writeFigures(page, one, CONDITIONS);
}

function run(name: BenchName, what: string, value: number): BenchRun {
  const figures: Figure[] = [{ what, value, unit: 'ms', budget: { atMost: 5 } }];
  const startedAt = new Date('2026-01-02T03:04:05Z');
  return { name, startedAt, load: 0.5, figures, failure: undefined };
}

function block(): string {
  const text = readFileSync(page, 'utf8');
  return text.slice(text.indexOf(BEGIN), text.indexOf(END));
}

const rows = (bench: BenchName) =>
  block()
    .split('\n')
    .filter((line) => line.startsWith(`| ${bench} |`));
