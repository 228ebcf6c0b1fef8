import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { ALL, logIn, openDatabase, setAgent, TestSink, turn, until, viewOf } from './support.js';

let connection: DatabaseConnection;
let feed: AgentFeed;

beforeEach(async () => {
  connection = await openDatabase();
  await logIn(connection, '1000');
  await logIn(connection, '1001');
  feed = new AgentFeed({ connection, pollMs: 5, journalLimit: 4 });
  feed.start();
});

afterEach(async () => {
  await feed.stop();
  await connection.close();
});

async function change(user: string, pause_code: string) {
  const before = feed.revision;
  await setAgent(connection, user, { pause_code });
  await until(() => feed.revision > before, `the change to ${pause_code}`);
}

async function resume(revision: number, view = ALL, epoch = feed.epoch) {
  const sink = new TestSink();
  const { answer, handle } = await feed.subscribe({
    topic: 'agents',
    view,
    sink,
    since: { epoch, revision },
  });
  expect(sink.frames).toEqual([]);
  await turn();
  return { answer, handle, sink };
}

describe('a client that comes back', () => {
  it('gets exactly what it missed, after its answer', async () => {
    const release = feed.keepAwake();
    await feed.getAgent('1000', ALL);
    await change('1000', 'ONE');
    await change('1000', 'TWO');
    await change('1001', 'THREE');
    const { answer, sink } = await resume(1);
    expect(answer).toMatchObject({ recovered: true, revision: 1, agents: [] });
    expect(sink.frames).toHaveLength(1);
    expect(sink.frames[0]?.params.revision).toBe(3);
    expect(sink.changes()).toMatchObject([
      { agent_user: '1000', set: { pause_code: 'TWO' } },
      { agent_user: '1001', set: { pause_code: 'THREE' } },
    ]);
    release();
  });

  it('gets nothing when it missed nothing, or nothing of what it sees', async () => {
    const release = feed.keepAwake();
    await feed.getAgent('1000', ALL);
    await change('1000', 'ONE');
    expect((await resume(1)).sink.frames).toEqual([]);
    expect((await resume(0, viewOf({ agents: ['1001'] }))).sink.frames).toEqual([]);
    release();
  });

  it('gets a snapshot when the gap is no longer held, of another memory, or from the future', async () => {
    const release = feed.keepAwake();
    await feed.getAgent('1000', ALL);
    for (let i = 0; i < 12; i += 1) await change('1000', `C${i}`);
    for (const [revision, epoch] of [
      [1, feed.epoch],
      [12, feed.epoch - 1],
      [13, feed.epoch],
    ] as const) {
      const { answer, sink } = await resume(revision, ALL, epoch);
      expect(answer).toMatchObject({ recovered: false, revision: 12 });
      expect(answer.agents).toHaveLength(2);
      expect(sink.frames).toEqual([]);
    }
    release();
  });

  it('is told of who came and went while nobody listened', async () => {
    const first = await feed.subscribe({ topic: 'agents', view: ALL, sink: new TestSink() });
    first.handle.close();
    await connection.db.deleteFrom('live_agents').where('user', '=', '1001').execute();
    await logIn(connection, '1002');
    const { answer, sink } = await resume(first.answer.revision);
    expect(answer.recovered).toBe(true);
    expect(sink.changes()).toEqual([
      { agent_user: '1001', removed: true },
      { agent_user: '1002', added: expect.objectContaining({ agent_user: '1002' }) },
    ]);
  });

  it('is not told of an agent who came and went', async () => {
    const release = feed.keepAwake();
    await feed.getAgent('1000', ALL);
    await logIn(connection, '1002');
    await until(() => feed.revision === 1, 'a login');
    await connection.db.deleteFrom('live_agents').where('user', '=', '1002').execute();
    await until(() => feed.revision === 2, 'a logout');
    expect((await resume(0)).sink.frames).toEqual([]);
    release();
  });
});
