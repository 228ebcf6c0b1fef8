/** `external_hangup`: sets live_agents.external_hangup (answers, section 4). */
import { externalHangup as definition } from '../../protocol/functions/external-hangup.js';
import { serveFunction } from './engine/api-function.js';
import { updateLiveAgent } from './shared/live-agent.js';

export const externalHangup = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context, { value }) {
    await updateLiveAgent(context, { external_hangup: value });
    return {
      message: 'external_hangup function set',
      fields: [value, context.agent_user],
      data: { value, agent_user: context.agent_user },
    };
  },
});
