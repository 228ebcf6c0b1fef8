/**
 * Failed logins by address. The lock-out of the `users` table protects one account; this stops one
 * address from trying many accounts, and from locking them all out.
 */
export const LOGIN_WINDOW_MS = 15 * 60_000;
/** Addresses remembered at most. */
const LIMIT = 10_000;

export class LoginFailures {
  /** Told each failure that happened here, for whoever counts it elsewhere. */
  onFailure: ((address: string) => void) | undefined;
  private readonly byAddress = new Map<string, { count: number; since: number }>();

  /** @param allowed failures of one address in 15 minutes */
  constructor(
    private readonly allowed: number,
    private readonly time: () => number = Date.now,
    /** Told whenever an address is kept out. */
    private readonly onBlocked: () => void = () => {},
  ) {}

  /** @returns ms until the address may try again; 0: now */
  blockedFor(address: string): number {
    const known = this.byAddress.get(address);
    if (!known) return 0;
    const left = known.since + LOGIN_WINDOW_MS - this.time();
    if (left <= 0) {
      this.byAddress.delete(address);
      return 0;
    }
    if (known.count < this.allowed) return 0;
    this.onBlocked();
    return left;
  }

  count(address: string): void {
    this.add(address, this.time());
    this.onFailure?.(address);
  }

  /** @param at when it happened, epoch ms */
  countElsewhere(address: string, at: number): void {
    const now = this.time();
    if (now - at < LOGIN_WINDOW_MS) this.add(address, Math.min(at, now));
  }

  private add(address: string, at: number): void {
    const known = this.byAddress.get(address);
    if (known && at - known.since < LOGIN_WINDOW_MS) {
      known.count += 1;
      return;
    }
    this.byAddress.delete(address);
    if (this.byAddress.size >= LIMIT) {
      const oldest = this.byAddress.keys().next().value;
      if (oldest !== undefined) this.byAddress.delete(oldest);
    }
    this.byAddress.set(address, { count: 1, since: at });
  }
}
