/** Who a notification is for, and whether the API user may write to them (answers, section 30). */
import {
  RECIPIENT_TYPES,
  type RecipientType,
} from '../../../protocol/functions/send-notification.js';
import { reasonEntry } from '../../../protocol/reasons.js';
import { mayControl } from '../../auth/caller.js';
import { firstRow } from '../../database/first-row.js';
import { ApiError, refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';
import { renderLine } from '../engine/outcome.js';

const TABLES = { USER: 'users', USER_GROUP: 'user_groups', CAMPAIGN: 'campaigns' } as const;

/** @returns the type as sent when it is one, else the first under which the recipient is found */
export async function findRecipientType(
  context: FunctionContext,
  recipient: string,
  sent: string,
): Promise<RecipientType> {
  const known = RECIPIENT_TYPES.find((type) => type === sent);
  if (known) return known;
  const prefix = `Invalid recipient_type (${sent}), `;
  for (const type of RECIPIENT_TYPES) {
    if (!(await exists(context, type, recipient))) continue;
    context.logValue = type;
    const message = `found ${recipient} as ${type}`;
    context.notice('recipient_type_guessed', [], {
      message,
      line: `${prefix}NOTICE: ${message}<BR>`,
    });
    return type;
  }
  context.logValue = '';
  const { message } = reasonEntry('no_matching_recipient');
  throw new ApiError('no_matching_recipient', {
    line: prefix + renderLine('ERROR', message, [recipient]),
  });
}

/**
 * @param value of the request: what these refusals show and log
 * @throws ApiError when there is no such recipient, or this caller may not write to them
 */
export async function checkRecipient(
  context: FunctionContext,
  recipient: string,
  type: RecipientType,
  value: string,
): Promise<void> {
  const { caller, user } = context;
  // A token for some agents is not one for whole groups.
  if (type === 'USER' ? !mayControl(caller, recipient) : caller.agents !== '*') {
    refuse('agent_not_allowed', [value, caller.user, 'send_notification', user.user_group ?? '']);
  }
  if (!(await exists(context, type, recipient))) {
    throw new ApiError('recipient_does_not_exist', {
      message: `${recipient} DOES NOT EXIST in ${TABLES[type]}`,
      fields: [value, recipient],
    });
  }
  if (type === 'USER') return;
  const own = await context.db
    .selectFrom('user_groups')
    .select(['allowed_campaigns', 'admin_viewable_groups'])
    .where('user_group', '=', user.user_group ?? '')
    .limit(firstRow)
    .executeTakeFirst();
  if (!own) refuse('user_group_does_not_exist', [value, user.user_group ?? '']);
  const allowed = own.allowed_campaigns ?? '';
  if (type === 'CAMPAIGN' && !holds(allowed, recipient, '-ALL-CAMPAIGNS-')) {
    throw new ApiError('campaign_access_not_allowed', {
      message: `ACCESS TO CAMPAIGN ${recipient} NOT ALLOWED FOR USER ${caller.user} (${allowed})`,
      fields: [value, recipient],
    });
  }
  const viewable = own.admin_viewable_groups ?? '';
  if (type === 'USER_GROUP' && !holds(viewable, recipient, '---ALL---')) {
    throw new ApiError('user_group_access_not_allowed', {
      message: `ACCESS TO USER GROUP ${recipient} NOT ALLOWED FOR USER ${caller.user}`,
      fields: [value, recipient],
    });
  }
}

/** @param list words between spaces @param all the word that stands for every name */
function holds(list: string, name: string, all: string): boolean {
  const words = list.toLowerCase().split(/\s+/);
  return words.includes(all.toLowerCase()) || words.includes(name.toLowerCase());
}

async function exists(
  { db }: FunctionContext,
  type: RecipientType,
  recipient: string,
): Promise<boolean> {
  switch (type) {
    case 'USER':
      return Boolean(
        await db
          .selectFrom('users')
          .select('user')
          .where('user', '=', recipient)
          .limit(firstRow)
          .executeTakeFirst(),
      );
    case 'USER_GROUP':
      return Boolean(
        await db
          .selectFrom('user_groups')
          .select('user_group')
          .where('user_group', '=', recipient)
          .limit(firstRow)
          .executeTakeFirst(),
      );
    case 'CAMPAIGN':
      return Boolean(
        await db
          .selectFrom('campaigns')
          .select('campaign_id')
          .where('campaign_id', '=', recipient)
          .limit(firstRow)
          .executeTakeFirst(),
      );
  }
}
