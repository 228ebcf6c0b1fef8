/** Fills an empty database with an invented call centre. */
import type { DatabaseConnection } from '../database/connect.js';
import { assertSimulatorMayUse, type Filled, ForeignDatabaseError, writeMarker } from './marker.js';
import { Random } from './random.js';
import { seedAgents, seedApiUser } from './seed/agents.js';
import { seedCampaigns } from './seed/campaigns.js';
import { seedLeads } from './seed/leads.js';
import { seedStatuses } from './seed/statuses.js';
import { seedSystem } from './seed/system.js';

/** Most agents that one database is filled with. */
export const MOST_AGENTS = 2_000;

/**
 * Fills the database when it is empty, adds agents when it holds fewer than asked for.
 * @param now epoch ms
 * @returns what it holds now
 * @throws RangeError when `agents` is not 1 to 2,000
 * @throws ForeignDatabaseError when it holds data that is not ours
 */
export async function seedDatabase(
  connection: DatabaseConnection,
  wanted: Filled,
  now: number,
): Promise<Filled> {
  const { agents, seed } = wanted;
  if (!Number.isInteger(agents) || agents < 1 || agents > MOST_AGENTS) {
    throw new RangeError(`agents must be 1 to ${MOST_AGENTS}, not ${agents}`);
  }
  if (!connection.installation.hasTable('settings_containers')) {
    throw new ForeignDatabaseError('it has no table settings_containers');
  }
  const held = await assertSimulatorMayUse(connection.db);
  if (held && held.agents >= agents) return held;
  // all or nothing: half a call centre would be refused at the next start
  await connection.db.transaction().execute(async (db) => {
    if (!held) {
      await seedSystem(db);
      await seedStatuses(db);
      await seedCampaigns(db);
      await seedApiUser(db);
      await seedLeads(db, agents, connection.clock.localText(now), new Random(seed));
    }
    await seedAgents(db, held?.agents ?? 0, agents);
    await writeMarker(db, { agents, seed: held?.seed ?? seed });
  });
  return { agents, seed: held?.seed ?? seed };
}
