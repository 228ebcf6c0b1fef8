/** How many connections an address, a subject, and those not yet authenticated may have. */

export interface ConnectionLimits {
  readonly perAddress: number;
  readonly perSubject: number;
  readonly unauthenticated: number;
}

class Counter {
  private readonly counts = new Map<string, number>();

  /** @returns false, and counts nothing, when it would be more than `limit` */
  add(key: string, limit: number): boolean {
    const count = (this.counts.get(key) ?? 0) + 1;
    if (count > limit) return false;
    this.counts.set(key, count);
    return true;
  }

  remove(key: string): void {
    const left = (this.counts.get(key) ?? 1) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }

  keys(): string[] {
    return [...this.counts.keys()];
  }
}

export class ConnectionCounts {
  private readonly addresses = new Counter();
  private readonly subjects = new Counter();
  private unauthenticated = 0;

  constructor(private readonly limits: ConnectionLimits) {}

  /** A connection wants to open. @returns false: it may not */
  open(address: string): boolean {
    if (this.unauthenticated >= this.limits.unauthenticated) return false;
    if (!this.addresses.add(address, this.limits.perAddress)) return false;
    this.unauthenticated += 1;
    return true;
  }

  /** It has shown a good token. @returns false: this subject has too many */
  authenticate(subject: string): boolean {
    if (!this.subjects.add(subject, this.limits.perSubject)) return false;
    this.unauthenticated -= 1;
    return true;
  }

  /** @param subject undefined when it never authenticated */
  close(address: string, subject: string | undefined): void {
    this.addresses.remove(address);
    if (subject === undefined) this.unauthenticated -= 1;
    else this.subjects.remove(subject);
  }

  get subjectNames(): string[] {
    return this.subjects.keys();
  }
}
