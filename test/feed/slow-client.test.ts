import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { ALL, logIn, openDatabase, setAgent, TestSink, turn, until, viewOf } from './support.js';

let connection: DatabaseConnection;
let feed: AgentFeed;
let slow: TestSink;
let quick: TestSink;

beforeEach(async () => {
  connection = await openDatabase();
  for (const user of ['1000', '1001', '1002']) await logIn(connection, user);
  feed = new AgentFeed({ connection, pollMs: 5, maxBuffered: 1_000 });
  feed.start();
  slow = new TestSink();
  quick = new TestSink();
});

afterEach(async () => {
  await feed.stop();
  await connection.close();
});

const subscribe = (sink: TestSink, view = ALL) => feed.subscribe({ topic: 'agents', view, sink });

async function change(user: string, values: Record<string, string>) {
  const seen = quick.frames.length;
  await setAgent(connection, user, values);
  await until(() => quick.frames.length > seen, 'a change at the quick client');
}

describe('a slow client', () => {
  it('gets the latest of each changed agent once, in one frame, when it has drained', async () => {
    await subscribe(slow);
    await subscribe(quick);
    await turn();
    slow.buffered = 1_001;
    for (const pause_code of ['ONE', 'TWO', 'THREE']) await change('1000', { pause_code });
    await change('1001', { status: 'READY' });
    expect(slow.frames).toEqual([]);
    expect(feed.conflated).toBe(4);
    slow.drain();
    expect(slow.frames).toHaveLength(1);
    expect(slow.frames[0]?.params.revision).toBe(4);
    expect(slow.changes()).toMatchObject([
      { agent_user: '1000', set: { pause_code: 'THREE' } },
      { agent_user: '1001', set: { state: 'READY' } },
    ]);
    await change('1002', { pause_code: 'FOUR' });
    expect(slow.frames).toHaveLength(2);
    expect(feed.conflated).toBe(4);
  });

  it('is not told of what changed and changed back, nor of who came and went', async () => {
    await subscribe(slow);
    await subscribe(quick);
    await turn();
    slow.buffered = 1_001;
    await change('1000', { pause_code: 'ONE' });
    await change('1000', { pause_code: '' });
    await logIn(connection, '1003');
    await until(() => quick.changes().length === 3, 'a login');
    await connection.db.deleteFrom('live_agents').where('user', '=', '1003').execute();
    await until(() => quick.changes().length === 4, 'a logout');
    slow.drain();
    expect(slow.frames).toEqual([]);
  });

  it('at the limit, not over it, gets every change', async () => {
    await subscribe(slow);
    await subscribe(quick);
    await turn();
    slow.buffered = 1_000;
    await change('1000', { pause_code: 'ONE' });
    expect(slow.frames).toHaveLength(1);
  });

  it('whose view is narrowed meanwhile is told the sum of both', async () => {
    const { handle } = await subscribe(slow);
    await subscribe(quick);
    await turn();
    slow.buffered = 1_001;
    await change('1000', { pause_code: 'ONE' });
    await change('1001', { pause_code: 'TWO' });
    handle.narrow(viewOf({ agents: ['1001'] }));
    await change('1001', { pause_code: 'THREE' });
    await change('1002', { pause_code: 'FOUR' });
    expect(slow.frames).toEqual([]);
    slow.drain();
    expect(slow.changes()).toMatchObject([
      { agent_user: '1000', removed: true },
      { agent_user: '1001', set: { pause_code: 'THREE' } },
      { agent_user: '1002', removed: true },
    ]);
  });

  it('that leaves is forgotten', async () => {
    const { handle } = await subscribe(slow);
    await subscribe(quick);
    await turn();
    slow.buffered = 1_001;
    await change('1000', { pause_code: 'ONE' });
    handle.close();
    slow.drain();
    expect(slow.frames).toEqual([]);
    expect(feed.listening).toBe(1);
  });
});
