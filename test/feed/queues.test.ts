import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notifications, type QueueChange } from '../../protocol/messages.js';
import type { DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { ALL, openDatabase, TestSink, until, viewOf } from './support.js';

let connection: DatabaseConnection;
let feed: AgentFeed;
let sink: TestSink;

beforeEach(async () => {
  connection = await openDatabase();
  feed = new AgentFeed({ connection, pollMs: 5 });
  feed.start();
  sink = new TestSink();
});

afterEach(async () => {
  await feed.stop();
  await connection.close();
});

let number = 0;
async function call(campaign_id: string, call_type: 'IN' | 'OUT', stage = 'LIVE-0') {
  number += 1;
  const callerid = `Y302113000${String(number).padStart(10, '0')}`;
  await connection.db
    .insertInto('auto_calls')
    .values({
      server_ip: '10.0.0.1',
      campaign_id,
      status: 'LIVE',
      lead_id: number,
      callerid,
      call_type,
      stage,
      call_time: connection.clock.moment().now,
    })
    .execute();
  return callerid;
}

const changes = () => sink.changes<QueueChange>('queues_changed');

describe('a subscriber to the queues', () => {
  it('gets those in which calls wait', async () => {
    await call('SUPPORT', 'IN', 'LIVE-20');
    await call('SUPPORT', 'IN', 'LIVE-2');
    await call('TEST', 'OUT');
    const { answer, handle } = await feed.subscribe({ topic: 'queues', view: ALL, sink });
    expect(handle.id).toMatch(/^q-/);
    expect(answer.queues).toEqual([
      { ingroup: 'SUPPORT', campaign_id: null, waiting: 2, oldest_since: expect.any(Number) },
      { ingroup: null, campaign_id: 'TEST', waiting: 1, oldest_since: expect.any(Number) },
    ]);
    const waited = Date.now() - (answer.queues?.[0]?.oldest_since ?? 0);
    expect(waited).toBeGreaterThanOrEqual(20_000);
    expect(waited).toBeLessThan(25_000);
  });

  it('is told of calls that begin and end to wait, and not of seconds that pass', async () => {
    await feed.subscribe({ topic: 'queues', view: ALL, sink });
    const first = await call('SUPPORT', 'IN');
    await until(() => changes().length === 1, 'a queue');
    const second = await call('SUPPORT', 'IN');
    await until(() => changes().length === 2, 'a second call');
    const update = (callerid: string, values: { stage?: string; status?: 'CLOSER' }) =>
      connection.db
        .updateTable('auto_calls')
        .set(values)
        .where('callerid', '=', callerid)
        .execute();
    await update(first, { stage: 'LIVE-9' });
    await update(second, { status: 'CLOSER' });
    await until(() => changes().length === 3, 'an agent for the second call');
    await connection.db.deleteFrom('auto_calls').execute();
    await until(() => changes().length === 4, 'the end');
    expect(changes()).toEqual([
      {
        ingroup: 'SUPPORT',
        added: {
          ingroup: 'SUPPORT',
          campaign_id: null,
          waiting: 1,
          oldest_since: expect.any(Number),
        },
      },
      { ingroup: 'SUPPORT', set: { waiting: 2 } },
      { ingroup: 'SUPPORT', set: { waiting: 1 } },
      { ingroup: 'SUPPORT', removed: true },
    ]);
    for (const { params } of sink.frames) {
      expect(notifications.queues_changed.safeParse(params).error).toBeUndefined();
    }
    expect(sink.frames.map(({ params }) => params.revision)).toEqual([1, 2, 3, 4]);
  });

  it('sees the campaigns that it may watch', async () => {
    const view = viewOf({ campaigns: ['TEST'] });
    await feed.subscribe({ topic: 'queues', view, sink });
    await call('OTHER', 'OUT');
    await call('TEST', 'OUT');
    await until(() => changes().length > 0, 'a queue');
    expect(changes()).toMatchObject([{ campaign_id: 'TEST', added: { waiting: 1 } }]);
  });

  it('who comes back gets what it missed', async () => {
    const { answer, handle } = await feed.subscribe({ topic: 'queues', view: ALL, sink });
    handle.close();
    await call('SUPPORT', 'IN');
    const again = await feed.subscribe({ topic: 'queues', view: ALL, sink, since: answer });
    expect(again.answer).toMatchObject({ recovered: true, queues: [] });
    await until(() => changes().length > 0, 'the missed change');
    expect(changes()).toMatchObject([{ ingroup: 'SUPPORT', added: { waiting: 1 } }]);
  });
});
