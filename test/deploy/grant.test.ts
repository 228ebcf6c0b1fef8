import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { NEEDED_RIGHTS } from '../../server/database/needed-rights.js';
import { tables } from '../../server/database/tables/index.js';
import { createMariadbDatabase, onServer, type TestDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { createLeastRightsUser, type LeastRightsUser } from '../support/least-rights.js';
import { RawSocket } from '../support/raw-socket.js';

describe('deploy/grant.sql', () => {
  it('grants exactly what the hub needs, no more', () => {
    const script = readFileSync(new URL('../../deploy/grant.sql', import.meta.url), 'utf8');
    const granted = [...script.matchAll(/^GRANT (.+) ON asterisk\.`(\w+)` TO /gm)].map(
      ([, rights, table]) => `${table}: ${rights}`,
    );
    expect(granted).toEqual(
      NEEDED_RIGHTS.map(({ table, rights }) => {
        const real = (tables[table].prefixed ? 'vicidial_' : '') + table;
        return `${real}: ${rights.join(', ')}`;
      }),
    );
    expect(script.match(/^GRANT/gm)).toHaveLength(granted.length);
  });
});

/** The recorded cases run as this user too, for every function of the text API and the socket. */
describe('the user that it creates can do the rest', () => {
  let database: TestDatabase;
  let user: LeastRightsUser;
  let bench: HubOnFixture;
  let socket: RawSocket;

  beforeAll(async () => {
    const server = inject('mariadbUrl');
    database = await createMariadbDatabase({ server, prefix: 'vicidial_' });
    user = await createLeastRightsUser(server, database, 'grant_rest');
    // the hub opens its own connection, as this user
    bench = await startHubOnFixture({
      database,
      start: { connection: undefined },
      env: { DATABASE_URL: user.url },
    });
    socket = await RawSocket.authenticated(bench.hub.socketUrl, bench.token());
  });

  afterAll(async () => {
    socket.close();
    await bench.close();
    await user.drop();
  });

  it.each([
    ['subscribe', {}],
    ['subscribe', { topic: 'queues' }],
    ['get_agent', { agent_user: '1000' }],
    ['agent_options', { agent_user: '1000' }],
    ['refresh_panel', { agent_user: '1000', callbacksreload: 'TRIGGER' }],
    ['external_pause', { agent_user: '1000', value: 'PAUSE' }],
  ])('%s %j', async (method, params) => {
    expect((await socket.request(method, params)).error).toBeUndefined();
  });

  it('send_notification', async () => {
    await database.store.execute("update system_settings set agent_notifications = '1'");
    const { result } = await socket.request('send_notification', {
      recipient: '1000',
      recipient_type: 'USER',
      notification_text: 'hello',
    });
    expect(result?.level).toBe('success');
  });

  it('counts a wrong password, and answers the right one', async () => {
    const ask = (pass: string) =>
      fetch(`${bench.hub.url}/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: '6666', pass }),
      });
    expect((await ask('wrong')).status).toBe(401);
    expect((await ask('1234')).status).toBe(200);
  });

  it.each(['delete from vicidial_users', 'drop table vicidial_live_agents', 'flush logs'])(
    'and nothing more: %s is refused',
    async (statement) => {
      await expect(onServer(user.url, statement)).rejects.toThrow(/denied/);
    },
  );
});
