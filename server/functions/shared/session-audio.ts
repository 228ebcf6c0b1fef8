/** Audio that plays in an agent's session: a channel of its own beside the callers'. */
import type { Moment } from '../../database/clock.js';
import type { Queryable } from '../../database/database.js';
import { firstRow } from '../../database/first-row.js';
import type { ManagerAction } from './manager-action.js';

export interface AudioSession {
  readonly conf_exten: string;
  readonly server_ip: string;
}

/** A shorter session number or server address is as good as none. */
const USABLE_LENGTH = 6;

/** @returns whether audio can be played in this session */
export function isPlayable({ conf_exten, server_ip }: AudioSession): boolean {
  return conf_exten.length >= USABLE_LENGTH && server_ip.length >= USABLE_LENGTH;
}

/** @returns the channel that plays audio in the session; undefined: none does */
export async function playingChannel(
  db: Queryable,
  { conf_exten, server_ip }: AudioSession,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('live_channels')
    .select('channel')
    .where('extension', '=', conf_exten)
    .where('server_ip', '=', server_ip)
    .where('channel', 'like', 'IAX2/ASTplay%')
    .limit(firstRow)
    .executeTakeFirst();
  return row?.channel;
}

/** @returns the action that ends the playing channel */
export function stopAudio(moment: Moment, server_ip: string, channel: string): ManagerAction {
  return {
    entry_date: moment.now,
    server_ip,
    action: 'Hangup',
    callerid: `PLAYHU${moment.stamp}`,
    lines: [`Channel: ${channel}`],
  };
}
