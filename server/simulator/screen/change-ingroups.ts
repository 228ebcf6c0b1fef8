/** In-groups that a manager or the API set while the agent is logged in. */
import type { Turn } from '../turn.js';
import { chooseIngroups } from './login.js';

/** The status stays: READY or CLOSER is chosen again at the next resume. */
export async function applyIngroups(turn: Turn): Promise<void> {
  const { row, floor } = turn;
  const blended = row.external_blended;
  const db = await turn.db();
  const dials = blended === '1' && floor.isAutomatic(row.campaign_id);
  const changes = {
    closer_campaigns: row.external_ingroups,
    manager_ingroup_set: 'Y',
    outbound_autodial: dials ? 'Y' : 'N',
  } as const;
  await db
    .updateTable('live_agents')
    .set(changes)
    .where('live_agent_id', '=', row.live_agent_id)
    // a newer choice is left for the next tick
    .where('external_ingroups', '=', row.external_ingroups)
    .execute();
  Object.assign(row, changes);
  await chooseIngroups(
    turn.work,
    floor,
    turn.desk,
    row.external_ingroups,
    blended,
    row.external_igb_set_user,
  );
}
