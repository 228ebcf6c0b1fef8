/** The call centre in this process: who sits where, which calls live, what the campaigns allow. */
import type { Selectable } from 'kysely';
import type { DatabaseConnection } from '../database/connect.js';
import type { Database, DialerTables } from '../database/database.js';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import type { Call } from './call.js';
import type { Desk } from './desk.js';
import type { LeadBook } from './lead-book.js';
import type { SimulatorLog, SimulatorOptions } from './options.js';
import type { Random } from './random.js';
import { type TickTime, tickTime } from './time.js';

export type Campaign = Pick<
  Selectable<DialerTables['campaigns']>,
  (typeof CAMPAIGN_COLUMNS)[number]
>;

const CAMPAIGN_COLUMNS = [
  'campaign_id',
  'dial_method',
  'auto_dial_level',
  'campaign_allow_inbound',
  'scheduled_callbacks',
  'wrapup_seconds',
  'pause_after_each_call',
  'manual_dial_timeout',
  'manual_dial_list_id',
  'api_manual_dial',
  'alt_number_dialing',
  'transfer_no_dispo',
  'leave_vm_no_dispo',
  'dispo_max',
  'dispo_max_dispo',
  'dead_max',
  'dead_max_dispo',
  'dead_to_dispo',
  'disable_dispo_screen',
  'disable_dispo_status',
  'xferconf_a_number',
  'xferconf_b_number',
  'xferconf_c_number',
  'xferconf_d_number',
  'xferconf_e_number',
] as const;

export class Floor {
  readonly desks = new Map<string, Desk>();
  /** Keyed by call code. */
  readonly calls = new Map<string, Call>();
  campaigns = new Map<string, Campaign>();
  time: TickTime;
  tick = 0;
  private uniqueids = 0;
  private conferences = 0;

  constructor(
    readonly connection: DatabaseConnection,
    readonly random: Random,
    readonly leads: LeadBook,
    readonly options: SimulatorOptions,
    readonly log: SimulatorLog,
    nowMs: number,
  ) {
    this.time = tickTime(connection.clock, nowMs);
  }

  get db(): Database {
    return this.connection.db;
  }

  advance(nowMs: number): void {
    this.time = tickTime(this.connection.clock, nowMs);
    this.tick += 1;
  }

  async readCampaigns(): Promise<void> {
    const rows = await this.db.selectFrom('campaigns').select(CAMPAIGN_COLUMNS).execute();
    this.campaigns = new Map(rows.map((row) => [row.campaign_id, row]));
  }

  dialLevel(campaignId: string): number {
    return Number(this.campaigns.get(campaignId)?.auto_dial_level ?? 0);
  }

  /** Neither MANUAL nor INBOUND_MAN: the dialler places calls by itself. */
  isAutomatic(campaignId: string): boolean {
    const method = this.campaigns.get(campaignId)?.dial_method ?? 'MANUAL';
    return method !== 'MANUAL' && method !== 'INBOUND_MAN';
  }

  /** @param used calls already logged in this database: their ids are not given again */
  continueUniqueids(used: number): void {
    this.uniqueids = used;
  }

  nextUniqueid(): string {
    this.uniqueids += 1;
    return `${this.time.epoch}.${this.uniqueids}`;
  }

  nextChannel(): string {
    return `SIP/simtrunk-${this.uniqueids.toString(16).padStart(8, '0')}`;
  }

  /** A conference that nobody uses: the home rooms of the desks end below. */
  nextConference(): string {
    this.conferences += 1;
    return String(8_610_000 + (this.conferences % 80_000));
  }

  /** How long a customer stays with this agent if the agent does not hang up, ms. */
  customerStays(desk: Desk): number {
    // a person tries things out there: the customer is patient
    if (desk.isControlled(this.time.ms)) return 1_000 * this.random.between(180, 600);
    return 1_000 * this.random.between(20, 420);
  }

  /**
   * One agent's or call's step: what fails in it is reported and undone, the others go on.
   * @returns undefined when it failed
   * @throws what the database reports when it cannot answer at all
   */
  async attempt<T>(what: string, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      this.log.error({ err: error, what }, 'simulator: a step failed');
      return undefined;
    }
  }

  callOf(callerid: string): Call | undefined {
    return callerid === '' ? undefined : this.calls.get(callerid);
  }
}
