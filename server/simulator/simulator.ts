/**
 * A call centre that behaves: it plays the agents' screens, the dialler and the customers on the
 * tables that a real one would write, so that the hub can be tried without one.
 */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { type AgentRow, readAgentRows } from './agent-row.js';
import { arrivalTick } from './arrivals.js';
import { behave } from './behaviour.js';
import { farEndLeaves } from './calls.js';
import { Desk } from './desk.js';
import { Floor } from './floor.js';
import { LeadBook } from './lead-book.js';
import type { SimulatorLog, SimulatorOptions } from './options.js';
import { Random } from './random.js';
import { remoteTick } from './remote-agent.js';
import { routerTick } from './router.js';
import { logIn } from './screen/login.js';
import { screenTick } from './screen/screen.js';
import { agentCampaign, agentUser, REMOTE_FROM, REMOTE_USER } from './seed/agents.js';
import { SUPPORT } from './seed/campaigns.js';
import { AGENT_GROUP, SERVER_IP } from './seed/system.js';
import { seedDatabase } from './seed.js';
import { Switchboard } from './switchboard.js';
import { lineTick, readLines } from './telephony.js';
import { Turn } from './turn.js';
import { clearFloor, forgetOld } from './upkeep.js';
import { Work } from './work.js';

const QUIET: SimulatorLog = { info: () => {}, error: () => {} };

/** Logins in one transaction. */
const LOGINS_AT_ONCE = 50;
/** The embedded database answers at once: after so many turns others in this process get theirs. */
const TURNS_IN_A_ROW = 25;
const CAMPAIGNS_EVERY_TICKS = 10;
const UPKEEP_EVERY_TICKS = 60;

export class Simulator {
  private readonly clock: () => number;
  private readonly tickMs: number;
  private readonly log: SimulatorLog;
  private readonly switchboard = new Switchboard();
  private floor: Floor | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStarted = false;

  constructor(private readonly options: SimulatorOptions) {
    this.clock = options.clock ?? Date.now;
    this.tickMs = options.tickMs ?? 1_000;
    this.log = options.log ?? QUIET;
  }

  /**
   * Fills the database when it is empty, and logs the agents in.
   * @throws ForeignDatabaseError when it holds data that is not ours
   * @throws RangeError when the number of agents is not 1 to 2,000
   */
  async prepare(): Promise<void> {
    const { connection, agents, seed, controlled = [] } = this.options;
    const now = this.clock();
    await seedDatabase(connection, { agents, seed }, now);
    const random = new Random(seed);
    const leads = await LeadBook.read(connection.db, random);
    const floor = new Floor(connection, random, leads, this.options, this.log, now);
    await floor.readCampaigns();
    await clearFloor(floor);
    floor.continueUniqueids(await this.loggedCalls());
    for (let index = 0; index < agents; index += 1) {
      const user = agentUser(index);
      const campaign = agentCampaign(index);
      floor.desks.set(
        user,
        new Desk(user, AGENT_GROUP, campaign, index, controlled.includes(user)),
      );
    }
    if (agents >= REMOTE_FROM) {
      floor.desks.set(
        REMOTE_USER,
        new Desk(REMOTE_USER, AGENT_GROUP, SUPPORT, agents, false, true),
      );
    }
    const desks = [...floor.desks.values()];
    for (let from = 0; from < desks.length; from += LOGINS_AT_ONCE) {
      await Work.run(floor.db, async (work) => {
        for (const desk of desks.slice(from, from + LOGINS_AT_ONCE)) {
          await logIn(work, floor, desk);
        }
      });
    }
    this.floor = floor;
    this.log.info({ agents }, 'simulator: the agents are logged in');
  }

  /** Ticks from now on, every `tickMs`. @throws Error before `prepare()` */
  start(): void {
    if (!this.floor) throw new Error('prepare() the simulator before start()');
    if (this.isStarted) return;
    this.isStarted = true;
    this.schedule(Date.now());
  }

  /** Ends after the tick that runs. The database stays as it is. */
  async stop(): Promise<void> {
    this.isStarted = false;
    clearTimeout(this.timer);
    await this.running;
  }

