/** A simulated call centre on an embedded database, with a clock that the test drives. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DialerTables } from '../../server/database/database.js';
import { Simulator, type SimulatorOptions } from '../../server/simulator/index.js';
import { createSqliteDatabase, type TestDatabase } from '../support/database.js';

type LiveAgent = Selectable<DialerTables['live_agents']>;

/** 2026-11-24 15:00 UTC. */
const START_MS = Date.UTC(2026, 10, 24, 15);

export class DrivenFloor {
  nowMs = START_MS;
  readonly errors: unknown[] = [];
  simulator: Simulator;

  private constructor(
    readonly database: TestDatabase,
    private readonly options: Partial<SimulatorOptions>,
  ) {
    this.simulator = this.newSimulator();
  }

  /** By default three agents, all of them under the API's control. */
  static async open(options: Partial<SimulatorOptions> = {}): Promise<DrivenFloor> {
    const floor = new DrivenFloor(await createSqliteDatabase(), options);
    await floor.simulator.prepare();
    return floor;
  }

  newSimulator(): Simulator {
    return new Simulator({
      connection: this.database.connection,
      agents: 3,
      seed: 7,
      clock: () => this.nowMs,
      controlled: ['1000', '1001', '1002'],
      log: { info: () => {}, error: (details, message) => this.errors.push({ message, details }) },
      ...this.options,
    });
  }

  get db() {
    return this.database.connection.db;
  }

  get epoch(): number {
    return Math.floor(this.nowMs / 1000);
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** One simulated second. */
  async tick(seconds = 1): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      this.nowMs += 1_000;
      await this.simulator.tick(this.nowMs);
    }
  }

  /** Ticks until the condition holds. @returns how many seconds it took */
  async until(condition: () => Promise<boolean>, most = 60): Promise<number> {
    for (let second = 0; second <= most; second += 1) {
      if (await condition()) return second;
      await this.tick();
    }
    throw new Error(`it did not happen within ${most} s`);
  }

  async agent(user = '1000'): Promise<LiveAgent> {
    return this.db
      .selectFrom('live_agents')
      .selectAll()
      .where('user', '=', user)
      .executeTakeFirstOrThrow();
  }

  async isLoggedIn(user = '1000'): Promise<boolean> {
    const row = await this.db
      .selectFrom('live_agents')
      .select('user')
      .where('user', '=', user)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** What an API function writes. */
  async set(changes: Updateable<DialerTables['live_agents']>, user = '1000'): Promise<void> {
    await this.db.updateTable('live_agents').set(changes).where('user', '=', user).execute();
  }

  async resume(user = '1000'): Promise<void> {
    await this.set({ external_pause: `RESUME!${this.epoch}` }, user);
    await this.tick();
  }

  /** The agent waits until a customer is on the line. */
  async inCall(user = '1000'): Promise<LiveAgent> {
    await this.resume(user);
    await this.until(async () => (await this.agent(user)).status === 'INCALL');
    return this.agent(user);
  }

  /** The agent has hung up and the disposition screen takes a status. */
  async disposing(user = '1000'): Promise<LiveAgent> {
    const call = await this.inCall(user);
    await this.set({ external_hangup: '1' }, user);
    await this.tick();
    return call;
  }

  /** `external_dial` as the API composes it. */
  async dial(fields: Partial<Record<DialField, string>>, user = '1000'): Promise<void> {
    const all: Record<DialField, string> = {
      phone: '2015550199',
      phoneCode: '1',
      search: 'YES',
      preview: 'NO',
      focus: 'YES',
      vendor: '',
      epoch: String(this.epoch),
      prefix: '',
      alias: '',
      cid: '',
      vtiger: '',
      lead: '',
      alt: '',
      ingroup: '',
      ...fields,
    };
    await this.set({ external_dial: Object.values(all).join('!') }, user);
    await this.tick();
  }

  async lead(leadId: number) {
    return this.db
      .selectFrom('list')
      .selectAll()
      .where('lead_id', '=', leadId)
      .executeTakeFirstOrThrow();
  }

  async rows<T extends keyof DialerTables & string>(
    table: T,
  ): Promise<Selectable<DialerTables[T]>[]> {
    const rows = await this.db.selectFrom(table).selectAll().execute();
    return rows as Selectable<DialerTables[T]>[];
  }

  async insert<T extends keyof DialerTables & string>(
    table: T,
    row: Insertable<DialerTables[T]>,
  ): Promise<void> {
    await this.db.insertInto(table).values(row).execute();
  }

  /** The call's row in `auto_calls`. */
  async line(callerid: string | null) {
    return this.db
      .selectFrom('auto_calls')
      .selectAll()
      .where('callerid', '=', callerid)
      .executeTakeFirst();
  }
}

type DialField =
  | 'phone'
  | 'phoneCode'
  | 'search'
  | 'preview'
  | 'focus'
  | 'vendor'
  | 'epoch'
  | 'prefix'
  | 'alias'
  | 'cid'
  | 'vtiger'
  | 'lead'
  | 'alt'
  | 'ingroup';
