/**
 * Lets so many through at a time; the others wait in line, but not for ever: a command that was
 * answered long ago must not be done when the database comes back.
 */

/** Nobody left in time. */
export class SemaphoreTimeoutError extends Error {
  readonly code = 'NO_CONNECTION_FREE';
}

interface Waiter {
  readonly proceed: (refused?: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export class Semaphore {
  private inside = 0;
  private readonly line = new Set<Waiter>();

  /** @param waitMs longest time in line */
  constructor(
    private readonly limit: number,
    private readonly waitMs: number,
  ) {}

  /** @param proceed called once: without an error when it is inside, and must then leave */
  enter(proceed: (refused?: Error) => void): void {
    if (this.inside < this.limit) {
      this.inside += 1;
      proceed();
      return;
    }
    const waiter: Waiter = {
      proceed,
      timer: setTimeout(() => {
        this.line.delete(waiter);
        proceed(new SemaphoreTimeoutError('no connection to the database became free'));
      }, this.waitMs),
    };
    this.line.add(waiter);
  }

  leave(): void {
    const [next] = this.line;
    if (!next) {
      this.inside -= 1;
      return;
    }
    this.remove(next);
    next.proceed();
  }

  /** Nobody in line would fare better now. */
  refuseLine(error: Error): void {
    for (const waiter of [...this.line]) {
      this.remove(waiter);
      waiter.proceed(error);
    }
  }

  private remove(waiter: Waiter): void {
    clearTimeout(waiter.timer);
    this.line.delete(waiter);
  }
}
