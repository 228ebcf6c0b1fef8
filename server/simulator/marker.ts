/**
 * The row that says "this database was filled by the simulator". It writes calls and agents of
 * its own, so it refuses every database that it did not fill.
 */
import type { Database, Queryable } from '../database/database.js';

export const MARKER = 'VICI_HUB_SIMULATOR';

/** What was filled, as kept in the marker. */
export interface Filled {
  /** Number of agents, from user 1000 on. */
  readonly agents: number;
  readonly seed: number;
}

/** The database holds data that the simulator did not write. */
export class ForeignDatabaseError extends Error {
  override readonly name = 'ForeignDatabaseError';

  /** @param why what it holds, and what it lacks */
  constructor(why: string) {
    super(
      `this database was not filled by the simulator (${why}): refusing to touch it; give the simulator an empty database`,
    );
  }
}

/** A dialler in use has rows in at least one of these. */
const TELLING_TABLES = ['users', 'live_agents', 'campaigns', 'list', 'auto_calls'] as const;

/** @returns what the simulator filled, or undefined when it did not */
export async function readMarker(db: Queryable): Promise<Filled | undefined> {
  const row = await db
    .selectFrom('settings_containers')
    .select('container_entry')
    .where('container_id', '=', MARKER)
    .executeTakeFirst();
  if (!row) return undefined;
  const fields = new URLSearchParams(row.container_entry ?? '');
  return { agents: Number(fields.get('agents')), seed: Number(fields.get('seed')) };
}

/** Writes the marker, or replaces it. */
export async function writeMarker(db: Queryable, filled: Filled): Promise<void> {
  await db.deleteFrom('settings_containers').where('container_id', '=', MARKER).execute();
  await db
    .insertInto('settings_containers')
    .values({
      container_id: MARKER,
      container_notes: 'invented data: the simulator filled this database',
      container_type: 'OTHER',
      container_entry: `agents=${filled.agents}&seed=${filled.seed}`,
    })
    .execute();
}

/**
 * @returns what the simulator filled, or undefined when the database is empty
 * @throws ForeignDatabaseError when it holds anything else
 */
export async function assertSimulatorMayUse(db: Database): Promise<Filled | undefined> {
  const filled = await readMarker(db);
  if (filled) return filled;
  for (const table of TELLING_TABLES) {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.lit(1).as('one'))
      .limit(1)
      .executeTakeFirst();
    if (row) {
      throw new ForeignDatabaseError(
        `${table} holds rows, but settings_containers has no ${MARKER}`,
      );
    }
  }
  return undefined;
}
