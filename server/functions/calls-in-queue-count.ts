/**
 * `calls_in_queue_count`: counts auto_calls and email_list rows that wait for the agent's campaign
 * and in-groups (answers, section 27).
 */
import { callsInQueueCount as definition } from '../../protocol/functions/calls-in-queue-count.js';
import { type FunctionContext, serveFunction } from './engine/api-function.js';
import { renderLine } from './engine/outcome.js';
import { readLiveAgent } from './shared/live-agent.js';

export const callsInQueueCount = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [value, agent_user] }),
  async apply(context) {
    const { agent_user } = context;
    const live = await readLiveAgent(context, ['campaign_id', 'closer_campaigns']);
    const ingroups = readIngroups(live.closer_campaigns ?? '');
    const [calls, emails] = await Promise.all([
      countCalls(context, live.campaign_id ?? '', ingroups),
      countEmails(context, ingroups.shared),
    ]);
    const count = calls + emails;
    const message = 'calls_in_queue_count';
    const fields = [String(count)];
    return {
      message,
      fields,
      logReason: renderLine('SUCCESS', message, fields),
      data: { agent_user, count },
    };
  },
});

interface Ingroups {
  /** Every call in them may go to any of their agents. */
  readonly shared: readonly string[];
  /** Their calls are each for one agent. */
  readonly direct: readonly string[];
}

/** @param text live_agents.closer_campaigns: names between spaces, a lone `-` at the end */
function readIngroups(text: string): Ingroups {
  const names = text.split(/\s+/).filter((name) => name !== '' && name !== '-');
  const isDirect = (name: string) => name.toUpperCase().includes('AGENTDIRECT');
  return {
    shared: names.filter((name) => !isDirect(name)),
    direct: names.filter(isDirect),
  };
}

async function countCalls(
  { db, agent_user }: FunctionContext,
  campaign_id: string,
  { shared, direct }: Ingroups,
): Promise<number> {
  const row = await db
    .selectFrom('auto_calls')
    .select((of) => of.fn.countAll().as('calls'))
    .where('status', '=', 'LIVE')
    .where((is) => {
      const waits = is('campaign_id', 'in', [campaign_id, ...shared]);
      return direct.length === 0
        ? waits
        : waits.or(is('campaign_id', 'in', direct).and('agent_only', '=', agent_user));
    })
    .executeTakeFirstOrThrow();
  return Number(row.calls);
}

async function countEmails(
  { db, connection }: FunctionContext,
  ingroups: readonly string[],
): Promise<number> {
  if (ingroups.length === 0 || !connection.installation.hasTable('email_list')) return 0;
  const row = await db
    .selectFrom('email_list')
    .select((of) => of.fn.countAll().as('emails'))
    .where('status', 'in', ['NEW', 'QUEUE'])
    .where('group_id', 'in', ingroups)
    .executeTakeFirstOrThrow();
  return Number(row.emails);
}
