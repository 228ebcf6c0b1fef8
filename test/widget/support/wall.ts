/** A hub in demo mode, a call centre that lives or stands still, and boards in front of it. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { readConfig } from '../../../server/config.js';
import { Simulator } from '../../../server/simulator/index.js';
import { type RunningHub, startHub } from '../../../server/start-hub.js';
import { launchChromium } from '../../support/chromium.js';
import { createSqliteDatabase, type TestDatabase } from '../../support/database.js';
import { BoardPage, type BoardWindow } from './board-page.js';
import { artifacts } from './call-centre.js';
import { closeAll } from './close-pages.js';

const BOARD = fileURLToPath(new URL('../../../dist/widget/vici-agent-board.js', import.meta.url));
/** Simulated seconds pass this fast while the floor is warmed up. */
const SECOND_MS = 1_000;

export interface WallOptions {
  agents: number;
  /** Seconds that the call centre has worked when the wall opens; then it stands still. */
  workedS?: number;
}

export class Wall {
  readonly #pages = new Set<BoardPage>();

  private constructor(
    readonly database: TestDatabase,
    readonly simulator: Simulator,
    readonly hub: RunningHub,
    readonly browser: Browser,
  ) {}

  static async open({ agents, workedS = 0 }: WallOptions): Promise<Wall> {
    if (!existsSync(BOARD)) throw new Error('the board is not built: npm run build');
    mkdirSync(artifacts, { recursive: true });
    const database = await createSqliteDatabase();
    let now = Date.now() - workedS * SECOND_MS;
    const simulator = new Simulator({
      connection: database.connection,
      agents,
      seed: 20_261_124,
      clock: () => (now < Date.now() - SECOND_MS ? now : Date.now()),
    });
    await simulator.prepare();
    for (let second = 0; second < workedS; second += 1) {
      now += SECOND_MS;
      await simulator.tick(now);
    }
    now = Date.now();
    const config = readConfig({
      DATABASE_URL: database.url,
      HUB_PORT: '0',
      HUB_POLL_MS: '50',
      HUB_JWT_SECRET: randomBytes(32).toString('hex'),
      HUB_LOG_LEVEL: 'silent',
    });
    const hub = await startHub(config, { connection: database.connection, isDemo: true });
    return new Wall(database, simulator, hub, await launchChromium());
  }

  get db() {
    return this.database.connection.db;
  }

  /** @param query of the demo page: `campaigns`, `theme`, `lang` */
  async board(query: Record<string, string> = {}, window: BoardWindow = {}): Promise<BoardPage> {
    const address = `${this.hub.url}/demo/board.html?${new URLSearchParams(query)}`;
    const page = await BoardPage.open(this.browser, address, window);
    this.#pages.add(page);
    return page;
  }

  /** `YYYY-MM-DD HH:MM:SS` so many seconds ago. */
  ago(seconds: number): string {
    return this.database.connection.clock.localText(Date.now() - seconds * SECOND_MS);
  }

  /** Nobody does anything: waits, pauses and talks go on. */
  async set(user: string, values: Partial<AgentValues>): Promise<void> {
    await this.db.updateTable('live_agents').set(values).where('user', '=', user).execute();
  }

  /** Everybody waits, nobody calls. */
  async calm(): Promise<void> {
    await this.db.deleteFrom('auto_calls').execute();
    await this.db.deleteFrom('parked_channels').execute();
    await this.db
      .updateTable('live_agents')
      .set({
        status: 'READY',
        lead_id: 0,
        preview_lead_id: 0,
        callerid: '',
        ring_callerid: '',
        comments: '',
        pause_code: '',
        calls_today: 3,
        last_state_change: this.ago(5),
        last_call_time: this.ago(5),
      })
      .execute();
  }

  /** A caller in an in-group's queue. */
  async caller(ingroup: string, waitedS: number): Promise<void> {
    await this.db
      .insertInto('auto_calls')
      .values({
        server_ip: '192.0.2.1',
        campaign_id: ingroup,
        status: 'LIVE',
        call_type: 'IN',
        callerid: `Y${Date.now()}${waitedS}`.slice(0, 20),
        uniqueid: `${Date.now()}.${waitedS}`.slice(0, 20),
        channel: 'SIP/trunk-1',
        phone_number: '2015550177',
        stage: `LIVE-${waitedS}`,
        call_time: this.ago(waitedS),
        last_update_time: this.ago(0),
      })
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
    await this.database.close();
  }
}

interface AgentValues {
  status: 'READY' | 'QUEUE' | 'INCALL' | 'PAUSED' | 'CLOSER';
  lead_id: number;
  callerid: string;
  comments: string;
  pause_code: string;
  last_state_change: string;
  last_call_time: string;
}
