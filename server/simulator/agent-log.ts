/** `agent_log`: one row is pause, wait, talk (dead), disposition. */
import type { Updateable } from 'kysely';
import type { DialerTables } from '../database/database.js';
import type { Turn } from './turn.js';

/**
 * Begins a new row; the agent's row points to it with the next write of the caller.
 * @returns its id, for `live_agents.agent_log_id`
 */
export async function beginAgentLog(
  turn: Turn,
  subStatus: string | null,
  resumed: boolean,
): Promise<number> {
  const { time, desk, row } = turn;
  const db = await turn.db();
  const { insertId } = await db
    .insertInto('agent_log')
    .values({
      user: row.user,
      server_ip: row.server_ip,
      event_time: time.now,
      campaign_id: row.campaign_id,
      user_group: desk.userGroup,
      pause_epoch: time.epoch,
      wait_epoch: time.epoch,
      sub_status: subStatus,
      pause_type: 'AGENT',
    })
    .executeTakeFirst();
  desk.phases = {
    pause: time.epoch,
    wait: resumed ? time.epoch : 0,
    talk: 0,
    dead: 0,
    dispo: 0,
  };
  return Number(insertId ?? 0);
}

export async function changeAgentLog(
  turn: Turn,
  changes: Updateable<DialerTables['agent_log']>,
): Promise<void> {
  if (turn.row.agent_log_id === 0) return;
  const db = await turn.db();
  await db
    .updateTable('agent_log')
    .set(changes)
    .where('agent_log_id', '=', turn.row.agent_log_id)
    .execute();
}

/** Seconds since a phase began; 0 when it did not. */
export function secondsSince(turn: Turn, phase: number): number {
  return phase === 0 ? 0 : Math.min(65_535, Math.max(0, turn.time.epoch - phase));
}
