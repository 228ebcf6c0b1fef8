import { describe, expect, it } from 'vitest';
import { deriveQueues } from '../../server/feed/derive-queues.js';
import { callRow, NOW, utc } from './support.js';

const waiting = (id: number, values = {}) =>
  callRow({ auto_call_id: id, status: 'LIVE', call_type: 'IN', campaign_id: 'SALES', ...values });

describe('the queues', () => {
  it('count the calls that wait, inbound by in-group and others by campaign', () => {
    const { queues } = deriveQueues(
      [
        waiting(1, { stage: 'LIVE-5' }),
        waiting(2, { stage: 'LIVE-30' }),
        waiting(3, { call_type: 'OUT', stage: 'LIVE-1' }),
        waiting(4, { status: 'CLOSER' }),
        waiting(5, { status: 'SENT', call_type: 'OUT' }),
        waiting(6, { status: 'IVR' }),
      ],
      new Map(),
      utc,
      NOW,
    );
    expect([...queues.values()]).toEqual([
      { ingroup: 'SALES', campaign_id: null, waiting: 2, oldest_since: NOW - 30_000 },
      { ingroup: null, campaign_id: 'SALES', waiting: 1, oldest_since: NOW - 1_000 },
    ]);
  });

  it('keep the start of a wait although the dialler counts on', () => {
    const first = deriveQueues([waiting(1, { stage: 'LIVE-5' })], new Map(), utc, NOW);
    const again = [waiting(1, { stage: 'LIVE-7' })];
    const { queues } = deriveQueues(again, first.waitStarts, utc, NOW + 1_500);
    expect([...queues.values()][0]?.oldest_since).toBe(NOW - 5_000);
  });

  it('fall back to the time of the call', () => {
    const { queues } = deriveQueues([waiting(1, { stage: 'START' })], new Map(), utc, NOW);
    expect([...queues.values()][0]?.oldest_since).toBe(utc('2026-03-02 11:59:00'));
  });
});
