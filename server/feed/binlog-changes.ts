/**
 * Which row changes are worth a reading. Every agent screen beats its heart once a second and the
 * dialler counts a waiting call's seconds; neither changes what subscribers see.
 */
import { AGENT_COLUMNS, CALL_COLUMNS } from './read-picture.js';

type Row = Readonly<Record<string, unknown>>;

/** A row before and after a change: only `after` when it is new, only `before` when it is gone. */
export interface RowChange {
  readonly before?: Row;
  readonly after?: Row;
}

export type WatchedTable = 'live_agents' | 'auto_calls' | 'parked_channels';

/** `last_update_time` is the heart-beat, `stage` holds the seconds that a call has waited. */
const WATCHED: Readonly<Record<WatchedTable, readonly string[]>> = {
  live_agents: AGENT_COLUMNS.filter((column) => column !== 'last_update_time'),
  auto_calls: CALL_COLUMNS.filter((column) => column !== 'stage'),
  parked_channels: ['channel_group'],
};

export const WATCHED_TABLES = Object.keys(WATCHED) as WatchedTable[];

/** With `binlog_row_image` MINIMAL the row before holds the key alone, the row after lacks it. */
const KEYS: ReadonlySet<string> = new Set(['live_agent_id', 'auto_call_id']);

/** @returns true when the feed would read something else than before */
export function isVisible(table: WatchedTable, { before, after }: RowChange): boolean {
  if (!before || !after) return true;
  for (const column of WATCHED[table]) {
    if (before[column] !== after[column] && !KEYS.has(column)) return true;
  }
  return false;
}

/** @returns the agent whose row of `live_agents` changed, undefined when the log does not say */
export function agentOf({ before, after }: RowChange): string | undefined {
  const user = after?.user ?? before?.user;
  return typeof user === 'string' && user !== '' ? user : undefined;
}
