/**
 * `call_agent`: queues the login call again that session_data.agent_login_call keeps, to the
 * session that the agent has now (answers, section 22).
 */
import { callAgent as definition } from '../../protocol/functions/call-agent.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { readLiveAgent } from './shared/live-agent.js';
import { type ManagerAction, queueAction } from './shared/manager-action.js';
import { isUsable, readSessionData } from './shared/session-data.js';

export const callAgent = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [agent_user, value] }),
  async apply(context, { value }) {
    const { agent_user } = context;
    const { conf_exten } = await readLiveAgent(context, ['conf_exten']);
    const session = await readSessionData(context);
    if (!session) refuse('call_agent_no_session_data', [agent_user]);
    const entry = session.agent_login_call ?? '';
    const call = isUsable(entry) ? readLoginCall(entry, conf_exten ?? '') : undefined;
    if (!call) refuse('call_agent_entry_empty', [agent_user]);
    await queueAction(context.db, call);
    return {
      message: 'call_agent function sent',
      fields: [agent_user],
      logData: String(context.moment.epoch),
      data: { value, agent_user },
    };
  },
});

/** The columns of `manager`, from man_id to cmd_line_k. */
const PARTS = 19;

/**
 * The entry date stays that of the login. A session number of seven digits becomes the present
 * one, behind two spaces as the dialler writes it.
 * @returns undefined when the text is not one whole row of `manager`
 */
function readLoginCall(entry: string, conf_exten: string): ManagerAction | undefined {
  const parts = entry
    .replace(/Exten: \d{7}\|Priority/, () => `Exten:  ${conf_exten}|Priority`)
    .split('|');
  if (parts.length !== PARTS) return undefined;
  const [, , entry_date = '', , , server_ip = '', , action = '', callerid = '', ...lines] = parts;
  return { entry_date, server_ip, action, callerid, lines };
}
