/**
 * `force_fronter_audio_stop`: hangs up what plays in the fronter's session, or tells the cluster
 * where the fronter is (answers, section 29).
 */
import { forceFronterAudioStop as definition } from '../../protocol/functions/force-fronter-audio-stop.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import {
  type Fronter,
  liveFronter,
  mayReach,
  recentFronter,
  sharedLead,
} from './shared/fronter.js';
import { queueAction } from './shared/manager-action.js';
import { tellRemoteCluster } from './shared/remote-cluster.js';
import { isPlayable, playingChannel, stopAudio } from './shared/session-audio.js';

/** A fronter who has just left the call is found this long. */
const RECENT_MS = 5 * 60_000;

export const forceFronterAudioStop = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  permissionFields: ({ caller }, { value = '' }) => [value, caller.user, definition.name],
  async apply(context, params) {
    const { agent_user, moment } = context;
    const { value, stage } = params;
    const lead_id = await sharedLead(context, params);
    const fronter =
      (await liveFronter(context, lead_id)) ?? (await recentFronter(context, lead_id, RECENT_MS));
    if (fronter) {
      if (!mayReach(context, value, fronter)) {
        refuse('agent_not_allowed', [value, context.caller.user, definition.name]);
      }
      await stopPlaying(context, stage, fronter);
      return {
        message: `${definition.name} function SENT`,
        fields: [value, stage, agent_user, fronter.user],
        logData: String(moment.epoch),
        data: { value, stage, agent_user, other_user: fronter.user },
      };
    }
    const container_id =
      value === 'LOCAL_AND_CCC'
        ? await tellRemoteCluster(context, definition.name, lead_id)
        : undefined;
    if (container_id === undefined) refuse('no_fronter_found', [agent_user]);
    const message = `${definition.name} command sent over CCC`;
    return {
      message,
      fields: [container_id],
      logReason: `${message} - ${container_id}`,
      data: { value, stage, agent_user, container_id },
    };
  },
});

async function stopPlaying(
  { db, agent_user, moment }: FunctionContext,
  stage: string,
  fronter: Fronter,
): Promise<void> {
  const { conf_exten, server_ip } = fronter;
  const parties = [stage, agent_user, fronter.user];
  if (!isPlayable(fronter)) refuse('no_fronter_session_found', parties, stage);
  const channel = await playingChannel(db, fronter);
  if (channel === undefined) {
    refuse(
      'no_fronter_audio_playing',
      [conf_exten, server_ip, ...parties],
      [conf_exten, server_ip, stage].join('|'),
    );
  }
  await queueAction(db, stopAudio(moment, server_ip, channel));
}
