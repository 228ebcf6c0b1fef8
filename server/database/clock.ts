/** Time as the dialler's database writes it: local to the database, to the second. */
import { type Kysely, sql } from 'kysely';
import type { DialerTables, Engine } from './database.js';

/** One moment in every form that functions write. Fixed once per request. */
export interface Moment {
  /** Unix seconds. */
  readonly epoch: number;
  /** `YYYY-MM-DD HH:MM:SS`, the database's local time. */
  readonly now: string;
  /** `YYYYMMDDHHMMSS`, the database's local time. */
  readonly stamp: string;
}

/** The offset moves with daylight saving: measured again after this long. */
const MEASURE_EVERY_MS = 60_000;

export class DatabaseClock {
  private offsetMs = -new Date().getTimezoneOffset() * 60_000;
  private measuredAt = 0;
  private measuring: Promise<void> | undefined;

  constructor(
    private readonly db: Kysely<DialerTables>,
    private readonly engine: Engine,
    private readonly time: () => number = Date.now,
  ) {}

  /** Asks the database for its offset from UTC. @throws when it cannot be read */
  async measure(): Promise<void> {
    if (this.engine === 'mysql') {
      const { rows } = await sql<{ seconds: number }>`
        select timestampdiff(second, utc_timestamp(), now()) as seconds`.execute(this.db);
      // to the quarter of an hour: the two calls may straddle a second
      const quarters = Math.round(Number(rows[0]?.seconds ?? 0) / 900);
      this.offsetMs = quarters * 900_000;
    } else {
      this.offsetMs = -new Date(this.time()).getTimezoneOffset() * 60_000;
    }
    this.measuredAt = this.time();
  }

  moment(): Moment {
    const ms = this.time();
    if (ms - this.measuredAt > MEASURE_EVERY_MS && !this.measuring) {
      this.measuring = this.measure()
        .catch(() => {}) // unreachable now: the old offset serves until it can be read
        .finally(() => {
          this.measuring = undefined;
        });
    }
    const now = this.localText(ms);
    return { epoch: Math.floor(ms / 1000), now, stamp: now.replace(/\D/g, '') };
  }

  /** @param ms epoch ms @returns `YYYY-MM-DD HH:MM:SS` in the database's local time */
  localText(ms: number): string {
    return new Date(ms + this.offsetMs).toISOString().slice(0, 19).replace('T', ' ');
  }

  /** @returns epoch ms of a stored datetime, 0 for null or "no date" */
  toEpochMs(text: string | null): number {
    if (!text || text.startsWith('0000')) return 0;
    const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
    return Number.isNaN(ms) ? 0 : ms - this.offsetMs;
  }

  /** Current time, epoch ms. */
  nowMs(): number {
    return this.time();
  }
}
