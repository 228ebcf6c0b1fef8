/**
 * `ra_call_control`: ends or moves a remote agent's call: its log and lead get the status, the
 * telephony server the action, the agent becomes READY (answers, section 16).
 */
import { raCallControl as definition } from '../../protocol/functions/ra-call-control.js';
import { mayControl } from '../auth/caller.js';
import type { Queryable } from '../database/database.js';
import { firstRow } from '../database/first-row.js';
import { refuse } from './engine/api-error.js';
import { type CleanedParams, type FunctionContext, serveFunction } from './engine/api-function.js';
import { queueAction } from './shared/manager-action.js';
import { reportToQueueMetrics } from './shared/queue-metrics.js';
import { type RemoteAgent, type RemoteCall, releaseCall } from './shared/release-call.js';
import { transferIngroup } from './shared/transfer-ingroup.js';

type Params = CleanedParams<typeof definition.params>;
type Stage = 'HANGUP' | 'EXTENSIONTRANSFER' | 'INGROUPTRANSFER';

const STATUS = 'RAXFER';
/** Every call id begins with what kind of call it is, and the date: the action gets its own. */
const ID_START = 4;

export const raCallControl = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '', stage = '' }) => ({
    fields: [value, agent_user, stage],
  }),
  async apply(context, params) {
    const { agent_user } = context;
    const { value } = params;
    await requireLoggedIn(context);
    const call = await readCall(context, value);
    if (!call) refuse('no_active_call_found', [value]);
    const agent = await agentOnCall(context, value);
    const { caller, user } = context;
    // the text API may move any call, a token only those of its agents
    if (caller.agents !== '*' && !(agent && mayControl(caller, agent.user))) {
      refuse('agent_not_allowed', [value, caller.user, definition.name, user.user_group ?? '']);
    }
    const { stage, target } = await chooseTarget(context, params, call);
    const status = params.status || STATUS;
    const lines = await actionLines(context, call, { stage, target, value });
    await context.transaction(async (db) => {
      if (!(await isStillActive(context, db, value))) refuse('no_active_call_found', [value]);
      await releaseCall(context, db, { call, agent, status }, () =>
        queueAction(db, {
          entry_date: context.moment.now,
          server_ip: call.server_ip,
          action: stage === 'HANGUP' ? 'Hangup' : 'Redirect',
          callerid: actionId(stage, value),
          lines,
        }),
      );
    });
    if (agent) context.touch(agent.user);
    await reportToQueueMetrics(context, { call, agent, status });
    return {
      message: `ra_call_control ${stage === 'HANGUP' ? 'hungup' : 'transferred'}`,
      fields: [agent_user, value, stage === 'HANGUP' ? stage : target],
      data: { agent_user, value, stage, status, target },
    };
  },
});

async function requireLoggedIn({ db, agent_user }: FunctionContext): Promise<void> {
  const row = await db
    .selectFrom('live_agents')
    .select('user')
    .where('user', '=', agent_user)
    .limit(firstRow)
    .executeTakeFirst();
  if (!row) refuse('user_not_logged_in', [agent_user]);
}

async function readCall(
  { db }: FunctionContext,
  callerid: string,
): Promise<RemoteCall | undefined> {
  const row = await db
    .selectFrom('auto_calls')
    .select([
      'channel',
      'server_ip',
      'call_type',
      'campaign_id',
      'lead_id',
      'phone_number',
      'uniqueid',
      'stage',
      'queue_position',
    ])
    .where('callerid', '=', callerid)
    .limit(firstRow)
    .executeTakeFirst();
  return row && { ...row, callerid, campaign_id: row.campaign_id ?? '' };
}

/** May be another agent than the one that was named, or nobody. */
async function agentOnCall(
  { db }: FunctionContext,
  callerid: string,
): Promise<RemoteAgent | undefined> {
  const row = await db
    .selectFrom('live_agents')
    .select(['user', 'server_ip', 'extension'])
    .where('callerid', '=', callerid)
    .limit(firstRow)
    .executeTakeFirst();
  return row && { user: row.user ?? '', server_ip: row.server_ip, extension: row.extension ?? '' };
}

/** Of two commands for one call the second finds it gone. */
async function isStillActive(
  { connection }: FunctionContext,
  db: Queryable,
  callerid: string,
): Promise<boolean> {
  const query = db
    .selectFrom('auto_calls')
    .select('auto_call_id')
    .where('callerid', '=', callerid)
    .limit(firstRow);
  const locked = connection.engine === 'mysql' ? query.forUpdate() : query;
  return (await locked.executeTakeFirst()) !== undefined;
}

/** @throws ApiError `phone_number_not_valid`, `ingroup_not_valid`, `stage_not_valid` */
async function chooseTarget(
  context: FunctionContext,
  { stage, phone_number, ingroup_choices }: Params,
  call: RemoteCall,
): Promise<{ stage: Stage; target: string }> {
  switch (stage) {
    case 'HANGUP':
      return { stage, target: '' };
    case 'EXTENSIONTRANSFER':
      if (phone_number.length < 2) refuse('phone_number_not_valid', [phone_number]);
      return { stage, target: phone_number };
    case 'INGROUPTRANSFER':
      return { stage, target: await transferIngroup(context, ingroup_choices, async () => call) };
    default:
      return refuse('stage_not_valid', [stage]);
  }
}

async function actionLines(
  context: FunctionContext,
  call: RemoteCall,
  { stage, target, value }: { stage: Stage; target: string; value: string },
): Promise<string[]> {
  const channel = `Channel: ${call.channel ?? ''}`;
  if (stage === 'HANGUP') return [channel];
  const server = await context.db
    .selectFrom('servers')
    .select('ext_context')
    .where('server_ip', '=', call.server_ip)
    .limit(firstRow)
    .executeTakeFirst();
  const exten =
    stage === 'EXTENSIONTRANSFER'
      ? target
      : `90009*${target}**${call.lead_id}**${call.phone_number ?? ''}**${context.agent_user}**`;
  return [
    channel,
    `Context: ${server?.ext_context ?? ''}`,
    `Exten: ${exten}`,
    'Priority: 1',
    `CallerID: ${actionId(stage, value)}`,
  ];
}

function actionId(stage: Stage, callerid: string): string {
  if (callerid.length < ID_START) return callerid;
  return (stage === 'HANGUP' ? 'HAPI' : 'XAPI') + callerid.slice(ID_START);
}
