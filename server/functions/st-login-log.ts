/** `st_login_log`: sets users.custom_four of the user found (answers, section 14). */
import { stLoginLog as definition } from '../../protocol/functions/st-login-log.js';
import { serveFunction } from './engine/api-function.js';
import { findCrmAgent } from './shared/crm-agent.js';

export const stLoginLog = serveFunction(definition, {
  notValid: ({ value = '', vendor_id = '' }) => ({
    fields: [value, vendor_id],
    logData: `${value}|${vendor_id}`,
  }),
  async apply(context, { value, vendor_id }) {
    const found = await findCrmAgent(context, value, definition.name);
    await context.db
      .updateTable('users')
      .set({ custom_four: vendor_id })
      .where('user', '=', found)
      .execute();
    return {
      message: 'st_login_log user found',
      fields: [found],
      logData: found,
      data: { user: found },
    };
  },
});
