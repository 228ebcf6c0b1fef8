/**
 * Decides when the tables are read: on a timer while anyone listens, at once when the bell rings,
 * with growing delay while the database is in trouble, never when nobody listens.
 */
import { setTimeout as after, clearImmediate, setImmediate } from 'node:timers';

export interface FeedStatus {
  /** `stale`: the database cannot be read. */
  readonly state: 'live' | 'stale';
  /** Epoch ms. */
  readonly since: number;
}

export interface WatcherOptions<Picture> {
  /** @param only names of agents: only they are known to have changed */
  readonly read: (only?: ReadonlySet<string>) => Promise<Picture>;
  /** Called with each picture that was read in time; what it throws is a failure too. */
  readonly apply: (picture: Picture) => void | Promise<void>;
  readonly pollMs: number;
  readonly onStatus: (status: FeedStatus) => void;
  readonly onFailure: (error: Error) => void;
  /** After this long a reading counts as failed, ms. */
  readonly readTimeoutMs?: number;
  readonly retryCapMs?: number;
}

/** Readings begin at least this far apart, ms. */
const MIN_GAP_MS = 3;
const RETRY_CAP_MS = 5_000;
const READ_TIMEOUT_MS = 10_000;
/** When more agents than this have changed, all are read. */
const MAX_NAMED = 64;
/** A reading that hangs holds connections of the pool: no more than this many are left hanging. */
const MAX_HANGING = 2;

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class Watcher<Picture> {
  status: FeedStatus = { state: 'live', since: Date.now() };
  /** How long the last reading of all agents took, ms. */
  lastReadMs = 0;
  /** When the last reading was begun, by `performance.now()`. */
  lastReadBegan = 0;
  private isAwake = false;
  private isStopped = false;
  private isReading = false;
  private isRung = false;
  /** Agents whom the bell has named since the last reading began; undefined: all may be meant. */
  private named: Set<string> | undefined = new Set();
  private hanging = 0;
  private failures = 0;
  private startedAt = 0;
  /** When the last reading of all agents began. */
  private allStartedAt = 0;
  /** Takes the next reading back; undefined: none is due. */
  private cancel: (() => void) | undefined;
  private dueAt = 0;
  private waiters: Waiter[] = [];
  private underWay: Promise<void> = Promise.resolve();

  constructor(private readonly options: WatcherOptions<Picture>) {}

  /** Reads on a timer from now on. */
  wake(): void {
    if (this.isAwake || this.isStopped) return;
    this.isAwake = true;
    if (!this.isReading) this.schedule(this.allStartedAt + this.options.pollMs);
  }

  /** Stops reading, but for those who wait for a reading. */
  sleep(): void {
    this.isAwake = false;
    this.isRung = false;
    if (this.waiters.length === 0) this.clearTimer();
  }

  /** Something changed: reads soon, if anyone listens. @param agent undefined: anything may have */
  ring(agent?: string): void {
    if (!this.isAwake) return;
    if (agent === undefined) this.named = undefined;
    else this.named?.add(agent);
    if (this.isReading) this.isRung = true;
    else this.schedule(this.startedAt + MIN_GAP_MS);
  }

  /** Resolves after a reading that began after this call. @throws the database's error */
  readNow(): Promise<void> {
    if (this.isStopped) return Promise.reject(new Error('the feed has been stopped'));
    return new Promise((resolve, reject) => {
      this.waiters.push({ resolve, reject });
      if (!this.isReading) this.schedule(this.startedAt + MIN_GAP_MS);
    });
  }

  /** Ends all reading; resolves when none is under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.isAwake = false;
    this.clearTimer();
    for (const { reject } of this.waiters.splice(0)) reject(new Error('the feed has been stopped'));
    await this.underWay;
  }

  private schedule(dueAt: number): void {
    if (this.cancel && this.dueAt <= dueAt) return;
    this.clearTimer();
    this.dueAt = dueAt;
    const begin = () => {
      this.cancel = undefined;
      this.underWay = this.run();
    };
    const ms = dueAt - Date.now();
    // a timer waits for 1 ms at least
    if (ms > 0) {
      const timer = after(begin, ms);
      this.cancel = () => clearTimeout(timer);
    } else {
      const turn = setImmediate(begin);
      this.cancel = () => clearImmediate(turn);
    }
  }

  private clearTimer(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private async run(): Promise<void> {
    const waiters = this.waiters.splice(0);
    this.isReading = true;
    this.isRung = false;
    this.startedAt = Date.now();
    const only = waiters.length > 0 ? undefined : this.onlyChanged();
    this.named = new Set();
    if (!only) this.allStartedAt = this.startedAt;
    try {
      const begin = performance.now();
      const picture = await this.readInTime(only);
      if (!only) this.lastReadMs = performance.now() - begin;
      this.lastReadBegan = begin;
      const applying = this.options.apply(picture);
      if (applying) await applying;
      this.failures = 0;
      this.setState('live');
      for (const { resolve } of waiters) resolve();
    } catch (reason) {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      this.failures += 1;
      this.named = undefined;
      for (const { reject } of waiters) reject(error);
      this.options.onFailure(error);
      this.setState('stale');
    }
    this.isReading = false;
    if (this.isStopped) return;
    if (this.waiters.length > 0 || this.isRung) this.schedule(this.startedAt + MIN_GAP_MS);
    else if (this.isAwake) this.schedule(Math.max(this.allStartedAt + this.pause(), Date.now()));
  }

  /** @returns undefined when all have to be read */
  private onlyChanged(): ReadonlySet<string> | undefined {
    const { named, startedAt, allStartedAt } = this;
    const isPollDue = startedAt - allStartedAt >= this.options.pollMs;
    if (isPollDue || !named || named.size === 0 || named.size > MAX_NAMED) return undefined;
    return named;
  }

  private pause(): number {
    const { pollMs, retryCapMs = RETRY_CAP_MS } = this.options;
    if (this.failures === 0) return pollMs;
    return Math.min(Math.max(retryCapMs, pollMs), pollMs * 2 ** Math.min(this.failures, 16));
  }

  private async readInTime(only: ReadonlySet<string> | undefined): Promise<Picture> {
    if (this.hanging >= MAX_HANGING) throw timedOut();
    const reading = this.options.read(only);
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const late = new Promise<never>((_, reject) => {
      timer = after(() => {
        isLate = true;
        this.hanging += 1;
        reject(timedOut());
      }, this.options.readTimeoutMs ?? READ_TIMEOUT_MS);
    });
    const settled = () => {
      if (isLate) this.hanging -= 1;
    };
    reading.then(settled, settled);
    try {
      return await Promise.race([reading, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private setState(state: FeedStatus['state']): void {
    if (this.status.state === state) return;
    this.status = { state, since: Date.now() };
    this.options.onStatus(this.status);
  }
}

function timedOut(): Error {
  return Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' });
}
