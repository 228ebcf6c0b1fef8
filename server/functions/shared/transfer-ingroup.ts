/** The in-group that a call is to be transferred to. */
import { firstRow } from '../../database/first-row.js';
import { refuse } from '../engine/api-error.js';
import type { FunctionContext } from '../engine/api-function.js';

/** Stands for the default of the in-group or campaign that the call came from. */
const DEFAULT_INGROUP = 'DEFAULTINGROUP';

/** Where a call came from, of `auto_calls`. */
export interface CallOrigin {
  /** An in-group for a `call_type` of `IN`, else a campaign. */
  readonly campaign_id: string | null;
  readonly call_type: string | null;
}

/**
 * @param ingroup_choices as sent
 * @param origin reads where the call came from; undefined: nobody knows
 * @returns the group, in the spelling that was sent unless it is the default
 * @throws ApiError `ingroup_not_valid` unless the group is active
 */
export async function transferIngroup(
  context: FunctionContext,
  ingroup_choices: string,
  origin: () => Promise<CallOrigin | undefined>,
): Promise<string> {
  if (ingroup_choices.length < 2) refuse('ingroup_not_valid', [ingroup_choices]);
  const ingroup =
    ingroup_choices === DEFAULT_INGROUP
      ? await defaultIngroup(context, await origin())
      : ingroup_choices;
  const active = await context.db
    .selectFrom('inbound_groups')
    .select('group_id')
    .where('group_id', '=', ingroup)
    .where('active', '=', 'Y')
    .limit(firstRow)
    .executeTakeFirst();
  if (!active) refuse('ingroup_not_valid', [ingroup]);
  return ingroup;
}

async function defaultIngroup(
  { db }: FunctionContext,
  origin: CallOrigin | undefined,
): Promise<string> {
  if (!origin) return '';
  const campaign_id = origin.campaign_id ?? '';
  const row =
    origin.call_type === 'IN'
      ? await db
          .selectFrom('inbound_groups')
          .select('default_xfer_group')
          .where('group_id', '=', campaign_id)
          .limit(firstRow)
          .executeTakeFirst()
      : await db
          .selectFrom('campaigns')
          .select('default_xfer_group')
          .where('campaign_id', '=', campaign_id)
          .limit(firstRow)
          .executeTakeFirst();
  return row?.default_xfer_group ?? '';
}
