/** A token bucket: so many requests a second, bursts of twice as many. */
export class RateLimiter {
  private tokens: number;
  private filledAt: number;

  /** @param time ms, monotonic */
  constructor(
    private readonly perSecond: number,
    private readonly time: () => number = () => performance.now(),
  ) {
    this.tokens = perSecond * 2;
    this.filledAt = time();
  }

  /** @returns 0 when the request may pass, else after how many ms one may */
  take(): number {
    const now = this.time();
    this.tokens = Math.min(
      this.perSecond * 2,
      this.tokens + ((now - this.filledAt) / 1000) * this.perSecond,
    );
    this.filledAt = now;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil(((1 - this.tokens) / this.perSecond) * 1000));
  }
}
