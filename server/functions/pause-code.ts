/** `pause_code`: sets live_agents.external_pause_code of a paused agent (answers, section 26). */
import { pauseCode as definition } from '../../protocol/functions/pause-code.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { readLiveAgent } from './shared/live-agent.js';

export const pauseCode = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [agent_user, value] }),
  async apply(context, { value }) {
    const { agent_user } = context;
    const { numUpdatedRows } = await context.db
      .updateTable('live_agents')
      .set({ external_pause_code: value })
      .where('user', '=', agent_user)
      .where('status', '=', 'PAUSED')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      await readLiveAgent(context, ['status']);
      refuse('pause_code_agent_not_paused', [agent_user]);
    }
    return {
      message: 'pause_code function sent',
      fields: [agent_user],
      logData: String(context.moment.epoch),
      data: { value, agent_user },
    };
  },
});
