/** A hub with the built widget, a simulated call centre behind it, and a browser in front. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { readConfig } from '../../../server/config.js';
import { type RunningHub, startHub } from '../../../server/hub/start-hub.js';
import { Simulator } from '../../../server/simulator/index.js';
import { launchChromium } from '../../support/chromium.js';
import { createSqliteDatabase, type TestDatabase } from '../../support/database.js';
import { AgentPage, type PageOptions } from './agent-page.js';

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
    readonly browser: Browser,
  ) {}

  static async open(): Promise<CallCentre> {
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
    const config = readConfig({
      DATABASE_URL: database.url,
      HUB_PORT: '0',
      HUB_POLL_MS: '50',
      HUB_JWT_SECRET: randomBytes(32).toString('hex'),
      HUB_LOG_LEVEL: 'silent',
    });
    const hub = await startHub(config, { connection: database.connection, isDemo: true });
    simulator.start();
    return new CallCentre(database, simulator, hub, await launchChromium());
  }

  /** A page of nothing but the element; the policy forbids inline scripts and styles. */
  async agent(agentUser: string, options: PageOptions = {}): Promise<AgentPage> {
    const page = await AgentPage.open(this.browser, this.hub, agentUser, options);
    this.#pages.add(page);
    return page;
  }

  /** @returns what pages reported on their consoles that they should not have */
  async closePages(): Promise<string[]> {
    const problems: string[] = [];
    for (const page of this.#pages) {
      problems.push(...page.problems);
      await page.close();
    }
    this.#pages.clear();
    return problems;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.simulator.stop();
    await this.hub.close();
    await this.database.close();
  }
}
