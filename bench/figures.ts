/** What a bench found, as data: its own script prints it, `npm run bench` collects it. */
export const BENCHES = ['commands', 'feed', 'binlog', 'cluster', 'widget'] as const;

export type BenchName = (typeof BENCHES)[number];

/** Inclusive, in the figure's own unit. */
export type Budget = { readonly atMost: number } | { readonly atLeast: number };

export interface Figure {
  /** Unique within its bench. */
  readonly what: string;
  readonly value: number;
  /** `ms`, `×`, `KiB`, …; empty for a bare number. */
  readonly unit: string;
  /** After the point; default 1. */
  readonly digits?: number;
  readonly budget?: Budget;
}

/** From a bench's process to the one that started it. */
export type BenchMessage = { readonly figures: readonly Figure[] } | { readonly failure: string };

/** Bench, what, measured, budget, verdict: as texts. */
export type FigureRow = readonly [string, string, string, string, string];

const send = (message: BenchMessage) => process.send?.(message);

/** @throws Error when one of them is not a number: nothing was measured then */
export function report(...figures: Figure[]): void {
  for (const { what, value } of figures) {
    if (!Number.isFinite(value)) throw new Error(`${what}: nothing was measured`);
  }
  send({ figures });
}

/** Runs a bench; what it throws is printed, told to whoever started this process, and exit code 1. */
export async function bench(work: () => Promise<void>): Promise<void> {
  const leave = () => process.exit(143);
  // told to end, or left alone, a process leaves no hub behind
  process.once('SIGTERM', leave).once('disconnect', leave);
  try {
    await work();
  } catch (error) {
    console.error(error);
    send({ failure: firstLine(error) });
    process.exitCode = 1;
  } finally {
    process.off('disconnect', leave);
  }
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n', 1)[0] ?? '';
}

/** @returns undefined without a budget; what is judged is the number as it is shown */
export function isMet(figure: Figure): boolean | undefined {
  const { budget } = figure;
  if (!budget) return undefined;
  const shown = Number(digits(figure));
  return 'atMost' in budget ? shown <= budget.atMost : shown >= budget.atLeast;
}

export function figureRow(bench: BenchName, figure: Figure): FigureRow {
  const { what, unit, budget } = figure;
  const met = isMet(figure);
  return [
    bench,
    what,
    withUnit(digits(figure), unit),
    budget ? withUnit('atMost' in budget ? `≤ ${budget.atMost}` : `≥ ${budget.atLeast}`, unit) : '',
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

const digits = ({ value, digits = 1 }: Figure) => value.toFixed(digits);
const withUnit = (number: string, unit: string) => (unit ? `${number} ${unit}` : number);
