import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import type { AgentChange } from '../../protocol/messages.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';

/** A client that does not read for a while. */
describe('an event stream whose client is slow', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    fixture = await startHubOnFixture({ env: { HUB_MAX_BUFFERED: '1024', HUB_POLL_MS: '10' } });
  });
  afterAll(() => fixture.close());

  it('is conflated, not dropped, and ends with the right picture', async () => {
    const { db } = fixture.database.connection;
    const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      request(
        `${fixture.hub.url}/events`,
        { headers: { authorization: `Bearer ${fixture.token()}` } },
        resolve,
      )
        .on('error', reject)
        .end();
    });
    response.pause();
    const big = 'x'.repeat(200);
    const deadline = Date.now() + 12_000;
    let round = 0;
    while (fixture.hub.feed.conflated === 0 && Date.now() < deadline) {
      round += 1;
      // a value that all sessions show, so that the socket's buffers fill up
      await db
        .updateTable('live_agents')
        .set({ external_dial: `${round}${big}`.slice(0, 100), external_dtmf: big.slice(0, 100) })
        .execute();
      await new Promise((resolve) => setTimeout(resolve, 12));
      if (round === 1) fixture.hub.feed.ring();
    }
    expect(fixture.hub.feed.conflated).toBeGreaterThan(0);
    await db.updateTable('live_agents').set({ pause_code: 'LAST' }).execute();

    const sessions = new Map<string, AgentSession>();
    let text = '';
    const finished = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no last change')), 8_000);
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          apply(sessions, text.slice(0, end));
          text = text.slice(end + 2);
        }
        if ([...sessions.values()].every(({ pause_code }) => pause_code === 'LAST')) {
          clearTimeout(timer);
          resolve();
        }
      });
    });
    response.resume();
    await finished;
    const now = await fetch(`${fixture.hub.url}/agents`, {
      headers: { authorization: `Bearer ${fixture.token()}` },
    });
    const { agents } = (await now.json()) as { agents: AgentSession[] };
    const plain = (list: Iterable<AgentSession>) =>
      [...list]
        .map(({ last_update: _sign, ...session }) => session)
        .sort((a, b) => a.agent_user.localeCompare(b.agent_user));
    expect(plain(sessions.values())).toEqual(plain(agents));
    response.destroy();
  });
});

function apply(sessions: Map<string, AgentSession>, event: string): void {
  const data = /^data: (.*)$/m.exec(event)?.[1];
  if (data === undefined) return;
  const { agents, changes = [] } = JSON.parse(data) as {
    agents?: AgentSession[];
    changes?: AgentChange[];
  };
  for (const session of agents ?? []) sessions.set(session.agent_user, session);
  for (const change of changes) {
    const held = sessions.get(change.agent_user);
    if ('removed' in change) sessions.delete(change.agent_user);
    else if ('added' in change) sessions.set(change.agent_user, change.added);
    else if (held) sessions.set(change.agent_user, { ...held, ...change.set });
  }
}
