/** Repeats a thing for a bounded time on several workers. */

export interface Measured {
  /** Turns. */
  readonly count: number;
  readonly perSecond: number;
  /** ms */
  readonly p50: number;
  /** ms */
  readonly p99: number;
}

export interface Bounds {
  readonly seconds: number;
  /** Turns of all workers together; default no limit. */
  readonly count?: number;
}

export interface Round {
  /** Of each turn, ms, in no order. */
  readonly times: readonly number[];
  readonly elapsedMs: number;
}

/** @param turn called again as soon as it resolves, by each worker */
export type Turn = (worker: number, turn: number) => Promise<void>;

/** Of each side, before its first round; never more than a round. */
const WARM_UP = { seconds: 0.5, count: 1_000 };

/**
 * Rounds of all sides in turns, so that whatever else the machine does meets all of them.
 * @returns the rounds of each side. @throws what a turn throws
 */
export async function inTurns(
  sides: readonly Turn[],
  workers: number,
  rounds: number,
  bounds: Bounds,
): Promise<Round[][]> {
  const count = Math.min(WARM_UP.count, bounds.count ?? WARM_UP.count);
  for (const turn of sides) await repeat({ ...WARM_UP, count }, workers, turn);
  const measured = sides.map((): Round[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [side, turn] of sides.entries()) {
      measured[side]?.push(await repeat(bounds, workers, turn));
    }
  }
  return measured;
}

/** Ends at the first bound that is reached. @throws what a turn throws */
async function repeat(bounds: Bounds, workers: number, turn: Turn): Promise<Round> {
  const { seconds, count = Number.POSITIVE_INFINITY } = bounds;
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  let begun = 0;
  let isOver = false;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let own = 0; !isOver && begun < count && performance.now() < end; own += 1) {
        begun += 1;
        const began = performance.now();
        try {
          await turn(worker, own);
        } catch (error) {
          isOver = true; // the others need not go on
          throw error;
        }
        times.push(performance.now() - began);
      }
    }),
  );
  return { times, elapsedMs: performance.now() - started };
}

/** All rounds as if they had been one. */
export function summary(rounds: readonly Round[]): Measured {
  const times = rounds.flatMap((round) => round.times).sort((a, b) => a - b);
  const elapsedMs = rounds.reduce((sum, round) => sum + round.elapsedMs, 0);
  return {
    count: times.length,
    perSecond: (times.length / elapsedMs) * 1_000,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

/** Per second, p50, p99: as a table shows them. */
export function cells({ perSecond, p50, p99 }: Measured): string[] {
  return [perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2)];
}

/** @param sorted ascending */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
