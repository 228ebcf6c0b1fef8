/**
 * Calls that wait for an agent (`auto_calls.status` LIVE): inbound ones by in-group, which
 * `campaign_id` then names, all others by campaign. A queue without a call does not exist.
 */
import type { Queue } from '../../protocol/agent-session.js';
import { fold } from './fold.js';
import type { AutoCallRow } from './read-picture.js';

/** When each waiting call began to wait, by `auto_call_id`, epoch ms. */
export type WaitStarts = ReadonlyMap<number, number>;

export interface QueuePicture {
  readonly queues: Map<string, Queue>;
  readonly waitStarts: WaitStarts;
}

export function queueKey(queue: Pick<Queue, 'ingroup' | 'campaign_id'>): string {
  return queue.ingroup === null ? `c:${fold(queue.campaign_id ?? '')}` : `i:${fold(queue.ingroup)}`;
}

/** @param known starts found before: a start never moves, however the dialler counts on */
export function deriveQueues(
  calls: readonly AutoCallRow[],
  known: WaitStarts,
  toEpochMs: (text: string | null) => number,
  now: number,
): QueuePicture {
  const queues = new Map<string, Queue>();
  const waitStarts = new Map<number, number>();
  for (const call of calls) {
    if (call.status !== 'LIVE') continue;
    const start = known.get(call.auto_call_id) ?? waitStart(call, toEpochMs, now);
    waitStarts.set(call.auto_call_id, start);
    const name = call.campaign_id ?? '';
    const inbound = call.call_type === 'IN';
    const names = { ingroup: inbound ? name : null, campaign_id: inbound ? null : name };
    const key = queueKey(names);
    const queue = queues.get(key);
    if (!queue) {
      queues.set(key, { ...names, waiting: 1, oldest_since: start });
    } else {
      queue.waiting += 1;
      if (queue.oldest_since === null || start < queue.oldest_since) queue.oldest_since = start;
    }
  }
  return { queues, waitStarts };
}

/** `stage` tells the seconds waited; `call_time` would count the menu, or the ringing, too. */
function waitStart(
  call: AutoCallRow,
  toEpochMs: (text: string | null) => number,
  now: number,
): number {
  const waited = /^LIVE-(\d+)$/i.exec(call.stage ?? '');
  return waited ? now - Number(waited[1]) * 1000 : toEpochMs(call.call_time) || now;
}
