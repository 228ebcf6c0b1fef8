/** `send_dtmf`: sets live_agents.external_dtmf (answers, section 17). */
import { sendDtmf as definition } from '../../protocol/functions/send-dtmf.js';
import { serveFunction } from './engine/api-function.js';
import { updateLiveAgent } from './shared/live-agent.js';

export const sendDtmf = serveFunction(definition, {
  /** Judged as sent: a deleted character would change what is dialled. */
  check: (params, raw) =>
    params.value !== '' && !/^[0-9A-DPSQ]+$/.test(raw.value ?? '')
      ? [{ path: 'value', message: 'may hold only 0-9 A-D P S Q' }]
      : [],
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context, { value }) {
    await updateLiveAgent(context, { external_dtmf: value });
    return {
      message: 'send_dtmf function set',
      fields: [value, context.agent_user],
      data: { value, agent_user: context.agent_user },
    };
  },
});
