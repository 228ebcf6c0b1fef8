/** Full names and user groups of the agents that are logged in. */
import type { CompiledQuery } from 'kysely';
import type { DatabaseConnection } from '../database/connect.js';
import { fold } from './fold.js';

export interface UserName {
  readonly full_name: string;
  readonly user_group: string;
}

interface NameRow {
  readonly user: string;
  readonly full_name: string | null;
  readonly user_group: string | null;
}

const UNKNOWN: UserName = { full_name: '', user_group: '' };

export class NameCache {
  private readonly query: CompiledQuery<NameRow>;
  private names: Map<string, UserName> = new Map();
  private loadedAt = 0;

  constructor(
    private readonly connection: DatabaseConnection,
    private readonly rememberMs: number,
  ) {
    this.query = connection.db
      .selectFrom('users')
      .select(['user', 'full_name', 'user_group'])
      .where('user', 'in', (eb) =>
        eb.selectFrom('live_agents').select('user').$castTo<{ user: string }>(),
      )
      .compile();
  }

  get(user: string): UserName {
    return this.names.get(fold(user)) ?? UNKNOWN;
  }

  /** Reads all again when they were read too long ago. */
  async refresh(now: number): Promise<void> {
    if (this.loadedAt > 0 && now - this.loadedAt >= this.rememberMs) await this.read(now);
  }

  /** Reads all again when one of the agents is not among them. */
  async load(agents: readonly { user: string | null }[], now: number): Promise<void> {
    const isUnknown = ({ user }: { user: string | null }) => !this.names.has(fold(user ?? ''));
    if (!agents.some(isUnknown)) return;
    await this.read(now);
    // an agent without a row in users is not asked for again until the next refresh
    for (const { user } of agents) {
      const key = fold(user ?? '');
      if (!this.names.has(key)) this.names.set(key, UNKNOWN);
    }
  }

  private async read(now: number): Promise<void> {
    const { rows } = await this.connection.db.executeQuery(this.query);
    const names = new Map<string, UserName>();
    for (const { user, full_name, user_group } of rows) {
      names.set(fold(user), { full_name: full_name ?? '', user_group: user_group ?? '' });
    }
    this.names = names;
    this.loadedAt = now;
  }
}
