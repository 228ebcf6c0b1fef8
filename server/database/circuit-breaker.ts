/**
 * The way to the database for commands. While it is gone they are refused at once and cost nothing
 * (one attempt in a while finds out whether it is back); while it is slow no crowd gathers.
 */
import { isConnectionLost } from './unavailable.js';

export interface CircuitBreakerOptions {
  /** Commands under way at most, waiting ones included. */
  readonly underWayLimit?: number;
  /** After this long a command is answered as if the database were gone, ms. */
  readonly timeLimitMs?: number;
  readonly time?: () => number;
}

/** The database cannot answer now. */
export class CircuitOpenError extends Error {
  readonly code = 'GATE_CLOSED';

  constructor(
    why: string,
    /** When an attempt may succeed, ms from now. */
    readonly retryAfterMs: number,
  ) {
    super(why);
  }
}

const UNDER_WAY_LIMIT = 2_000;
const TIME_LIMIT_MS = 10_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

export class CircuitBreaker {
  private underWay = 0;
  private failures = 0;
  private closedUntil = 0;
  private isProbing = false;
  private readonly time: () => number;

  constructor(private readonly options: CircuitBreakerOptions = {}) {
    this.time = options.time ?? Date.now;
  }

  /** @throws GateClosedError without having tried, or what `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const { underWayLimit = UNDER_WAY_LIMIT } = this.options;
    if (this.underWay >= underWayLimit) {
      throw new CircuitOpenError('too many commands wait for the database', FIRST_PAUSE_MS);
    }
    const isProbe = this.failures > 0;
    if (isProbe) {
      const left = this.closedUntil - this.time();
      if (left > 0 || this.isProbing) {
        throw new CircuitOpenError('the database is gone', Math.max(left, FIRST_PAUSE_MS));
      }
      this.isProbing = true;
    }
    this.underWay += 1;
    const running = work().finally(() => {
      this.underWay -= 1;
    });
    try {
      const result = await this.inTime(running);
      this.failures = 0;
      return result;
    } catch (error) {
      if (isConnectionLost(error) || error instanceof CircuitOpenError) this.close();
      else this.failures = 0; // it did answer
      throw error;
    } finally {
      if (isProbe) this.isProbing = false;
    }
  }

  private close(): void {
    this.failures += 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(this.failures - 1, 10), LONGEST_PAUSE_MS);
    this.closedUntil = this.time() + pause;
  }

  private async inTime<T>(running: Promise<T>): Promise<T> {
    const { timeLimitMs = TIME_LIMIT_MS } = this.options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new CircuitOpenError('the database does not answer', FIRST_PAUSE_MS)),
        timeLimitMs,
      );
    });
    try {
      return await Promise.race([running, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
