/**
 * Reports a finished call to QueueMetrics: rows in its `queue_log`, and one request where
 * `system_settings` asks for it. The call has been moved by then: what fails here changes nothing.
 */
import type { Connection as MysqlConnection } from 'mysql2/promise';
import { firstRow } from '../../database/first-row.js';
import type { FunctionContext } from '../engine/api-function.js';
import { withOtherDatabase } from './other-database.js';
import type { Release, RemoteAgent, RemoteCall } from './release-call.js';

const QUERY_TIMEOUT_MS = 3_000;
const PARTITION = 'P01';
/** A shorter wait is none, in seconds. */
const WAIT_MIN = 0.25;
const SOCKET_ON = 'CONNECT_COMPLETE';
/** A shorter URL is as good as none. */
const SOCKET_URL_MIN = 11;

/** One row of `queue_log`, without what all of them share. */
type Entry = Readonly<
  Record<'call_id' | 'queue' | 'agent' | 'verb', string> &
    Partial<Record<'data1' | 'data2' | 'data3' | 'data4' | 'data5', string>>
>;

export async function reportToQueueMetrics(
  context: FunctionContext,
  { call, agent, status }: Release,
): Promise<void> {
  if (!agent) return;
  const settings = await readSettings(context);
  if (!settings) return;
  const environment = await environmentOf(context, call, agent, settings);
  const complete = (length: string): Entry => ({
    call_id: call.callerid,
    queue: call.campaign_id,
    agent: `Agent/${agent.user}`,
    verb: 'COMPLETEAGENT',
    data1: waitOf(call),
    data2: length,
    data3: String(call.queue_position ?? ''),
    data4: environment,
  });
  let completed = complete('1');
  try {
    await withOtherDatabase(
      context.connection.server,
      {
        address: settings.queuemetrics_server_ip,
        database: settings.queuemetrics_dbname,
        login: settings.queuemetrics_login,
        password: settings.queuemetrics_pass,
      },
      async (connection) => {
        completed = complete(await lengthOf(context, connection, completed));
        const isApiPause = Number(settings.queuemetrics_pause_type) > 0;
        const pause = {
          call_id: 'NONE',
          queue: 'NONE',
          agent: completed.agent,
          data4: environment,
          ...(isApiPause ? { data5: 'API' } : {}),
        };
        const { call_id, queue } = completed;
        const entries: Entry[] = [
          completed,
          { call_id, queue, agent: completed.agent, verb: 'CALLSTATUS', data1: status },
          { ...pause, verb: 'PAUSEALL' },
          { ...pause, verb: 'UNPAUSEALL' },
        ];
        for (const entry of entries) {
          await insert(connection, entry, {
            time_id: context.moment.epoch,
            serverid: settings.queuemetrics_log_id ?? '',
          });
        }
      },
    );
  } catch {
    // out of reach or refusing: the call is more important
  }
  await notifySocket(context, settings, call, completed);
}

async function readSettings({ db }: FunctionContext) {
  const row = await db
    .selectFrom('system_settings')
    .select([
      'enable_queuemetrics_logging',
      'queuemetrics_server_ip',
      'queuemetrics_dbname',
      'queuemetrics_login',
      'queuemetrics_pass',
      'queuemetrics_log_id',
      'queuemetrics_pe_phone_append',
      'queuemetrics_socket',
      'queuemetrics_socket_url',
      'queuemetrics_pause_type',
    ])
    .limit(firstRow)
    .executeTakeFirst();
  return row && Number(row.enable_queuemetrics_logging) > 0 ? row : undefined;
}

type Settings = NonNullable<Awaited<ReturnType<typeof readSettings>>>;

/** The campaign's phone environment, with the agent's phone where the system appends it. */
async function environmentOf(
  { db }: FunctionContext,
  { campaign_id }: RemoteCall,
  { extension }: RemoteAgent,
  { queuemetrics_pe_phone_append }: Settings,
): Promise<string> {
  const campaign = await db
    .selectFrom('campaigns')
    .select('queuemetrics_phone_environment')
    .where('campaign_id', '=', campaign_id)
    .limit(firstRow)
    .executeTakeFirst();
  const environment = campaign?.queuemetrics_phone_environment ?? '';
  if (environment === '' || !(Number(queuemetrics_pe_phone_append) > 0)) return environment;
  return `${environment}-${extension.split('/')[1] ?? ''}`;
}

/** @returns seconds in the queue as `auto_calls.stage` tells them, e.g. `CLOSER-4.00` */
function waitOf({ stage }: RemoteCall): string {
  const wait = (stage ?? '').replace(/XFER|CLOSER|-/gi, '');
  return Number(wait) >= WAIT_MIN ? wait : '0';
}

/** @returns seconds since the agent was connected, 1 at least */
async function lengthOf(
  { moment }: FunctionContext,
  connection: MysqlConnection,
  { call_id, queue, agent }: Entry,
): Promise<string> {
  const [rows] = await connection.query({
    sql: "SELECT time_id FROM queue_log WHERE call_id = ? AND queue = ? AND agent = ? AND verb = 'CONNECT' LIMIT 1",
    values: [call_id, queue, agent],
    timeout: QUERY_TIMEOUT_MS,
  });
  const [connected] = rows as { time_id: number }[];
  return String(connected ? Math.max(1, moment.epoch - Number(connected.time_id)) : 1);
}

async function insert(
  connection: MysqlConnection,
  entry: Entry,
  common: { time_id: number; serverid: string },
): Promise<void> {
  await connection.query({
    sql: 'INSERT INTO queue_log SET ?',
    values: [{ partition: PARTITION, ...common, ...entry }],
    timeout: QUERY_TIMEOUT_MS,
  });
}

async function notifySocket(
  context: FunctionContext,
  { queuemetrics_socket, queuemetrics_socket_url }: Settings,
  call: RemoteCall,
  completed: Entry,
): Promise<void> {
  const template = queuemetrics_socket_url ?? '';
  if (queuemetrics_socket !== SOCKET_ON || template.length < SOCKET_URL_MIN) return;
  const { data4, ...fields } = completed;
  const query = new URLSearchParams({
    time_id: String(context.moment.epoch),
    ...fields,
    ...(data4 ? { data4 } : {}),
  });
  const url = await filled(context, template.replace(/^VAR/, ''), call.lead_id);
  await context.outbound?.get(`${url}${url.includes('?') ? '&' : '?'}${query}`).catch(() => {});
}

/** @returns the URL with its `--A--name--B--` marks replaced by the lead's values */
async function filled({ db }: FunctionContext, url: string, lead_id: number): Promise<string> {
  if (!/--A--\w+--B--/i.test(url)) return url;
  const lead = await db
    .selectFrom('list')
    .select([
      'lead_id',
      'vendor_lead_code',
      'list_id',
      'phone_number',
      'title',
      'first_name',
      'middle_initial',
      'last_name',
      'postal_code',
    ])
    .where('lead_id', '=', lead_id)
    .executeTakeFirst();
  const values: Record<string, unknown> = { ...lead, vendor_id: lead?.vendor_lead_code };
  return url.replace(/--A--(\w+)--B--/gi, (mark, name: string) => {
    const key = name.toLowerCase();
    return Object.hasOwn(values, key) ? encodeURIComponent(String(values[key] ?? '')) : mark;
  });
}
