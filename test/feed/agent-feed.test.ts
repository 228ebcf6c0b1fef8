import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import { notifications } from '../../protocol/messages.js';
import type { DatabaseConnection } from '../../server/database/connect.js';
import { AgentFeed } from '../../server/feed/agent-feed.js';
import { ALL, logIn, openDatabase, setAgent, TestSink, turn, until, viewOf } from './support.js';

let connection: DatabaseConnection;
let feed: AgentFeed;
let sink: TestSink;

beforeEach(async () => {
  connection = await openDatabase();
  await logIn(connection, '1000');
  await logIn(connection, '1001', { campaign_id: 'SALES', status: 'READY' });
  feed = new AgentFeed({ connection, pollMs: 10 });
  feed.start();
  sink = new TestSink();
});

afterEach(async () => {
  await feed.stop();
  await connection.close();
});

const subscribe = (view = ALL, since?: { epoch: number; revision: number }, to = sink) =>
  feed.subscribe({ topic: 'agents', view, since, sink: to });

const users = (sessions: AgentSession[] | undefined) =>
  (sessions ?? []).map(({ agent_user }) => agent_user);

describe('a subscriber', () => {
  it('gets a snapshot of what the database holds', async () => {
    await connection.db
      .insertInto('users')
      .values({ user: '1000', pass: 'x', full_name: 'Zoë', user_group: 'NIGHT' })
      .execute();
    const { answer, answerText } = await subscribe();
    expect(answer).toMatchObject({ epoch: feed.epoch, revision: 0, recovered: false });
    expect(users(answer.agents)).toEqual(['1000', '1001']);
    expect(answer.agents?.[0]).toMatchObject({
      full_name: 'Zoë',
      user_group: 'NIGHT',
      state: 'PAUSED',
      session_id: '86001000',
    });
    expect(JSON.parse(answerText())).toEqual(JSON.parse(JSON.stringify(answer)));
  });

  it('is told what someone else changed in the tables, and only that', async () => {
    const { answer } = await subscribe();
    await setAgent(connection, '1000', { status: 'READY', pause_code: '' });
    await until(() => sink.frames.length > 0, 'a change');
    const [frame] = sink.frames;
    expect(notifications.agents_changed.safeParse(frame?.params).error).toBeUndefined();
    expect(frame?.params).toMatchObject({
      subscription: answer.subscription,
      epoch: feed.epoch,
      revision: 1,
    });
    expect(sink.changes()).toEqual([
      {
        agent_user: '1000',
        set: { state: 'READY', status: 'READY', last_update: expect.any(Number) },
      },
    ]);
  });

  it('gets all changes of one reading in one frame', async () => {
    await subscribe();
    await connection.db.updateTable('live_agents').set({ pause_code: 'BREAK' }).execute();
    await until(() => sink.frames.length > 0, 'a change');
    expect(sink.frames).toHaveLength(1);
    expect(sink.changes()).toHaveLength(2);
    expect(sink.frames[0]?.params.revision).toBe(2);
  });

  it('hears nothing of heartbeats', async () => {
    await subscribe();
    for (let beat = 1; beat <= 5; beat += 1) {
      await setAgent(connection, '1000', {
        random_id: beat,
        last_update_time: `2026-03-02 10:00:0${beat}`,
      });
      await feed.snapshot(ALL);
      const before = feed.revision;
      await setAgent(connection, '1001', { calls_today: beat });
      feed.ring('1001');
      await until(() => feed.revision > before, 'the bell');
    }
    const changed = sink.changes().map(({ agent_user }) => agent_user);
    expect(new Set(changed)).toEqual(new Set(['1001']));
    expect((await feed.freshAgent('1000', ALL))?.last_update).toBe(
      connection.clock.toEpochMs('2026-03-02 10:00:05'),
    );
  });

  it('is told who logs in and out', async () => {
    await subscribe();
    await logIn(connection, '1002');
    await until(() => sink.changes().length > 0, 'a login');
    await connection.db.deleteFrom('live_agents').where('user', '=', '1000').execute();
    await until(() => sink.changes().length > 1, 'a logout');
    expect(sink.changes()).toEqual([
      { agent_user: '1002', added: expect.objectContaining({ agent_user: '1002' }) },
      { agent_user: '1000', removed: true },
    ]);
  });

  it('is told when an agent enters or leaves its view, and nothing of others', async () => {
    const view = viewOf({ agents: '*' }, { campaigns: ['SALES'] });
    const { answer } = await subscribe(view);
    expect(users(answer.agents)).toEqual(['1001']);
    const everyone = new TestSink();
    await subscribe(ALL, undefined, everyone);
    for (const [user, campaign_id] of [
      ['1000', 'sales'],
      ['1001', 'TEST'],
      ['1001', 'OTHER'],
    ] as const) {
      const seen = everyone.changes().length;
      await setAgent(connection, user, { campaign_id });
      await until(() => everyone.changes().length > seen, 'a change');
    }
    expect(sink.changes()).toEqual([
      { agent_user: '1000', added: expect.objectContaining({ campaign_id: 'sales' }) },
      { agent_user: '1001', removed: true },
    ]);
  });

  it('to one agent gets only that agent, whatever the letter case', async () => {
    await logIn(connection, 'Smith');
    const { answer } = await subscribe(viewOf({ agents: ['sMITH'] }));
    expect(users(answer.agents)).toEqual(['Smith']);
    await connection.db.updateTable('live_agents').set({ pause_code: 'BREAK' }).execute();
    await until(() => sink.frames.length > 0, 'a change');
    expect(sink.changes().map(({ agent_user }) => agent_user)).toEqual(['Smith']);
  });

  it('with redact is not told of lead and phone data, nor of changes in nothing else', async () => {
    await subscribe(viewOf({ agents: '*', redact: true }));
    const whole = new TestSink();
    await subscribe(ALL, undefined, whole);
    await setAgent(connection, '1001', { lead_id: 42 });
    await until(() => whole.frames.length > 0, 'a change');
    expect(whole.changes()[0]).toMatchObject({ set: { lead_id: 42 } });
    expect(sink.frames).toEqual([]);
    await setAgent(connection, '1001', {
      status: 'INCALL',
      callerid: 'V3021130000000000042',
      external_dial: '3125550042!1',
    });
    await until(() => sink.frames.length > 0, 'a change');
    expect(JSON.stringify(sink.frames)).not.toMatch(/0000042|3125550042/);
  });

  it('is told nothing before its answer is out, and nothing after it left', async () => {
    const { handle } = await feed.subscribe({ topic: 'agents', view: ALL, sink, hold: true });
    await setAgent(connection, '1000', { pause_code: 'BREAK' });
    await until(() => feed.revision > 0, 'a change');
    expect(sink.frames).toEqual([]);
    handle.open();
    expect(sink.changes()).toMatchObject([{ set: { pause_code: 'BREAK' } }]);
    handle.close();
    await setAgent(connection, '1000', { pause_code: 'LUNCH' });
    expect((await feed.getAgent('1000', ALL))?.pause_code).toBe('LUNCH');
    expect(sink.frames).toHaveLength(1);
  });

  it('whose sink fails does not keep a change from the others', async () => {
    const broken = new TestSink();
    broken.send = () => {
      throw new Error('gone');
    };
    await subscribe(ALL, undefined, broken);
    await subscribe();
    await setAgent(connection, '1000', { pause_code: 'BREAK' });
    await until(() => sink.frames.length > 0, 'a change');
    expect(feed.listening).toBe(1);
  });
});

