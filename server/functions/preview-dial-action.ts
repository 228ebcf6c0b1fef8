/** `preview_dial_action`: sets live_agents.external_dial to the word sent (answers, section 9). */
import { previewDialAction as definition } from '../../protocol/functions/preview-dial-action.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import { type CleanedParams, type FunctionContext, serveFunction } from './engine/api-function.js';
import { requireManualDialRight } from './external-dial.js';
import { readLiveAgent, updateLiveAgent } from './shared/live-agent.js';

type Action = CleanedParams<typeof definition.params>['value'];

export const previewDialAction = serveFunction(definition, {
  cleanValue: (value) => value.replace(/[^A-Z0-9]/g, ''),
  notValid: ({ value = '', agent_user = '', alt_user = '' }) => ({
    fields: [value, '', agent_user, alt_user],
  }),
  async apply(context, { value }) {
    const { agent_user } = context;
    const { campaign_id } = await readLiveAgent(context, ['campaign_id']);
    await requireAllowed(context, value, campaign_id ?? '');
    await requirePaused(context);
    await requireManualDialRight(context);
    await updateLiveAgent(context, { external_dial: value });
    return {
      message: 'preview_dial_action function set',
      fields: [value, agent_user, value],
      logData: value,
      data: { value, agent_user },
    };
  },
});

const OF_ALTERNATE_NUMBERS: ReadonlySet<Action> = new Set(['ALTDIAL', 'ADR3DIAL', 'FINISH']);

/** A campaign that does not exist forbids nothing, as in the original. */
async function requireAllowed(
  { db, agent_user }: FunctionContext,
  action: Action,
  campaign_id: string,
): Promise<void> {
  const campaign = await db
    .selectFrom('campaigns')
    .select(['manual_preview_dial', 'alt_number_dialing'])
    .where('campaign_id', '=', campaign_id)
    .limit(firstRow)
    .executeTakeFirst();
  const preview = campaign?.manual_preview_dial ?? '';
  const alternate = campaign?.alt_number_dialing ?? '';
  if (preview === 'DISABLED') {
    refuse(
      'preview_dialing_not_allowed',
      [agent_user, campaign_id, preview],
      `${campaign_id}|${preview}`,
    );
  }
  if (preview === 'PREVIEW_ONLY' && action === 'SKIP') {
    refuse(
      'preview_skipping_not_allowed',
      [agent_user, campaign_id, preview],
      `${campaign_id}|${preview}`,
    );
  }
  if (alternate === 'N' && OF_ALTERNATE_NUMBERS.has(action)) {
    refuse(
      'alt_number_dialing_not_allowed',
      [agent_user, campaign_id, alternate],
      `${campaign_id}|${alternate}`,
    );
  }
}

async function requirePaused({ db, agent_user }: FunctionContext): Promise<void> {
  const paused = await db
    .selectFrom('live_agents')
    .select('user')
    .where('user', '=', agent_user)
    .where('status', '=', 'PAUSED')
    .limit(firstRow)
    .executeTakeFirst();
  if (!paused) refuse('agent_not_paused', [agent_user]);
}
