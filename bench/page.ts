/** The block of figures in docs/performance.md: benches that ran replace their own rows only. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { BenchRun } from './bench-process.js';
import { BENCHES, figureRow } from './figures.js';

export const BEGIN = '<!-- figures:begin -->';
export const END = '<!-- figures:end -->';

const NOTE = 'Written by `npm run bench`: what stands between the markers is replaced.';
const RUNS_HEAD = ['Bench', 'Run', 'Machine', 'Load before'];
const FIGURES_HEAD = ['Bench', 'What', 'Measured', 'Budget', ''];

export interface RunConditions {
  readonly machine: string;
  /** Variables that shorten or lengthen the benches, as set: `BENCH_SECONDS=1`. */
  readonly settings: readonly string[];
}

/** A bench that failed leaves its rows as they were. @throws Error when the page lacks the markers */
export function writeFigures(page: string, run: BenchRun, conditions: RunConditions): void {
  writeFileSync(page, withFigures(readFileSync(page, 'utf8'), run, conditions));
}

/** @returns the page's text with the new block */
function withFigures(text: string, run: BenchRun, conditions: RunConditions): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page needs ${BEGIN} and ${END}`);
  if (run.failure !== undefined) return text;
  const [oldRuns, oldFigures] = readTables(text.slice(begin, end));
  const block = [
    BEGIN,
    NOTE,
    '',
    ...table(RUNS_HEAD, replaced(oldRuns, [runRow(run, conditions)])),
    '',
    ...table(FIGURES_HEAD, replaced(oldFigures, figureRows(run))),
    '',
  ];
  return `${text.slice(0, begin)}${block.join('\n')}${text.slice(end)}`;
}

type Row = readonly string[];

function runRow({ name, startedAt, load }: BenchRun, { machine, settings }: RunConditions): Row {
  const when = `${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const how = settings.map((setting) => `, \`${setting}\``).join('');
  return [name, when + how, machine, load.toFixed(2)];
}

function figureRows({ name, figures }: BenchRun): Row[] {
  return figures.map((figure) => {
    const [bench, what, measured, budget, verdict] = figureRow(name, figure);
    return [bench, what, measured, budget, verdict === 'MISSED' ? '**missed**' : verdict];
  });
}

/** @returns new rows in place of the old ones of the same benches, benches in their order */
function replaced(old: readonly Row[], rows: readonly Row[]): Row[] {
  const isNew = new Set(rows.map(([bench]) => bench));
  const all = [...old.filter(([bench]) => !isNew.has(bench)), ...rows];
  return BENCHES.flatMap((bench) => all.filter(([first]) => first === bench));
}

/** @returns the rows of the block's two tables */
function readTables(block: string): readonly [Row[], Row[]] {
  const tables = block
    .split(/\n{2,}/)
    .map((part) => part.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 0)
    // the title and the line under it
    .map((lines) => lines.slice(2).map(cells));
  return [tables[0] ?? [], tables[1] ?? []];
}

const cells = (line: string): Row =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim());

const table = (head: Row, rows: readonly Row[]): string[] =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
