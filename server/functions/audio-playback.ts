/**
 * `audio_playback`: queues the telephony action that plays audio in the agent's session, or that
 * acts on the channel which plays there already (answers, section 23).
 */
import { audioPlayback as definition } from '../../protocol/functions/audio-playback.js';
import type { Moment } from '../database/clock.js';
import { firstRow } from '../database/first-row.js';
import { ApiError, refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { type ManagerAction, queueAction } from './shared/manager-action.js';
import {
  type AudioSession,
  isPlayable,
  playingChannel,
  stopAudio,
} from './shared/session-audio.js';

/** Size of manager.callerid, which takes the file's name. */
const FILE_MAX = 20;

/** Extensions of the dialler that play a file, and that send a key to what is playing. */
const PLAY_EXTENSION = '473782158521111';
const KEY_EXTENSION = '473782138521111';
const RESTART_KEY = '4';
const PAUSE_KEY = '3';

export const audioPlayback = serveFunction(definition, {
  /** The dot is judged as sent: without it the name would be that of another file. */
  check: ({ stage, value = '' }, raw) =>
    stage === 'PLAY' && (value === '' || [...value].length > FILE_MAX || raw.value?.includes('.'))
      ? [
          {
            path: 'value',
            message: `must be a file without extension, of 1 to ${FILE_MAX} characters`,
          },
        ]
      : [],
  notValid: ({ value = '', stage = '', agent_user = '' }) => ({
    fields: [value, stage, agent_user],
    logData: stage,
  }),
  noUserFound: ({ stage = '', alt_user = '' }) =>
    new ApiError('no_user_found', { fields: [alt_user], logData: `${stage}|${alt_user}` }),
  async apply(context, { value, stage, dial_override }) {
    const { agent_user, db, moment } = context;
    const session = await readSession(context, stage);
    if (!isPlayable(session)) refuse('audio_entry_empty', [stage, agent_user], stage);
    const { conf_exten, server_ip } = session;
    const [context_name, channel] = await Promise.all([
      readContextName(context, server_ip),
      playingChannel(db, session),
    ]);
    const place = [conf_exten, server_ip, stage];

    if (stage !== 'PLAY') {
      if (channel === undefined) {
        refuse('no_audio_playing', [...place, agent_user], place.join('|'));
      }
      await queueAction(db, actOnPlaying(stage, moment, { server_ip, channel, context_name }));
    } else {
      const play = playFile(value, moment, session, context_name);
      if (channel === undefined) {
        await queueAction(db, play);
      } else {
        if (dial_override !== 'Y') {
          const data = [...place, dial_override].join('|');
          refuse('audio_already_playing', [...place, agent_user], data);
        }
        await context.transaction(async (inside) => {
          await queueAction(inside, stopAudio(moment, server_ip, channel));
          await queueAction(inside, play);
        });
        context.notice('audio_previous_stopped', [stage, dial_override, agent_user], {
          logData: String(moment.epoch),
        });
      }
    }
    return {
      message: 'audio_playback function sent',
      fields: [value, stage, agent_user],
      logData: String(moment.epoch),
      data: {
        value,
        stage,
        agent_user,
        previous_stopped: stage === 'PLAY' && channel !== undefined,
      },
    };
  },
});

async function readSession(
  { db, agent_user }: FunctionContext,
  stage: string,
): Promise<AudioSession> {
  const row = await db
    .selectFrom('live_agents')
    .select(['conf_exten', 'server_ip'])
    .where('user', '=', agent_user)
    .limit(firstRow)
    .executeTakeFirst();
  if (!row) refuse('agent_not_logged_in', [stage, agent_user], stage);
  return { conf_exten: row.conf_exten ?? '', server_ip: row.server_ip };
}

/** @returns the dialplan context of the server */
async function readContextName({ db }: FunctionContext, server_ip: string): Promise<string> {
  const row = await db
    .selectFrom('servers')
    .select('ext_context')
    .where('server_ip', '=', server_ip)
    .limit(firstRow)
    .executeTakeFirst();
  return row?.ext_context ?? '';
}

function playFile(
  file: string,
  moment: Moment,
  { conf_exten, server_ip }: AudioSession,
  context_name: string,
): ManagerAction {
  return {
    entry_date: moment.now,
    server_ip,
    action: 'Originate',
    callerid: file,
    lines: [
      `Channel: Local/47378216${conf_exten}@${context_name}`,
      `Context: ${context_name}`,
      `Exten: ${PLAY_EXTENSION}`,
      'Priority: 1',
      `CallerID: "${file}" <${PLAY_EXTENSION}>`,
    ],
  };
}

/** PAUSE and RESUME press the same key: it toggles. */
function actOnPlaying(
  stage: 'STOP' | 'PAUSE' | 'RESUME' | 'RESTART',
  moment: Moment,
  at: { server_ip: string; channel: string; context_name: string },
): ManagerAction {
  const { server_ip, channel, context_name } = at;
  if (stage === 'STOP') return stopAudio(moment, server_ip, channel);
  const isRestart = stage === 'RESTART';
  const suffix = channel.replaceAll('IAX2/ASTplay-', '');
  return {
    entry_date: moment.now,
    server_ip,
    action: 'Originate',
    callerid: `${isRestart ? 'PLAYRS' : 'PLAYPA'}${moment.stamp}`,
    lines: [
      `Channel: Local/473782148521111${suffix}@${context_name}`,
      `Context: ${context_name}`,
      `Exten: ${KEY_EXTENSION}`,
      'Priority: 1',
      `CallerID: ${isRestart ? RESTART_KEY : PAUSE_KEY}`,
    ],
  };
}
