/**
 * The rows of `users` and `system_settings` that decide what is allowed, remembered for at most
 * `HUB_CACHE_MS` so that a command costs no extra round trip and a revoked right ends soon.
 */
import type { Selectable } from 'kysely';
import type { Database, DialerTables } from '../database/database.js';
import { firstRow } from '../database/first-row.js';

const USER_COLUMNS = [
  'user',
  'pass',
  'pass_hash',
  'full_name',
  'user_level',
  'user_group',
  'active',
  'vdc_agent_api_access',
  'api_allowed_functions',
  'modify_leads',
  'change_agent_campaign',
  'modify_campaigns',
  'failed_login_count',
  'last_login_date',
  'ignore_ip_list',
] as const satisfies readonly (keyof DialerTables['users'])[];

export type DialerUser = Pick<Selectable<DialerTables['users']>, (typeof USER_COLUMNS)[number]>;

const SETTING_COLUMNS = [
  'use_non_latin',
  'vdc_agent_api_active',
  'outbound_cid_any',
  'pass_hash_enabled',
  'pass_key',
  'pass_cost',
  'allow_ip_lists',
  'system_ip_blacklist',
  'agent_notifications',
] as const satisfies readonly (keyof DialerTables['system_settings'])[];

export type SystemSettings = Pick<
  Selectable<DialerTables['system_settings']>,
  (typeof SETTING_COLUMNS)[number]
>;

interface Remembered<T> {
  readonly value: Promise<T>;
  readonly readAt: number;
}

/** Users remembered at most: a stream of invented names must not grow the memory. */
const USER_LIMIT = 5_000;

export class Directory {
  private readonly users = new Map<string, Remembered<DialerUser | undefined>>();
  private rememberedSettings: Remembered<SystemSettings> | undefined;

  /** @param cacheMs how long a row may be remembered; 0: never */
  constructor(
    private readonly db: Database,
    private readonly cacheMs: number,
    private readonly time: () => number = Date.now,
  ) {}

  /** @returns the row, or undefined. @throws the database's error */
  user(user: string): Promise<DialerUser | undefined> {
    const key = user.toLowerCase();
    const known = this.users.get(key);
    if (known && this.time() - known.readAt < this.cacheMs) return known.value;
    const value = this.readUser(user);
    this.users.delete(key);
    if (this.users.size >= USER_LIMIT) {
      const oldest = this.users.keys().next().value;
      if (oldest !== undefined) this.users.delete(oldest);
    }
    this.users.set(key, { value, readAt: this.time() });
    value.catch(() => this.users.delete(key));
    return value;
  }

  /** The row was changed by us: read it again next time. */
  forgetUser(user: string): void {
    this.users.delete(user.toLowerCase());
  }

  /** @throws the database's error */
  settings(): Promise<SystemSettings> {
    const known = this.rememberedSettings;
    if (known && this.time() - known.readAt < this.cacheMs) return known.value;
    const value = this.readSettings();
    this.rememberedSettings = { value, readAt: this.time() };
    value.catch(() => {
      this.rememberedSettings = undefined;
    });
    return value;
  }

  private readUser(user: string): Promise<DialerUser | undefined> {
    return this.db
      .selectFrom('users')
      .select(USER_COLUMNS)
      .where('user', '=', user)
      .limit(firstRow)
      .executeTakeFirst();
  }

  private async readSettings(): Promise<SystemSettings> {
    const row = await this.db
      .selectFrom('system_settings')
      .select(SETTING_COLUMNS)
      .limit(firstRow)
      .executeTakeFirst();
    if (!row) throw new Error('system_settings has no row');
    return row;
  }
}
