/** `external_pause`: sets live_agents.external_pause to `{value}!{epoch}` (answers, section 6). */
import { externalPause as definition } from '../../protocol/functions/external-pause.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { readLiveAgent, updateLiveAgent } from './shared/live-agent.js';

export const externalPause = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context, { value }) {
    const { epoch } = context.moment;
    const external_pause = `${value}!${epoch}`;
    if (value === 'PAUSE') await updateLiveAgent(context, { external_pause });
    else await resume(context, external_pause);
    return {
      message: 'external_pause function set',
      fields: [value, String(epoch), context.agent_user],
      logData: String(epoch),
      data: { value, epoch, agent_user: context.agent_user },
    };
  },
});

/** The statement itself sees whether the agent may resume; what hindered it is read only if not. */
async function resume(context: FunctionContext, external_pause: string): Promise<void> {
  const { numUpdatedRows } = await context.db
    .updateTable('live_agents')
    .set({ external_pause })
    .where('user', '=', context.agent_user)
    .where('status', 'not in', ['READY', 'QUEUE', 'INCALL', 'CLOSER'])
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await readLiveAgent(context, ['status']);
  refuse('external_pause_agent_is_not_paused', ['RESUME', context.agent_user]);
}
