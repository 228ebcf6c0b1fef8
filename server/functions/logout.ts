/** `logout`: sets live_agents.external_pause to `LOGOUT` (answers, section 7). */
import { logout as definition } from '../../protocol/functions/logout.js';
import { serveFunction } from './engine/api-function.js';
import { updateLiveAgent } from './shared/live-agent.js';

export const logout = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context, { value }) {
    const { epoch } = context.moment;
    await updateLiveAgent(context, { external_pause: value });
    return {
      message: 'logout function set',
      fields: [value, String(epoch), context.agent_user],
      logData: String(epoch),
      data: { value, epoch, agent_user: context.agent_user },
    };
  },
});
