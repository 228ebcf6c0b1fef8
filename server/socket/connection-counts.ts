/** How many connections an address, a subject, and those not yet authenticated may have. */

export interface ConnectionLimits {
  readonly perAddress: number;
  readonly perSubject: number;
  readonly unauthenticated: number;
}

/** The connections that subjects have on other nodes. */
export interface SubjectsElsewhere {
  elsewhere(subject: string): number;
  /** Tells the others how many it has here. */
  set(subject: string, count: number): void;
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

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  keys(): string[] {
    return [...this.counts.keys()];
  }
}

export class ConnectionCounts {
  private readonly addresses = new Counter();
  private readonly subjects = new Counter();
  private unauthenticated = 0;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly others?: SubjectsElsewhere,
  ) {}

  /** A connection wants to open. @returns false: it may not */
  open(address: string): boolean {
    if (this.unauthenticated >= this.limits.unauthenticated) return false;
    if (!this.addresses.add(address, this.limits.perAddress)) return false;
    this.unauthenticated += 1;
    return true;
  }

  /** It has shown a good token. @returns false: this subject has too many */
  authenticate(subject: string): boolean {
    const elsewhere = this.others?.elsewhere(subject) ?? 0;
    if (!this.subjects.add(subject, this.limits.perSubject - elsewhere)) return false;
    this.others?.set(subject, this.subjects.of(subject));
    this.unauthenticated -= 1;
    return true;
  }

  /** @param subject undefined when it never authenticated */
  close(address: string, subject: string | undefined): void {
    this.addresses.remove(address);
    if (subject === undefined) {
      this.unauthenticated -= 1;
      return;
    }
    this.subjects.remove(subject);
    this.others?.set(subject, this.subjects.of(subject));
  }

  get subjectNames(): string[] {
    return this.subjects.keys();
  }
}
