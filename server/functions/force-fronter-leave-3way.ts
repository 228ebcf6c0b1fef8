/**
 * `force_fronter_leave_3way`: orders the fronter's screen to leave the conference, or tells the
 * cluster where the fronter is (answers, section 28).
 */
import { forceFronterLeave3way as definition } from '../../protocol/functions/force-fronter-leave-3way.js';
import { refuse } from './engine/api-error.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { type Fronter, liveFronter, mayReach, sharedLead } from './shared/fronter.js';
import { tellRemoteCluster } from './shared/remote-cluster.js';
import { composeTransferOrder } from './shared/transfer-order.js';

export const forceFronterLeave3way = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context, params) {
    const { agent_user } = context;
    const { value } = params;
    const lead_id = await sharedLead(context, params);
    const fronter = await liveFronter(context, lead_id);
    if (fronter) {
      if (!mayReach(context, value, fronter)) {
        const { caller, user } = context;
        refuse('agent_not_allowed', [value, caller.user, definition.name, user.user_group ?? '']);
      }
      if (await orderToLeave(context, fronter)) {
        const message = `${definition.name} SENT`;
        return {
          message,
          fields: [fronter.user],
          logReason: `SUCCESS: ${message} - ${fronter.user}`,
          data: { value, agent_user, other_user: fronter.user },
        };
      }
    }
    const container_id =
      value === 'LOCAL_AND_CCC'
        ? await tellRemoteCluster(context, definition.name, lead_id)
        : undefined;
    if (container_id === undefined) refuse('no_fronter_found', [agent_user]);
    const message = `${definition.name} command sent over CCC`;
    return {
      message,
      fields: [container_id],
      logReason: `${message} - ${container_id}`,
      data: { value, agent_user, container_id },
    };
  },
});

/** @returns false: the fronter has logged out meanwhile */
async function orderToLeave(context: FunctionContext, { user }: Fronter): Promise<boolean> {
  const { db, moment } = context;
  const { numUpdatedRows } = await db
    .updateTable('live_agents')
    .set({
      external_transferconf: composeTransferOrder({
        value: 'LEAVE_3WAY_CALL',
        epoch: moment.epoch,
      }),
    })
    .where('user', '=', user)
    .executeTakeFirst();
  context.touch(user);
  return numUpdatedRows > 0n;
}
