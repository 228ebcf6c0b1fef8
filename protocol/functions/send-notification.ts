import { z } from 'zod';
import { defineFunction } from '../function-definition.js';
import { count, name, text } from '../parameters.js';

/** Who a notification can be for, in the order in which an unclear recipient is looked up. */
export const RECIPIENT_TYPES = ['USER', 'USER_GROUP', 'CAMPAIGN'] as const;

export type RecipientType = (typeof RECIPIENT_TYPES)[number];

/** What an unsigned TINYINT holds. */
const TEXT_SIZE_MAX = 255;
/** The three numbers share a column of 15 characters, with two commas. */
const CONFETTI_MAX = 99_999_999_999;

export const sendNotification = defineFunction({
  name: 'send_notification',
  summary: 'Shows a text, confetti or both on the screens of a user, a user group or a campaign.',
  agent: 'none',
  params: {
    recipient: name(20000)
      .optional()
      .meta({ description: 'required: the name of a user, a user group or a campaign' }),
    recipient_type: name(20000)
      .optional()
      .meta({ description: 'USER, USER_GROUP or CAMPAIGN; anything else is looked up' }),
    notification_date: name(100)
      .optional()
      .meta({ description: 'not before this time, YYYY-MM-DD HH:MM:SS; default now' }),
    notification_text: text(65_535)
      .optional()
      .meta({ description: 'required without show_confetti; 65,535 bytes at most' }),
    notification_retry: name(100)
      .optional()
      .meta({ description: 'Y: shown later to those who are busy now; default N' }),
    text_size: count(TEXT_SIZE_MAX).optional().meta({ description: 'pixels; default 12' }),
    text_font: text(30).optional().meta({ description: 'default Arial' }),
    text_weight: text(30).optional().meta({ description: 'default bold' }),
    text_color: text(15)
      .optional()
      .meta({ description: 'name or hexadecimal digits; default black' }),
    show_confetti: name(100).optional().meta({ description: 'Y: confetti flies' }),
    duration: count(CONFETTI_MAX)
      .optional()
      .meta({ description: 'seconds of confetti; default of the installation, or 2' }),
    maxParticleCount: count(CONFETTI_MAX)
      .optional()
      .meta({ description: 'pieces of confetti; default of the installation, or 2350' }),
    particleSpeed: count(CONFETTI_MAX)
      .optional()
      .meta({ description: 'speed of the confetti; default of the installation, or 2' }),
  },
  data: z.object({
    recipient: z.string(),
    recipient_type: z.enum(RECIPIENT_TYPES),
    notification_id: z.number().int(),
  }),
  reasons: [
    'notifications_disabled',
    'function_not_allowed',
    'agent_not_allowed',
    'recipient_type_guessed',
    'no_matching_recipient',
    'recipient_missing',
    'recipient_does_not_exist',
    'user_group_does_not_exist',
    'campaign_access_not_allowed',
    'user_group_access_not_allowed',
    'notification_date_changed',
    'notification_empty',
  ],
});
