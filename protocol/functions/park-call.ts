import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { word } from '../parameters.js';

const PARK_VALUES = [
  'PARK_CUSTOMER',
  'GRAB_CUSTOMER',
  'PARK_IVR_CUSTOMER',
  'GRAB_IVR_CUSTOMER',
  'PARK_XFER',
  'GRAB_XFER',
] as const;

export const parkCall = defineFunction({
  name: 'park_call',
  summary: 'Parks the customer or the third party of the current call, or grabs them back.',
  agent: 'either',
  params: { value: word(...PARK_VALUES) },
  data: z.object({ value: z.enum(PARK_VALUES), agent_user: z.string() }),
  reasons: [
    'park_call_not_valid',
    'function_not_allowed',
    'no_user_found',
    'agent_not_logged_in',
    'no_lead_on_screen',
  ],
});
