/** The benches, one after another; their figures in one table and in docs/performance.md. */
import { type BenchRun, runBench } from './bench-process.js';
import { BENCHES, type BenchName, figureRow } from './figures.js';
import { describeMachine } from './machine.js';
import { writeFigures } from './page.js';
import { printTable } from './table.js';

export interface RunAllOptions {
  readonly names: readonly BenchName[];
  /** The page that takes the figures; undefined: none. */
  readonly page: string | undefined;
}

/** Besides what `BENCH_SECONDS` makes of it, ms. */
const LIMIT_MS = 600_000;
/** A bench measures so many rounds of `BENCH_SECONDS` at most. */
const ROUNDS = 60;

/** @returns the exit code: 1 when a bench failed; a missed budget is no failure */
export async function runAll({ names, page }: RunAllOptions): Promise<number> {
  const { BENCH_SECONDS, BENCH_CHANGES, BENCH_SUBSCRIBERS } = process.env;
  const settings = Object.entries({ BENCH_SECONDS, BENCH_CHANGES, BENCH_SUBSCRIBERS }).flatMap(
    ([variable, value]) => (value === undefined ? [] : [`${variable}=${value}`]),
  );
  const conditions = { machine: describeMachine(), settings };
  const limitMs = LIMIT_MS + ROUNDS * 1_000 * Number(BENCH_SECONDS ?? 0);
  const runs: BenchRun[] = [];
  for (const name of BENCHES.filter((one) => names.includes(one))) {
    console.log(`== ${name}`);
    const file = new URL(`${name}.ts`, import.meta.url);
    const run = await runBench(name, file, limitMs);
    runs.push(run);
    // at once: what is interrupted later keeps what is known
    if (page !== undefined) writeFigures(page, run, conditions);
    console.log();
  }
  console.log(`${conditions.machine}; load before: ${runs[0]?.load.toFixed(2)}\n`);
  const rows = runs.flatMap(({ name, figures }) =>
    figures.map((figure) => figureRow(name, figure)),
  );
  printTable(['bench', 'what', 'measured', 'budget', ''], rows, 2);
  const missed = rows.filter(([, , , , verdict]) => verdict === 'MISSED').length;
  const judged = rows.filter(([, , , , verdict]) => verdict !== '').length;
  console.log(`\n${judged - missed} of ${judged} budgets met`);
  const failed = runs.filter(({ failure }) => failure !== undefined);
  for (const { name, failure } of failed) console.log(`\nFAILED: ${name}: ${failure}`);
  return failed.length > 0 ? 1 : 0;
}
