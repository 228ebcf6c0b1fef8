/** A call centre whose screens stand still: the tables say what a test writes, until it changes them. */
import type { UpdateObject } from 'kysely';
import type { AgentState } from '../../../protocol/agent-session.js';
import type { DialerTables } from '../../../server/database/database.js';
import type { Row } from '../../support/table-store.js';
import type { AgentPage } from './agent-page.js';
import { CallCentre } from './call-centre.js';

export const AGENT = '1000';
const OTHER = '1007';
export const LEAD = 7;
const INBOUND = 'Y4180000070000000007';
const MANUAL = 'M4180000070000000007';
const RINGING = 'S4180000070000000007';
const NOON = '2026-04-18 12:00:00';

type LiveAgent = UpdateObject<DialerTables, 'live_agents'>;

/** What tests write into. */
const CHANGED = [
  'auto_calls',
  'campaign_dnc',
  'campaigns',
  'dnc',
  'groups_alias',
  'inbound_groups',
  'list',
  'live_agents',
  'parked_channels',
  'session_data',
  'users',
  'xfer_presets',
];

const inCall: LiveAgent = { status: 'INCALL', lead_id: LEAD, callerid: INBOUND };

/** The columns of `live_agents` in each state. */
const ROWS: Readonly<Record<AgentState, LiveAgent>> = {
  PAUSED: {},
  READY: { status: 'READY' },
  CLOSER: { status: 'CLOSER' },
  QUEUE: { status: 'QUEUE', lead_id: LEAD, callerid: INBOUND },
  MQUEUE: { status: 'MQUEUE', lead_id: LEAD },
  RING: { status: 'READY', on_hook_agent: 'Y', ring_callerid: RINGING },
  DIAL: { ...inCall, callerid: MANUAL, comments: 'MANUAL' },
  INCALL: { ...inCall, comments: 'INBOUND' },
  '3-WAY': inCall,
  PARK: inCall,
  DEAD: inCall,
  DISPO: { lead_id: LEAD },
  PREVIEW: { preview_lead_id: LEAD },
};

export const STATES = Object.keys(ROWS) as AgentState[];

export class StillCentre {
  private constructor(
    readonly centre: CallCentre,
    private readonly before: Map<string, Row[]>,
  ) {}

  /** @param settings of the hub, by the names of its environment */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<StillCentre> {
    const centre = await CallCentre.open(false, { HUB_CACHE_MS: '0', ...settings });
    await centre.simulator.stop();
    return new StillCentre(centre, await centre.database.store.read(CHANGED));
  }

  get db() {
    return this.centre.database.connection.db;
  }

  /** Opens the page of the agent, who is in this state. */
  async agentIn(
    state: AgentState,
    {
      row = {},
      ...embedding
    }: { row?: LiveAgent } & Omit<Parameters<CallCentre['agent']>[1] & object, 'agentUser'> = {},
  ): Promise<AgentPage> {
    await this.place(state, row);
    const agent = await this.centre.agent(AGENT, embedding);
    agent.page.setDefaultTimeout(6_000);
    await agent.reaches(state);
    return agent;
  }

  /** Writes a state as the dialler and its screens would. */
  async place(state: AgentState, row: LiveAgent = {}): Promise<void> {
    const { db } = this;
    await db.deleteFrom('auto_calls').execute();
    await db.deleteFrom('parked_channels').execute();
    const { callerid = '' } = { ...ROWS[state], ...row };
    if (callerid !== '' && state !== 'DEAD') {
      const isUp = state !== 'DIAL' && { uniqueid: '1776513600.7', channel: 'SIP/line-00000007' };
      await db
        .insertInto('auto_calls')
        .values({
          server_ip: '10.0.0.1',
          campaign_id: 'SALES_IN',
          status: 'CLOSER',
          lead_id: LEAD,
          callerid: String(callerid),
          phone_code: '1',
          phone_number: '2015550107',
          call_time: NOON,
          call_type: state === 'DIAL' ? 'OUT' : 'IN',
          ...isUp,
        })
        .execute();
    }
    if (state === 'PARK') {
      await db
        .insertInto('parked_channels')
        .values({ channel: 'SIP/line-00000007', server_ip: '10.0.0.1', channel_group: INBOUND })
        .execute();
    }
    await this.write({ status: 'PAUSED', lead_id: 0, callerid: '', ...ROWS[state], ...row });
    if (state === '3-WAY') await this.write(inCall, OTHER);
  }

  /** Changes columns of an agent's session. */
  async write(row: LiveAgent, user = AGENT): Promise<void> {
    await this.db.updateTable('live_agents').set(row).where('user', '=', user).execute();
  }

  /** The agent's session is gone. */
  async remove(): Promise<void> {
    await this.db.deleteFrom('live_agents').where('user', '=', AGENT).execute();
  }

  /** Closes the pages and puts all tables back. @returns what the pages reported on their consoles */
  async tidy(): Promise<string[]> {
    const problems = await this.centre.closePages();
    await this.restore();
    return problems;
  }

  /** Puts all tables back. */
  async restore(): Promise<void> {
    for (const [table, rows] of this.before) {
      await this.centre.database.store.replace(table, rows);
    }
  }

  close(): Promise<void> {
    return this.centre.close();
  }
}
