import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

export const recording = defineFunction({
  name: 'recording',
  summary: 'Starts or stops a recording on the agent screen, or tells whether one runs.',
  agent: 'either',
  params: {
    value: word('START', 'STOP', 'STATUS'),
    stage: z
      .string()
      .optional()
      .meta({ description: 'START: added to the file name, cut to 14 characters' }),
  },
  data: z.object({
    agent_user: z.string(),
    value: z.string().meta({ description: 'STATUS, or what was stored: START with stage, STOP' }),
    recording_id: z.string().meta({ description: 'STATUS: the recording that runs; empty: none' }),
    filename: z.string(),
    recording_server_ip: z.string(),
    start_time: z.string().meta({ description: 'YYYY-MM-DD HH:MM:SS, local to the database' }),
    agent_server_ip: z.string(),
    conf_exten: z.string(),
    status: z.string().meta({ description: 'live_agents.status as stored' }),
  }),
  reasons: [
    'recording_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'recording_active',
    'not_recording',
    'stop_recording_error',
  ],
});