  /**
   * One pass over the floor. A database that fails in it is reported, never thrown.
   * @param nowMs simulated time, epoch ms; the clock's when left out
   */
  async tick(nowMs: number = this.clock()): Promise<void> {
    const floor = this.floor;
    if (!floor) throw new Error('prepare() the simulator before tick()');
    floor.advance(nowMs);
    try {
      await this.pass(floor);
    } catch (error) {
      this.log.error({ err: error }, 'simulator: the database failed, next tick tries again');
    }
  }

  private schedule(dueMs: number): void {
    // a late tick does not shift the ones after it, a very late one does
    const next = Math.max(dueMs + this.tickMs, Date.now());
    this.timer = setTimeout(() => {
      this.running = this.tick().finally(() => {
        if (this.isStarted) this.schedule(next);
      });
    }, next - Date.now());
  }

  private async pass(floor: Floor): Promise<void> {
    await this.heartbeat(floor);
    if (floor.tick % CAMPAIGNS_EVERY_TICKS === 0) await floor.readCampaigns();
    if (floor.tick % UPKEEP_EVERY_TICKS === 0) await forgetOld(floor);
    await this.switchboard.tick(floor);
    const rows = await readAgentRows(floor.db);
    await lineTick(floor, await readLines(floor));
    const remaining: AgentRow[] = [];
    const present = new Set<string>();
    for (const [index, row] of rows.entries()) {
      if (index % TURNS_IN_A_ROW === TURNS_IN_A_ROW - 1) await setImmediate();
      const desk = floor.desks.get(row.user);
      if (!desk?.isLoggedIn) continue;
      present.add(row.user);
      if (await this.agentTick(floor, desk, row)) remaining.push(row);
    }
    await this.comings(floor, present);
    await arrivalTick(floor, remaining);
    await routerTick(floor, remaining);
  }

  /** Every page shows a sign of life: one statement for all. */
  private async heartbeat(floor: Floor): Promise<void> {
    const shift = floor.random.between(0, 8_999_999);
    await floor.db
      .updateTable('live_agents')
      .set({
        random_id: sql<number>`(live_agent_id * 7919 + ${shift}) % 9000000 + 10000000`,
        last_update_time: floor.time.now,
      })
      .where('server_ip', '=', SERVER_IP)
      .execute();
  }

  /** @returns false when the agent has logged out, or its step failed */
  private async agentTick(floor: Floor, desk: Desk, row: AgentRow): Promise<boolean> {
    const here = await floor.attempt(`agent ${row.user}`, () =>
      Work.run(floor.db, async (work) => {
        const turn = new Turn(floor, desk, row, work);
        if (desk.isRemote) await remoteTick(turn);
        else {
          await screenTick(turn);
          await behave(turn);
          turn.remember();
        }
        return !turn.isOver;
      }),
    );
    return here ?? false;
  }

  /** Pages whose row is gone are disabled; after a while the agent logs in again. */
  private async comings(floor: Floor, present: ReadonlySet<string>): Promise<void> {
    for (const desk of floor.desks.values()) {
      if (desk.isLoggedIn) {
        if (present.has(desk.user)) continue;
        await this.abandon(floor, desk);
        desk.leave(floor.time.ms, floor.options.comeBackMs);
      }
      if (desk.comesBackAt === undefined || floor.time.ms < desk.comesBackAt) continue;
      await floor.attempt(`login of ${desk.user}`, () =>
        Work.run(floor.db, (work) => logIn(work, floor, desk)),
      );
    }
  }

  /** The call of an agent whose row was deleted ends with it. */
  private async abandon(floor: Floor, desk: Desk): Promise<void> {
    const call = floor.callOf(desk.call?.callerid ?? '');
    if (!call) return;
    call.agent = undefined;
    await floor.attempt(`call of ${desk.user}`, () =>
      Work.run(floor.db, async (work) => farEndLeaves(await work.db(), floor, call)),
    );
  }

  private async loggedCalls(): Promise<number> {
    let count = 0;
    for (const table of ['log', 'closer_log'] as const) {
      const row = await this.options.connection.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirst();
      count += Number(row?.count ?? 0);
    }
    return count;
  }
}
