/**
 * `set_timer_action`: sets live_agents.external_timer_action, its message and its seconds
 * (answers, section 13).
 */
import { setTimerAction as definition } from '../../protocol/functions/set-timer-action.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { readLiveAgent, updateLiveAgent } from './shared/live-agent.js';

export const setTimerAction = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({
    fields: [agent_user],
    logData: `${agent_user}|${value}`,
  }),
  async apply(context, { value, notes, rank }) {
    const { agent_user, caller, user } = context;
    if (user.modify_campaigns !== '1') {
      await readLiveAgent(context, ['user']);
      refuse('modify_campaigns_not_allowed', [agent_user, caller.user]);
    }
    const seconds = Number(rank); // 0 when it was not sent
    await updateLiveAgent(context, {
      external_timer_action: value,
      external_timer_action_message: notes,
      external_timer_action_seconds: seconds,
    });
    const fields = [caller.user, agent_user, value, notes, rank];
    return {
      message: 'set_timer_action lead updated',
      fields,
      logData: fields.join('|'),
      data: { value, agent_user, notes, seconds },
    };
  },
});
