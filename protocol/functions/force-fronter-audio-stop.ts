import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { text } from '../parameters.js';
import { fronterParameters } from './force-fronter-leave-3way.js';

export const forceFronterAudioStop = defineFunction({
  name: 'force_fronter_audio_stop',
  summary: "Stops the audio that plays in the session of the other agent on the agent's call.",
  agent: 'either',
  params: {
    ...fronterParameters,
    stage: text(20_000).optional().meta({ description: 'comes back in the answer' }),
  },
  data: z.object({
    value: z.string(),
    stage: z.string(),
    agent_user: z.string(),
    other_user: z.string().optional().meta({ description: 'the fronter on this cluster' }),
    container_id: z.string().optional().meta({ description: 'the cluster that was told instead' }),
  }),
  reasons: [
    'force_fronter_audio_stop_not_valid',
    'function_not_allowed',
    'agent_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'not_on_phone_call',
    'no_fronter_session_found',
    'no_fronter_audio_playing',
    'no_fronter_found',
  ],
});
