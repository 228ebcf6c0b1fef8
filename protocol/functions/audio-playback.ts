import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

const STAGES = ['PLAY', 'STOP', 'PAUSE', 'RESUME', 'RESTART'] as const;

export const audioPlayback = defineFunction({
  name: 'audio_playback',
  summary: "Plays, stops, pauses, resumes or restarts audio in the agent's session.",
  agent: 'either',
  params: {
    stage: word(...STAGES),
    value: z.string().optional().meta({
      description: 'PLAY: the audio file, without extension, at most 20 characters',
    }),
    dial_override: word('Y', 'N')
      .optional()
      .meta({ description: 'Y: PLAY stops what is playing first; default N' }),
  },
  data: z.object({
    value: z.string(),
    stage: z.enum(STAGES),
    agent_user: z.string(),
    previous_stopped: z.boolean().meta({ description: 'PLAY stopped other audio first' }),
  }),
  reasons: [
    'audio_playback_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'audio_entry_empty',
    'no_audio_playing',
    'audio_already_playing',
    'audio_previous_stopped',
  ],
});
