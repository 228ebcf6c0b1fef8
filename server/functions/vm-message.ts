/** `vm_message`: adds a row to lead_messages for the live call's lead (answers, section 25). */
import { vmMessage as definition } from '../../protocol/functions/vm-message.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { readLiveCall } from './shared/live-call.js';

export const vmMessage = serveFunction(definition, {
  notValid: ({ lead_id = '', value = '', agent_user = '' }) => ({
    fields: [lead_id, value, agent_user],
  }),
  permissionFields: ({ caller, user }, { lead_id = '' }) => [
    lead_id,
    caller.user,
    definition.name,
    user.user_group ?? '',
  ],
  async apply(context, { lead_id, value }) {
    const { agent_user } = context;
    const call = await readLiveCall(context);
    if (lead_id !== '' && Number(lead_id) !== call.lead_id) {
      refuse('lead_id_does_not_match', [agent_user], `${lead_id}|${call.lead_id}`);
    }
    await context.db
      .insertInto('lead_messages')
      .values({
        lead_id: call.lead_id,
        call_date: context.moment.now,
        user: context.caller.user,
        message_entry: value,
      })
      .execute();
    const message = [lead_id || String(call.lead_id), value];
    return {
      message: 'vm_message function set',
      fields: [agent_user, ...message],
      logData: message.join('|'),
      data: { agent_user, lead_id: call.lead_id, value },
    };
  },
});
