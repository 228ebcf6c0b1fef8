import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMariadbDatabase } from '../support/database.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

const ROUNDS = 250;
/** On an inbound call, in a campaign that allows inbound calls. */
const AGENT = '1002';

describe('two clients at one agent', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    const database = await createMariadbDatabase({
      server: inject('mariadbUrl'),
      prefix: 'vicidial_',
    });
    fixture = await startHubOnFixture({ database, env: { HUB_CACHE_MS: '5000' } });
  });
  afterAll(() => fixture.close());

  it('lose nothing in 1,000 crossing change_ingroups and update_fields', async () => {
    const { socketUrl } = fixture.hub;
    const clients = await Promise.all(
      ['TEST_IN3', 'SALESLINE'].map(async (group, index) => ({
        group,
        field: index === 0 ? 'city' : 'address1',
        socket: await RawSocket.authenticated(socketUrl, fixture.token()),
      })),
    );
    await Promise.all(
      clients.map(async ({ group, field, socket }) => {
        for (let round = 0; round < ROUNDS; round++) {
          const change = socket.request('change_ingroups', {
            agent_user: AGENT,
            value: round % 2 === 0 ? 'ADD' : 'REMOVE',
            blended: 'NO',
            ingroup_choices: ` ${group} -`,
          });
          const update = socket.request('update_fields', {
            agent_user: AGENT,
            [field]: `Round ${round}`,
          });
          for (const { error } of await Promise.all([change, update])) {
            expect(error).toBeUndefined();
          }
        }
        // the last word of each: in
        const { error } = await socket.request('change_ingroups', {
          agent_user: AGENT,
          value: 'ADD',
          blended: 'NO',
          ingroup_choices: ` ${group} -`,
        });
        expect(error).toBeUndefined();
      }),
    );
    const { db } = fixture.database.connection;
    const live = await db
      .selectFrom('live_agents')
      .select(['external_ingroups', 'lead_id'])
      .where('user', '=', AGENT)
      .executeTakeFirstOrThrow();
    const chosen = (live.external_ingroups ?? '').trim().split(' ').sort();
    expect(chosen).toEqual(['-', 'SALESLINE', 'TEST_IN', 'TEST_IN2', 'TEST_IN3']);
    const rows = await db
      .selectFrom('live_inbound_agents')
      .select('group_id')
      .where('user', '=', AGENT)
      .execute();
    expect(rows.map(({ group_id }) => group_id).sort()).toEqual(chosen.slice(1));
    const lead = await db
      .selectFrom('list')
      .select(['city', 'address1'])
      .where('lead_id', '=', live.lead_id)
      .executeTakeFirstOrThrow();
    expect(lead).toEqual({ city: `Round ${ROUNDS - 1}`, address1: `Round ${ROUNDS - 1}` });
    const logged = await db
      .selectFrom('api_log')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('result', '=', 'SUCCESS')
      .executeTakeFirstOrThrow();
    expect(logged.count).toBe(4 * ROUNDS + 2);
    for (const { socket } of clients) socket.close();
  });
});
