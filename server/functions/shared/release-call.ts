/** Takes a call away from a remote agent: everything that the dialler keeps of it. */
import { randomInt } from 'node:crypto';
import type { Queryable } from '../../database/database.js';
import { firstRow } from '../../database/first-row.js';
import type { FunctionContext } from '../engine/api-function.js';

/** A row of `auto_calls`. */
export interface RemoteCall {
  readonly callerid: string;
  readonly channel: string | null;
  readonly server_ip: string;
  readonly call_type: string | null;
  /** An in-group for a `call_type` of `IN`, else a campaign. */
  readonly campaign_id: string;
  readonly lead_id: number;
  readonly phone_number: string | null;
  readonly uniqueid: string | null;
  /** Where it was and for how long, e.g. `CLOSER-4.00`. */
  readonly stage: string | null;
  readonly queue_position: number | null;
}

/** Who has the call, of `live_agents`. */
export interface RemoteAgent {
  readonly user: string;
  readonly server_ip: string;
  readonly extension: string;
}

export interface Release {
  readonly call: RemoteCall;
  /** undefined: nobody has it. */
  readonly agent: RemoteAgent | undefined;
  readonly status: string;
}

/**
 * Runs inside a transaction; in this order, which matters where the tables have none.
 * @param act tells the telephony server
 */
export async function releaseCall(
  context: FunctionContext,
  db: Queryable,
  { call, agent, status }: Release,
  act: () => Promise<void>,
): Promise<void> {
  if (call.call_type === 'IN') await endCloserLog(context, db, call, status);
  else await endLog(context, db, call, status);
  await db.updateTable('list').set({ status }).where('lead_id', '=', call.lead_id).execute();
  await act();
  if (agent) await makeReady(context, db, agent);
  await db.deleteFrom('auto_calls').where('callerid', '=', call.callerid).execute();
  await db
    .updateTable('live_agents')
    .set({ ring_callerid: '' })
    .where('ring_callerid', '=', call.callerid)
    .execute();
}

async function endCloserLog(
  { moment }: FunctionContext,
  db: Queryable,
  call: RemoteCall,
  status: string,
): Promise<void> {
  const row = await db
    .selectFrom('closer_log')
    .select(['closecallid', 'start_epoch'])
    .where('uniqueid', '=', call.uniqueid ?? '')
    .where('lead_id', '=', call.lead_id)
    .where('campaign_id', '=', call.campaign_id)
    .orderBy('closecallid', 'desc')
    .limit(firstRow)
    .executeTakeFirst();
  if (!row) return;
  await db
    .updateTable('closer_log')
    .set({ status, ...endedAt(moment.epoch, row.start_epoch) })
    .where('closecallid', '=', row.closecallid)
    .execute();
}

async function endLog(
  { moment, agent_user }: FunctionContext,
  db: Queryable,
  call: RemoteCall,
  status: string,
): Promise<void> {
  const row = await db
    .selectFrom('log')
    .select(['call_date', 'start_epoch'])
    .where('uniqueid', '=', call.uniqueid ?? '')
    .where('lead_id', '=', call.lead_id)
    .orderBy('call_date', 'desc')
    .limit(firstRow)
    .executeTakeFirst();
  if (!row) return;
  await db
    .updateTable('log')
    .set({ status, user: agent_user, ...endedAt(moment.epoch, row.start_epoch) })
    .where('uniqueid', '=', call.uniqueid ?? '')
    .where('lead_id', '=', call.lead_id)
    .execute();
}

function endedAt(epoch: number, start_epoch: number | null) {
  return {
    end_epoch: epoch,
    length_in_sec: start_epoch === null ? null : epoch - start_epoch,
  };
}

async function makeReady(
  { moment }: FunctionContext,
  db: Queryable,
  { user, server_ip }: RemoteAgent,
): Promise<void> {
  await db
    .updateTable('live_agents')
    .set({
      status: 'READY',
      random_id: 10_000_000 + randomInt(1_000_000, 10_000_000),
      last_call_finish: moment.now,
      lead_id: 0,
      uniqueid: '',
      callerid: '',
      channel: '',
      last_state_change: moment.now,
    })
    .where('user', '=', user)
    .where('server_ip', '=', server_ip)
    .execute();
}
