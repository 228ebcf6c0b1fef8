/** Repeats a thing for a bounded time on several workers, and prints figures as a table. */

export interface Measured {
  readonly perSecond: number;
  /** ms */
  readonly p50: number;
  /** ms */
  readonly p99: number;
}

const WARM_UP_S = 0.5;

/** @param turn called again as soon as it resolves, by each worker; @throws what it throws */
export async function measure(
  seconds: number,
  workers: number,
  turn: (worker: number, turn: number) => Promise<void>,
): Promise<Measured> {
  await repeat(WARM_UP_S, workers, turn);
  const started = performance.now();
  const times = await repeat(seconds, workers, turn);
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / elapsed,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

async function repeat(
  seconds: number,
  workers: number,
  turn: (worker: number, turn: number) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let count = 0; performance.now() < end; count++) {
        const began = performance.now();
        await turn(worker, count);
        times.push(performance.now() - began);
      }
    }),
  );
  return times;
}

/** @param sorted ascending */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  for (const row of [head, ...rows]) {
    console.log(
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('   '),
    );
  }
}
