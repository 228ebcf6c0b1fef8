/**
 * An agent's hour in two minutes, on MariaDB: a call with all that can be done with it, a callback, a
 * preview, a pause, other in-groups, the log-out; meanwhile the database stops and the hub restarts.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentSession } from '../../protocol/agent-session.js';
import { HubClient } from '../../server/client.js';
import { readConfig } from '../../server/config.js';
import { Simulator } from '../../server/simulator/index.js';
import { type RunningHub, startHub } from '../../server/start-hub.js';
import { launchChromium } from '../support/chromium.js';
import { createMariadbDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/private-mariadb.js';
import {
  type RestartableMariadb,
  startRestartableMariadb,
} from '../support/restartable-mariadb.js';
import { AgentPage } from '../widget/support/agent-page.js';

/** Both work for the campaign whose calls are all inbound. */
const AGENT = '1002';
const COLLEAGUE = '1005';
const OUTAGE_MS = 5_000;
const secret = randomBytes(32).toString('hex');

describe('an agent’s hour', () => {
  let server: RestartableMariadb;
  let database: TestDatabase;
  let simulator: Simulator;
  let hub: RunningHub;
  let browser: Browser;
  let port = 0;

  const start = () =>
    startHub(
      readConfig({
        DATABASE_URL: database.url,
        HUB_PORT: `${port}`,
        HUB_POLL_MS: '100',
        HUB_JWT_SECRET: secret,
        HUB_LOG_LEVEL: 'silent',
      }),
      { isDemo: true },
    );

  beforeAll(async () => {
    server = await startRestartableMariadb();
    database = await createMariadbDatabase({ server: server.url, prefix: 'vicidial_' });
    const agents = 6;
    simulator = new Simulator({
      connection: database.connection,
      agents,
      seed: 5,
      tickMs: 250,
      controlled: Array.from({ length: agents }, (_, index) => `${1000 + index}`),
      comeBackMs: false,
    });
    await simulator.prepare();
    port = await freePort();
    hub = await start();
    simulator.start();
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await simulator?.stop();
    await hub?.close();
    await database?.connection.close().catch(() => {});
    await server?.stop();
  });

  const open = (agent: string) =>
    AgentPage.open(browser, `${hub.url}/demo/?agent_user=${agent}`, { width: 1280 });

  /** What the element shows is what the hub says, and what the CRM shows is this customer. */
  async function expectTruth(agent: AgentPage, leadId: number): Promise<void> {
    const { token } = hub.tokens.sign({ sub: '6666', ttlSeconds: 60, agents: '*', source: 'test' });
    const client = new HubClient({ url: hub.socketUrl, token });
    try {
      await expect
        .poll(async () => [
          lasting(await shownSession(agent)),
          lasting(await client.request('get_agent', { agent_user: AGENT })),
        ])
        .toSatisfy(([shown, told]) => shown !== '' && shown === told);
    } finally {
      client.close();
    }
    await expectCustomer(agent, leadId);
  }

  async function expectCustomer(agent: AgentPage, leadId: number): Promise<void> {
    const lead = await database.connection.db
      .selectFrom('list')
      .selectAll()
      .where('lead_id', '=', leadId)
      .executeTakeFirstOrThrow();
    const name = [lead.title, lead.first_name, lead.last_name].filter(Boolean).join(' ');
    await agent.page.getByRole('heading', { level: 1, name: name || 'Unknown caller' }).waitFor();
    const number = lead.vendor_lead_code ?? '';
    await expect.poll(() => agent.page.locator('#number').textContent()).toBe(number);
  }

  it('ends with the right picture', { timeout: 150_000 }, async () => {
    const agent = await open(AGENT);
    const colleague = await open(COLLEAGUE);
    const { controls } = agent;

    await agent.button('Resume').waitFor();
    expect(await agent.state()).toBe('PAUSED');

    const call = await agent.takeCall();
    expect(call).toMatchObject({ direction: 'inbound', ingroup: 'SUPPORT_IN' });
    await expectTruth(agent, call.lead_id);

    await agent.button('Hold').click();
    await agent.reaches('PARK');
    await server.kill();
    await controls.getByText('The dialler cannot be read').waitFor();
    await sleep(OUTAGE_MS);
    await server.start();
    await controls.getByText('The dialler cannot be read').waitFor({ state: 'detached' });
    expect(await agent.state()).toBe('PARK');
    await agent.button('Take back').click();
    await agent.reaches('INCALL');
    await expectTruth(agent, call.lead_id);

    await agent.tab('Transfer').click();
    await agent.button('Agent').click();
    await controls.getByLabel('Agent’s user').fill(COLLEAGUE);
    await agent.button('Add to the call').click();
    await colleague.button('Resume').click();
    await agent.reaches('3-WAY');
    const popped = await colleague.hears('vici-call-started');
    expect(popped.lead_id).toBe(call.lead_id);
    await expectCustomer(colleague, call.lead_id);

    await hub.close();
    await controls.locator('.offline').waitFor();
    hub = await start();
    await controls.locator('.offline').waitFor({ state: 'detached' });
    await colleague.controls.locator('.offline').waitFor({ state: 'detached' });
    await agent.reaches('3-WAY');
    await expectTruth(agent, call.lead_id);

    await agent.button('Pause').click();
    await agent.button('Pause set').waitFor();
    await agent.button('Leave the call').click();
    await agent.reaches('DISPO');
    await colleague.reaches('INCALL');
    await expectCustomer(colleague, call.lead_id);

    await controls.getByRole('option', { name: /Call back.*CALLBK/ }).click();
    await agent.button('Save outcome').click();
    await controls.getByLabel('Date').fill('2031-05-06');
    await controls.getByLabel('Time').fill('14:30');
    await agent.button('Save outcome').click();
    expect(await agent.hears('vici-disposition')).toMatchObject({
      lead_id: call.lead_id,
      status: 'CALLBK',
      callback_datetime: '2031-05-06 14:30:00',
    });
    await agent.reaches('PAUSED');
    const callbacks = await database.connection.db
      .selectFrom('callbacks')
      .select(['lead_id', 'user'])
      .where('callback_time', '=', '2031-05-06 14:30:00')
      .execute();
    expect(callbacks).toEqual([{ lead_id: call.lead_id, user: AGENT }]);

    const known = await database.connection.db
      .selectFrom('list')
      .select(['lead_id', 'phone_number'])
      .where('list_id', '=', 102)
      .where('lead_id', '!=', call.lead_id)
      .orderBy('lead_id', 'desc')
      .executeTakeFirstOrThrow();
    await controls.getByLabel('Number to dial').fill(known.phone_number);
    await controls.getByLabel('Preview before dialling').check();
    await agent.button('Dial').click();
    await agent.reaches('PREVIEW');
    await agent.button('Dial').click();
    const dialled = await agent.hears('vici-call-started', (one) => one.direction === 'manual');
    expect(dialled.phone_number).toBe(known.phone_number);
    await agent.reaches('INCALL', 'DEAD');
    await expectTruth(agent, dialled.lead_id);

    await agent.button('Pause with a reason').click();
    await controls.getByRole('option', { name: /Lunch/ }).click();
    await controls.locator('[part~=hangup]').click();
    await agent.reaches('DISPO');
    await controls.getByRole('option', { name: /No answer/ }).dblclick();
    await agent.hears('vici-state-changed', (one) => one.pause_code === 'LUNCH');

    await agent.tab('More').click();
    await agent.button('In-groups').click();
    await controls.getByLabel('Sales line').check();
    await agent.button('Save').click();
    await expect
      .poll(async () => (await chosen(database)).split(' ').filter(Boolean).sort())
      .toEqual(['-', 'AGENTDIRECT', 'SALES_IN', 'SUPPORT_IN']);
    await expectTruth(agent, dialled.lead_id);
    expect(await shownSession(agent)).toMatchObject({ state: 'PAUSED', pause_code: 'LUNCH' });
    await agent.screenshot('agents-hour');

    await agent.button('Log out').click();
    await controls.locator('[part~=logout-confirm]').click();
    await controls.getByText('Log in on the agent screen to begin').waitFor();
    expect(await agent.state()).toBeUndefined();
    await agent.close();
    await colleague.close();
  });
});

/** What stays the same between two looks. */
function lasting(session: AgentSession | undefined): string {
  if (!session) return '';
  const { last_update: _, ...rest } = session;
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shownSession(agent: AgentPage): Promise<AgentSession | undefined> {
  return agent.controls.evaluate(
    (element) => (element as HTMLElementTagNameMap['vici-agent-controls']).session,
  );
}

async function chosen({ connection }: TestDatabase): Promise<string> {
  const row = await connection.db
    .selectFrom('live_agents')
    .select('closer_campaigns')
    .where('user', '=', AGENT)
    .executeTakeFirst();
  return row?.closer_campaigns ?? '';
}