describe('subscriptions with the same view', () => {
  it('share their id and the very frame; a second one of a connection has its own', async () => {
    const frames: unknown[] = [];
    const collecting = () => {
      const each = new TestSink();
      each.send = (frame) => frames.push(frame);
      return each;
    };
    const first = await subscribe(ALL, undefined, collecting());
    const second = await subscribe(ALL, undefined, collecting());
    expect(second.handle.id).toBe(first.handle.id);
    const idsInUse = new Set([first.handle.id]);
    const third = await feed.subscribe({ topic: 'agents', view: ALL, sink, idsInUse });
    expect(third.handle.id).not.toBe(first.handle.id);
    await turn();
    await setAgent(connection, '1000', { pause_code: 'BREAK' });
    await until(() => frames.length > 1 && sink.frames.length > 0, 'a change');
    expect(frames[0]).toBe(frames[1]);
    expect(sink.frames[0]?.params).toMatchObject({ subscription: third.handle.id });
  });
});

describe('after a renewal of the token', () => {
  it('what is no longer visible is removed, what is new is added', async () => {
    const { handle } = await subscribe(viewOf({ agents: ['1000', '1001'] }));
    await turn();
    handle.narrow(viewOf({ agents: ['1001'] }));
    expect(sink.changes()).toEqual([{ agent_user: '1000', removed: true }]);
    handle.narrow(viewOf({ agents: ['1000'] }));
    expect(sink.changes().slice(1)).toEqual([
      { agent_user: '1000', added: expect.objectContaining({ agent_user: '1000' }) },
      { agent_user: '1001', removed: true },
    ]);
    await connection.db.updateTable('live_agents').set({ pause_code: 'BREAK' }).execute();
    await until(() => sink.frames.length > 2, 'a change');
    expect(sink.frames[2]?.params).toMatchObject({
      subscription: handle.id,
      changes: [{ agent_user: '1000', set: { pause_code: 'BREAK' } }],
    });
  });
});

describe('get_agent', () => {
  it('is right at once, listened to or not', async () => {
    for (const pause_code of ['ONE', 'TWO']) {
      await setAgent(connection, '1000', { pause_code });
      expect((await feed.getAgent('1000', ALL))?.pause_code).toBe(pause_code);
    }
    expect(feed.listening).toBe(0);
  });

  it('shows nobody who is not logged in or not visible', async () => {
    expect(await feed.getAgent('1009', ALL)).toBeUndefined();
    expect(await feed.getAgent('1000', viewOf({ agents: ['1001'] }))).toBeUndefined();
  });
});

describe('a listener to changes', () => {
  it('hears every one with its number, and may keep the feed reading for it', async () => {
    const heard: [number, string | undefined, string | undefined][] = [];
    feed.onChanges((revision, before, after) =>
      heard.push([revision, before?.state, after?.state]),
    );
    feed.onChanges(() => {
      throw new Error('a bad listener');
    });
    await feed.getAgent('1000', ALL);
    const release = feed.keepAwake();
    await setAgent(connection, '1000', { status: 'READY' });
    await until(() => heard.length > 0, 'a change');
    await connection.db.deleteFrom('live_agents').where('user', '=', '1001').execute();
    await until(() => heard.length > 1, 'a logout');
    release();
    expect(heard).toEqual([
      [1, 'PAUSED', 'READY'],
      [2, 'READY', undefined],
    ]);
    expect(feed.listening).toBe(0);
  });
});
