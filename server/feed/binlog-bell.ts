/**
 * Rings the feed when the server's row log says that anyone changed something. Only a bell: what
 * subscribers see is always read from the tables, and while the log cannot be followed the timer
 * alone decides when they are read. Follows the log only while somebody listens.
 */
import type { DatabaseConnection } from '../database/connect.js';
import { ROW_LOG_RIGHTS, readRowLog, rowLogTrouble } from '../database/row-log.js';
import {
  agentOf,
  isVisible,
  type RowChange,
  WATCHED_TABLES,
  type WatchedTable,
} from './binlog-changes.js';
import { type BinlogStream, openBinlogStream } from './binlog-stream.js';

export interface BellLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface BellOptions {
  readonly connection: DatabaseConnection;
  /** As `DATABASE_URL`; a `mysql:` one. */
  readonly url: string;
  /** Something was changed; the agent where the log names one. */
  readonly ring: (agentUser?: string) => void;
  readonly log: BellLog;
  /** How long changes are gathered before the bell rings, ms. */
  readonly gatherMs?: number;
  /** Pause before the first attempt to follow the log again, ms; each further one is twice as long. */
  readonly firstRetryMs?: number;
  /** Longest pause, ms. */
  readonly retryCapMs?: number;
  /** How long the log is still followed when the last listener has gone, ms. */
  readonly lingerMs?: number;
}

/**
 * An engine with transactions writes its log a moment before others can see the change: a reading
 * that begins at once might come too early.
 */
const GATHER_MS = 2;
const FIRST_RETRY_MS = 1_000;
const RETRY_CAP_MS = 60_000;
const LINGER_MS = 10_000;
/** A stream that has lasted this long works: missing rights end it at once. */
const SETTLED_MS = 1_000;

const DENIED = new Set(['ER_SPECIFIC_ACCESS_DENIED_ERROR', 'ER_ACCESS_DENIED_ERROR']);

export class BinlogBell {
  private stream: BinlogStream | undefined;
  /** Counted up whenever a stream is begun or given up: what an older one says is not heard. */
  private attempt = 0;
  private state: 'resting' | 'opening' | 'following' | 'pausing' | 'stopped' = 'resting';
  private failures = 0;
  private warnedOf: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lingerTimer: NodeJS.Timeout | undefined;
  private gatherTimer: NodeJS.Timeout | undefined;
  private readonly agents = new Set<string>();
  private isForAll = false;

  constructor(private readonly options: BellOptions) {}

  /** True while the log is followed. */
  get isFollowing(): boolean {
    return this.state === 'following';
  }

  /** Somebody listens from now on. */
  wake(): void {
    clearTimeout(this.lingerTimer);
    if (this.state === 'resting') void this.open();
  }

  /** Nobody listens any more. */
  sleep(): void {
    clearTimeout(this.lingerTimer);
    const { lingerMs = LINGER_MS } = this.options;
    this.lingerTimer = setTimeout(() => this.end('resting'), lingerMs).unref();
  }

  stop(): void {
    clearTimeout(this.lingerTimer);
    this.end('stopped');
  }

  private async open(): Promise<void> {
    this.attempt += 1;
    const { attempt } = this;
    const isCurrent = () => attempt === this.attempt;
    this.state = 'opening';
    try {
      const { connection, url } = this.options;
      const log = await readRowLog(connection.db);
      const trouble = rowLogTrouble(log);
      if (trouble) throw new Error(trouble);
      const real = (table: WatchedTable) => connection.installation.realName(table);
      const tableOf = new Map(WATCHED_TABLES.map((table) => [real(table), table]));
      if (!isCurrent()) return;
      const stream = await openBinlogStream({
        url,
        database: log.database,
        tables: [...tableOf.keys()],
        onChange: (name, change) => {
          const table = tableOf.get(name);
          if (table && isCurrent()) this.changed(table, change);
        },
        onEnd: (error) => {
          if (isCurrent()) this.failed(error);
        },
      });
      if (isCurrent()) this.follow(stream);
      else stream.close();
    } catch (error) {
      if (isCurrent()) this.failed(error);
    }
  }

  private follow(stream: BinlogStream): void {
    this.stream = stream;
    this.state = 'following';
    this.options.ring(); // what was changed while the log was not followed
    this.timer = setTimeout(() => {
      this.failures = 0;
      this.warnedOf = undefined;
      this.options.log.info({}, "the database's row log is followed");
    }, SETTLED_MS).unref();
  }

  private failed(error: unknown): void {
    this.letGo();
    this.state = 'pausing';
    const { firstRetryMs = FIRST_RETRY_MS, retryCapMs = RETRY_CAP_MS, log } = this.options;
    const pause = Math.min(retryCapMs, firstRetryMs * 2 ** Math.min(this.failures, 16));
    this.failures += 1;
    const reason = reasonOf(error);
    if (reason !== this.warnedOf) {
      this.warnedOf = reason;
      log.warn(
        { reason },
        "the database's row log cannot be followed; the tables are polled meanwhile",
      );
    }
    this.timer = setTimeout(() => void this.open(), pause).unref();
  }

  private end(state: 'resting' | 'stopped'): void {
    if (this.state === 'stopped') return;
    this.letGo();
    this.state = state;
    this.failures = 0;
  }

  private letGo(): void {
    this.attempt += 1;
    clearTimeout(this.timer);
    clearTimeout(this.gatherTimer);
    this.gatherTimer = undefined;
    this.agents.clear();
    this.isForAll = false;
    this.stream?.close();
    this.stream = undefined;
  }

  private changed(table: WatchedTable, change: RowChange): void {
    if (!isVisible(table, change)) return;
    const agent = table === 'live_agents' ? agentOf(change) : undefined;
    if (agent === undefined) this.isForAll = true;
    else this.agents.add(agent);
    this.gatherTimer ??= setTimeout(() => this.tell(), this.options.gatherMs ?? GATHER_MS);
  }

  private tell(): void {
    this.gatherTimer = undefined;
    const agents = [...this.agents];
    const { isForAll } = this;
    this.agents.clear();
    this.isForAll = false;
    for (const agent of agents) this.options.ring(agent);
    if (isForAll) this.options.ring();
  }
}

/** Never a statement or a password. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return DENIED.has(code)
    ? `the user lacks a right of ${ROW_LOG_RIGHTS.join(', ')} (${code})`
    : code;
}
