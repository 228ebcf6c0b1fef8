import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

export const webphoneUrl = defineFunction({
  name: 'webphone_url',
  summary: "Gives the URL of the agent's web phone, or a page that opens it.",
  agent: 'either',
  params: {
    value: word('DISPLAY', 'LAUNCH').meta({
      description: 'DISPLAY: the bare URL; LAUNCH: HTML that goes there',
    }),
  },
  data: z.object({
    value: z.enum(['DISPLAY', 'LAUNCH']),
    agent_user: z.string(),
    webphone_url: z.string(),
  }),
  reasons: [
    'webphone_url_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'webphone_no_session_data',
    'webphone_url_empty',
    'webphone_displayed',
    'webphone_launched',
  ],
});
