/** `park_call`: sets live_agents.external_park while a lead is on screen (answers, section 18). */
import { parkCall as definition } from '../../protocol/functions/park-call.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { readLiveAgent } from './shared/live-agent.js';

export const parkCall = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context, { value }) {
    const { agent_user } = context;
    const { numUpdatedRows } = await context.db
      .updateTable('live_agents')
      .set({ external_park: value })
      .where('user', '=', agent_user)
      .where('lead_id', '>', 0)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      await readLiveAgent(context, ['lead_id']);
      refuse('no_lead_on_screen', [agent_user]);
    }
    return {
      message: 'park_call function set',
      fields: [value, agent_user],
      data: { value, agent_user },
    };
  },
});
