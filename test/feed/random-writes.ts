/** What model tests do to the tables behind a hub's back, and how they compare pictures. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { DatabaseConnection } from '../../server/database/connect.js';
import type { Random } from './random.js';

/** @param users the agents, one of whom is written to */
export async function writePastTheHub(
  { db }: DatabaseConnection,
  random: Random,
  users: readonly string[],
): Promise<void> {
  const user = random.pick(users);
  const set = (values: object) =>
    db.updateTable('live_agents').set(values).where('user', '=', user).execute();
  switch (random.below(7)) {
    case 0:
      await db.deleteFrom('live_agents').where('user', '=', user).execute();
      return;
    case 1:
      await set({ campaign_id: random.pick(['SALES', 'SUPPORT', 'OTHER']) });
      return;
    case 2:
      await set({ status: random.pick(['READY', 'PAUSED', 'INCALL', 'QUEUE', 'CLOSER']) });
      return;
    case 3:
      await set({ pause_code: random.pick(['LUNCH', 'BREAK', '']) });
      return;
    case 4:
      await set({ external_pause: '', external_dial: '', external_hangup: '0' });
      return;
    case 5:
      await db
        .deleteFrom('auto_calls')
        .where('callerid', 'in', (eb) =>
          eb.selectFrom('live_agents').select('callerid').where('user', '=', user),
        )
        .execute();
      return;
    default:
      await set({ random_id: random.below(1_000_000) });
  }
}

/** A sign of life alone is no change; a queued call's wait counts from when the feed saw it first. */
export const settled = (sessions: Iterable<AgentSession>) =>
  [...sessions]
    .map(({ last_update: _, ...session }) =>
      session.state === 'QUEUE' ? { ...session, since: 0 } : session,
    )
    .sort((a, b) => a.agent_user.localeCompare(b.agent_user));
