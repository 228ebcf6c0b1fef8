/**
 * `send_notification`: queues a row of agent_notifications, which the screens of its recipients
 * show (answers, section 30). Most of its log rows name the recipient, not an agent.
 */
import { sendNotification as definition } from '../../protocol/functions/send-notification.js';
import { isRealDate } from '../../protocol/parameters.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { sanitizeParameter } from './engine/sanitize.js';
import { confettiOptions } from './shared/confetti-options.js';
import { isRealDateTime } from './shared/dates.js';
import { checkRecipient, findRecipientType } from './shared/notification-recipient.js';

const TEXT_BYTES = 65_535;
const CONFETTI_CHARACTERS = 15;

export const sendNotification = serveFunction(definition, {
  async before(context, { recipient = '', recipient_type = '' }) {
    logRecipient(context, recipient, recipient_type);
    const setting = String(context.settings.agent_notifications ?? '');
    if (!(Number(setting) >= 1)) refuse('notifications_disabled', [setting]);
  },
  check: ({ notification_text = '' }) =>
    Buffer.byteLength(notification_text) > TEXT_BYTES
      ? [{ path: 'notification_text', message: `must be at most ${TEXT_BYTES} bytes` }]
      : [],
  notValid: ({ recipient = '', recipient_type = '' }) => ({
    reason: 'notification_empty',
    fields: [recipient, recipient_type],
  }),
  async apply(context, params) {
    const { recipient } = params;
    if (isUnset(recipient)) {
      refuse('recipient_missing', [recipient, params.recipient_type]);
    }
    const recipient_type = await findRecipientType(context, recipient, params.recipient_type);
    const value = sentValue(context);
    logAgent(context, value);
    await checkRecipient(context, recipient, recipient_type, value);
    logRecipient(context, recipient, recipient_type);
    const notification_date = readDate(context, params.notification_date);
    const { notification_text } = params;
    const withConfetti = params.show_confetti === 'Y';
    if (notification_text === '' && !withConfetti) {
      refuse('notification_empty', [recipient, recipient_type]);
    }
    const confetti_options = withConfetti ? await confettiOptions(context, params) : '';
    if (confetti_options.length > CONFETTI_CHARACTERS) {
      refuse('notification_empty', [recipient, recipient_type]);
    }
    const { insertId } = await context.db
      .insertInto('agent_notifications')
      .values({
        entry_date: context.moment.now,
        recipient,
        recipient_type,
        notification_date,
        notification_retry: /y/i.test(params.notification_retry) ? 'Y' : 'N',
        notification_status: 'QUEUED',
        ...(notification_text === '' ? {} : { notification_text, ...textLook(params) }),
        ...(withConfetti ? { show_confetti: 'Y' as const, confetti_options } : {}),
      })
      .executeTakeFirst();
    const notification_id = Number(insertId ?? 0);
    return {
      message: 'notification queued',
      fields: [recipient, recipient_type, String(notification_id)],
      data: { recipient, recipient_type, notification_id },
    };
  },
});

/** Log rows name the recipient and its type ... */
function logRecipient(context: FunctionContext, recipient: string, type: string): void {
  context.logAgent = recipient;
  context.logValue = type;
}

/** ... but refusals of a recipient name agent_user and value, like those of other functions. */
function logAgent(context: FunctionContext, value: string): void {
  context.logAgent = undefined;
  context.logValue = value;
}

/** Not a parameter of this function, but shown in some of its lines. */
function sentValue({ raw, settings }: FunctionContext): string {
  return sanitizeParameter('value', raw.value ?? '', settings.use_non_latin === '1');
}

const isUnset = (text: string) => text === '' || text === '0';

/** What stands for a text's size, font, weight and colour when nothing was sent. */
function textLook(params: {
  text_size: string;
  text_font: string;
  text_weight: string;
  text_color: string;
}) {
  const or = (text: string, fallback: string) => (isUnset(text) ? fallback : text);
  const color = or(params.text_color, 'black');
  return {
    text_size: Number(params.text_size) || 12,
    text_font: or(params.text_font, 'Arial'),
    text_weight: or(params.text_weight, 'bold'),
    text_color: /^[0-9A-F]{3,6}$/.test(color) ? `#${color}` : color,
  };
}

/** @returns the date as the column holds it; now when none was sent, or (with a NOTICE) a bad one */
function readDate(context: FunctionContext, sent: string): string {
  const { now } = context.moment;
  if (sent === '') return now;
  const date = normalDate(sent);
  if (date !== undefined) return date;
  const message = `Invalid notification date ${sent}, changing to now`;
  context.notice('notification_date_changed', [], { message, line: `NOTICE: ${message}` });
  return now;
}

/** Years of two digits, single digits and a missing blank or second are accepted. */
function normalDate(sent: string): string | undefined {
  const match = /^(\d{4}|\d{2})-(\d{1,2})-(\d{1,2}) ?(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(
    sent,
  );
  if (!match) return undefined;
  const [year = '', month, day, hour, minute, second] = match
    .slice(1)
    .map((part: string | undefined) => (part ?? '0').padStart(2, '0'));
  // two digits mean 1970 to 2069, as in the database
  const century = year.length === 4 ? '' : Number(year) < 70 ? '20' : '19';
  const date = `${century}${year}-${month}-${day}`;
  const text = `${date} ${hour}:${minute}:${second}`;
  return isRealDate(date) && isRealDateTime(text) ? text : undefined;
}
