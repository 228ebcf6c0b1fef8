/**
 * `recording`: sets live_agents.external_recording to START (and a suffix) or STOP; STATUS tells
 * of the recording whose id stands there (answers, section 20).
 */
import { recording as definition } from '../../protocol/functions/recording.js';
import { reasonEntry } from '../../protocol/reasons.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { readLiveAgent, updateLiveAgent } from './shared/live-agent.js';

/** The document's limit: what is longer is cut. */
const STAGE_MAX = 14;

export const recording = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context, { value, stage }) {
    const { agent_user } = context;
    const live = await readLiveAgent(context, [
      'external_recording',
      'server_ip',
      'conf_exten',
      'status',
    ]);
    const current = live.external_recording ?? '';
    const session = {
      agent_server_ip: live.server_ip,
      conf_exten: live.conf_exten ?? '',
      status: live.status ?? '',
    };
    /** The eight fields of every answer. */
    const fields = (second: string, file: RecordingFile = NO_FILE) => [
      agent_user,
      second,
      file.filename,
      file.recording_server_ip,
      file.start_time,
      ...Object.values(session),
    ];

    if (value === 'STATUS') {
      const isActive = isRecordingId(current);
      const recording_id = isActive ? current : '';
      const file = isActive ? await readFile(context, current) : NO_FILE;
      return {
        level: 'NOTICE',
        message: reasonEntry(isActive ? 'recording_active' : 'not_recording').message,
        fields: fields(recording_id, file),
        data: { agent_user, value, recording_id, ...file, ...session },
      };
    }

    if (value === 'STOP' && !isRecordingId(current)) {
      refuse('stop_recording_error', fields(current));
    }
    const stored = value === 'START' ? value + [...stage].slice(0, STAGE_MAX).join('') : value;
    await updateLiveAgent(context, { external_recording: stored });
    context.logValue = stored;
    return {
      message: 'recording function sent',
      fields: fields(stored),
      data: { agent_user, value: stored, recording_id: '', ...NO_FILE, ...session },
    };
  },
});

interface RecordingFile {
  readonly filename: string;
  readonly recording_server_ip: string;
  readonly start_time: string;
}

const NO_FILE: RecordingFile = { filename: '', recording_server_ip: '', start_time: '' };

/** Until the screen has taken a START or STOP, its word stands in the column. */
function isRecordingId(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) > 0;
}

async function readFile({ db }: FunctionContext, recording_id: string): Promise<RecordingFile> {
  const row = await db
    .selectFrom('recording_log')
    .select(['filename', 'server_ip', 'start_time'])
    .where('recording_id', '=', Number(recording_id))
    .limit(firstRow)
    .executeTakeFirst();
  return {
    filename: row?.filename ?? '',
    recording_server_ip: row?.server_ip ?? '',
    start_time: row?.start_time ?? '',
  };
}
