import { afterEach, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { EventReader } from './event-reader.js';

const SECRET_PARTS = /live_agents|select|127\.0\.0\.1|ER_|Sqlite/i;

describe('health', () => {
  let fixture: HubOnFixture | undefined;

  afterEach(async () => {
    await fixture?.close();
    fixture = undefined;
  });

  const onMariadb = async () => {
    const database = await createMariadbDatabase({ server: inject('mariadbUrl'), prefix: '' });
    fixture = await startHubOnFixture({ database });
    return fixture;
  };
  const probe = async ({ hub }: HubOnFixture, path: string) => {
    const response = await fetch(`${hub.url}${path}`);
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it('is up and ready on a database that can be read', async () => {
    const { hub } = await onMariadb();
    expect(await (await fetch(`${hub.url}/healthz`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${hub.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(ready.headers.get('cache-control')).toBe('no-store');
    expect(await ready.json()).toEqual({ status: 'ready' });
  });

  it('is not ready while the sessions cannot be read, though nobody listens', async () => {
    const running = await onMariadb();
    const { store } = running.database;
    await store.execute('rename table live_agents to live_agents_away');
    const { status, body } = await probe(running, '/readyz');
    expect(status).toBe(503);
    expect(body).toEqual({ status: 'not ready', reason: 'the database cannot be read' });
    expect(JSON.stringify(body)).not.toMatch(SECRET_PARTS);
    expect((await probe(running, '/healthz')).status).toBe(200);
    await store.execute('rename table live_agents_away to live_agents');
    expect((await probe(running, '/readyz')).status).toBe(200);
  });

  it('becomes ready again though the client that saw the trouble has gone', async () => {
    const running = await onMariadb();
    const { store } = running.database;
    const reader = await EventReader.open(`${running.hub.url}/events`, { token: running.token() });
    await reader.next();
    await store.execute('rename table live_agents to live_agents_away');
    expect((await reader.next()).data.state).toBe('stale');
    expect((await probe(running, '/readyz')).status).toBe(503);
    reader.close();
    await expect.poll(() => running.hub.feed.listening).toBe(0);
    await store.execute('rename table live_agents_away to live_agents');
    expect((await probe(running, '/readyz')).status).toBe(200);
  });

  it('is not ready when the database has gone altogether', async () => {
    const running = await onMariadb();
    await running.database.connection.close();
    const { status, body } = await probe(running, '/readyz');
    expect(status).toBe(503);
    expect(body.reason).toBe('the database cannot be read');
    expect((await probe(running, '/healthz')).status).toBe(200);
  });
});
