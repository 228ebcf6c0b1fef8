/** Recordings of the agent's conference. */
import type { Turn } from '../turn.js';
import { order } from './manager.js';

/** `external_recording`: START with an optional suffix, STOP; a number is a recording that runs. */
export async function applyRecording(turn: Turn, command: string): Promise<void> {
  if (command.startsWith('START')) return start(turn, command.slice('START'.length));
  if (command === 'STOP') return stop(turn);
}

async function start(turn: Turn, suffix: string): Promise<void> {
  const { desk, row, time } = turn;
  const db = await turn.db();
  const phone = desk.call?.phoneNumber ?? '';
  const filename = `${time.stamp}_${phone}_${row.user}${suffix}`;
  const { insertId } = await db
    .insertInto('recording_log')
    .values({
      channel: `Local/5${row.conf_exten}@default`,
      server_ip: row.server_ip,
      extension: row.conf_exten,
      start_time: time.now,
      start_epoch: time.epoch,
      length_in_sec: 0,
      length_in_min: 0,
      filename,
      location: '',
      lead_id: row.lead_id,
      user: row.user,
      vicidial_id: row.uniqueid,
    })
    .executeTakeFirst();
  await order(turn, 'Monitor', `RC${time.stamp}`, [`Exten: ${row.conf_exten}`, filename]);
  desk.recordingId = Number(insertId ?? 0);
  await turn.clear('external_recording', String(desk.recordingId));
}

async function stop(turn: Turn): Promise<void> {
  await endRecording(turn);
  await turn.clear('external_recording');
}

/** Writes the end of a recording that runs. */
export async function endRecording(turn: Turn): Promise<void> {
  const { desk, time } = turn;
  if (desk.recordingId === 0) return;
  const db = await turn.db();
  const running = await db
    .selectFrom('recording_log')
    .select('start_epoch')
    .where('recording_id', '=', desk.recordingId)
    .executeTakeFirst();
  const seconds = Math.max(0, time.epoch - (running?.start_epoch ?? time.epoch));
  await order(turn, 'StopMonitor', `RH${time.stamp}`, [`Exten: ${turn.row.conf_exten}`]);
  await db
    .updateTable('recording_log')
    .set({
      end_time: time.now,
      end_epoch: time.epoch,
      length_in_sec: seconds,
      length_in_min: Math.round(seconds / 0.6) / 100,
    })
    .where('recording_id', '=', desk.recordingId)
    .execute();
  desk.recordingId = 0;
}
