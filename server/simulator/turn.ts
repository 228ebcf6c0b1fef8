/** One agent's turn in one tick: its desk, its row, and the transaction that its writes share. */
import type { Updateable } from 'kysely';
import type { DialerTables, Queryable } from '../database/database.js';
import { type AgentRow, commandsOf, type ExternalColumn, isWaiting } from './agent-row.js';
import type { Call } from './call.js';
import type { Desk } from './desk.js';
import type { Campaign, Floor } from './floor.js';
import type { Random } from './random.js';
import type { TickTime } from './time.js';
import type { Work } from './work.js';

type LiveAgentChanges = Updateable<DialerTables['live_agents']>;

export class Turn {
  /** The agent's row is gone: nothing more is written for it. */
  isOver = false;

  constructor(
    readonly floor: Floor,
    readonly desk: Desk,
    readonly row: AgentRow,
    readonly work: Work,
  ) {}

  get time(): TickTime {
    return this.floor.time;
  }

  get random(): Random {
    return this.floor.random;
  }

  get campaign(): Campaign | undefined {
    return this.floor.campaigns.get(this.row.campaign_id);
  }

  /** The call on the screen, while its row lives. */
  get call(): Call | undefined {
    return this.row.status === 'INCALL' ? this.floor.callOf(this.row.callerid) : undefined;
  }

  get isControlled(): boolean {
    return this.desk.isControlled(this.time.ms);
  }

  /** Somebody else ended the call and set the agent waiting, as ra_call_control does. */
  forgetEndedCall(): void {
    const { desk, row } = this;
    if (!desk.call || !isWaiting(row) || row.callerid !== '') return;
    this.floor.leads.release(desk.call.lead.leadId);
    desk.call = undefined;
    desk.plan = undefined;
    desk.waitingSince = this.time.ms;
  }

  /** What is set at the end of the turn is known: a difference later is somebody's command. */
  remember(): void {
    if (!this.isOver) this.desk.known = commandsOf(this.row);
  }

  db(): Promise<Queryable> {
    return this.work.db();
  }

  /** Writes columns of the agent's row, and the row in memory with them. */
  async write(changes: LiveAgentChanges): Promise<void> {
    const db = await this.work.db();
    await db
      .updateTable('live_agents')
      .set(changes)
      .where('live_agent_id', '=', this.row.live_agent_id)
      .execute();
    Object.assign(this.row, changes);
  }

  /** Empties a command's column, unless a newer command came meanwhile. */
  async clear(column: ExternalColumn, empty: string | number = ''): Promise<void> {
    const db = await this.work.db();
    await db
      .updateTable('live_agents')
      .set({ [column]: empty } as LiveAgentChanges)
      .where('live_agent_id', '=', this.row.live_agent_id)
      .where(column, '=', this.row[column])
      .execute();
    Object.assign(this.row, { [column]: empty });
  }
}
