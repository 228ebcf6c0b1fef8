/** A hub with the built widget, a simulated call centre behind it, and a browser in front. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { readConfig } from '../../../server/config.js';
import { Simulator } from '../../../server/simulator/index.js';
import { type RunningHub, startHub } from '../../../server/start-hub.js';
import { launchChromium } from '../../support/chromium.js';
import { createSqliteDatabase, type TestDatabase } from '../../support/database.js';
import { AgentPage, type WindowOptions } from './agent-page.js';
import { closeAll } from './close-pages.js';
import { type Embedding, PageHost } from './page-host.js';

/** Agents 1000 to 1007; all of them do only what the API tells them. */
const AGENTS = 8;
/** The simulated screens look more often than real ones, so that tests need not wait. */
const TICK_MS = 200;

const built = (path: string) => fileURLToPath(new URL(`../../../dist/${path}`, import.meta.url));
export const artifacts = fileURLToPath(new URL('../../artifacts/', import.meta.url));

export class CallCentre {
  readonly #pages = new Set<AgentPage>();

  private constructor(
    readonly database: TestDatabase,
    readonly simulator: Simulator,
    readonly hub: RunningHub,
    /** The CRM on another origin. */
    readonly crm: PageHost,
    readonly browser: Browser,
  ) {}

  /**
   * @param isDemo the hub serves the CRM page itself, and no other origin may connect
   * @param settings of the hub, by the names of its environment
   */
  static async open(
    isDemo = false,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<CallCentre> {
    if (!existsSync(built('widget/vici-agent-controls.js')) || !existsSync(built('demo'))) {
      throw new Error('the widget is not built: npm run build');
    }
    mkdirSync(artifacts, { recursive: true });
    const database = await createSqliteDatabase();
    const simulator = new Simulator({
      connection: database.connection,
      agents: AGENTS,
      seed: 11,
      tickMs: TICK_MS,
      controlled: Array.from({ length: AGENTS }, (_, index) => `${1000 + index}`),
      comeBackMs: false,
    });
    await simulator.prepare();
    const crm = await PageHost.open();
    const config = readConfig({
      DATABASE_URL: database.url,
      HUB_PORT: '0',
      HUB_POLL_MS: '50',
      HUB_JWT_SECRET: randomBytes(32).toString('hex'),
      HUB_LOG_LEVEL: 'silent',
      ...(!isDemo && { HUB_ALLOWED_ORIGINS: crm.origin }),
      ...settings,
    });
    const hub = await startHub(config, { connection: database.connection, isDemo });
    crm.hub = hub;
    simulator.start();
    return new CallCentre(database, simulator, hub, crm, await launchChromium());
  }

  /** A page of nothing but the element; its policy forbids inline scripts and styles. */
  agent(
    agentUser: string,
    { width, dark, ...embedding }: Omit<Embedding, 'agentUser'> & WindowOptions = {},
  ): Promise<AgentPage> {
    return this.page(this.crm.address({ agentUser, ...embedding }), { width, dark });
  }

  /** Any page with the element. */
  async page(address: string, window: WindowOptions = {}): Promise<AgentPage> {
    const page = await AgentPage.open(this.browser, address, window);
    this.#pages.add(page);
    return page;
  }

  /** The agent takes no calls that come by themselves: he can wait for as long as a test needs. */
  async withoutCalls(agentUser: string): Promise<void> {
    await this.database.connection.db
      .updateTable('live_agents')
      .set({ closer_campaigns: '', outbound_autodial: 'N' })
      .where('user', '=', agentUser)
      .execute();
  }

  /** @returns what pages reported on their consoles that they should not have */
  closePages(): Promise<string[]> {
    return closeAll(this.#pages);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.simulator.stop();
    await this.hub.close();
    await this.crm.close();
    await this.database.close();
  }
}
