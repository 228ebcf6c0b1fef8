/**
 * `refresh_panel`: sets live_agents.external_update_fields and external_update_fields_data to the
 * panels that the agent screen loads again (answers, section 31).
 */
import { panelTriggers } from '../../protocol/functions/panel-triggers.js';
import { refreshPanel as definition } from '../../protocol/functions/refresh-panel.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { readLiveAgent } from './shared/live-agent.js';
import { sentOf } from './shared/sent-names.js';

const NAMES = [...Object.keys(panelTriggers), 'callbacksreload'];

export const refreshPanel = serveFunction(definition, {
  notValid: ({ agent_user = '' }) => ({ fields: [agent_user], reason: 'agent_user_not_valid' }),
  async apply(context) {
    const { agent_user, caller } = context;
    const reload = [...sentOf(NAMES, context.sent)];
    if (reload.length === 0) {
      await readLiveAgent(context, ['status']);
      refuse('no_panels_defined', [agent_user]);
    }
    const panels = reload.join(',');
    const changed = await request(context, panels);
    if (changed === 0) await readLiveAgent(context, ['status']);
    const detail = [caller.user, agent_user, String(changed), panels, ''];
    return {
      message: 'refresh_panel request sent',
      fields: detail,
      logData: detail.join('|'),
      data: { user: caller.user, agent_user, changed, reload },
    };
  },
});

/** @returns rows changed; a row that holds the same request already is none */
async function request({ db, agent_user }: FunctionContext, panels: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('live_agents')
    .set({ external_update_fields: '1', external_update_fields_data: panels })
    .where('user', '=', agent_user)
    .where(({ or, eb }) =>
      or([
        eb('external_update_fields', 'is', null),
        eb('external_update_fields', '<>', '1'),
        eb('external_update_fields_data', 'is', null),
        eb('external_update_fields_data', '<>', panels),
      ]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
