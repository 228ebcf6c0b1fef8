/**
 * A HubClient whose every frame is looked at on the way in: the picture that the frames alone make,
 * the revisions, and whether each session that was sent may be seen.
 */
import { WebSocket } from 'ws';
import type { AgentSession } from '../../protocol/agent-session.js';
import type { AgentChange } from '../../protocol/messages.js';
import {
  type AgentsSubscription,
  HubClient,
  type SubscriptionFilter,
} from '../../server/client.js';
import { applyChanges } from './support.js';

/** A token's rights, as its claims spell them. */
export interface Claims {
  readonly agents: string[] | '*';
  readonly campaigns?: string[];
  readonly user_groups?: string[];
  readonly redact?: true;
}

interface Position {
  readonly epoch: number;
  readonly revision: number;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Position & { changes: AgentChange[] };
  readonly result?: Position & {
    subscription?: string;
    recovered: boolean;
    agents: AgentSession[];
  };
}

export class TappedClient {
  /** What frames did that they may not do. */
  readonly complaints: string[] = [];
  readonly client: HubClient;
  readonly subscription: AgentsSubscription;
  /** By the frames alone, without the client's own bookkeeping. */
  readonly heard = new Map<string, AgentSession>();
  recoveries = 0;
  snapshots = 0;
  private position: Position | undefined;
  private socket: WebSocket | undefined;

  constructor(
    url: string,
    token: string,
    readonly claims: Claims,
    readonly filter: SubscriptionFilter,
    random: () => number,
  ) {
    const hear = (socket: WebSocket) => {
      this.socket = socket;
      socket.on('message', (data: Buffer) => this.receive(JSON.parse(data.toString()) as Message));
    };
    class Tapped extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols);
        hear(this);
      }
    }
    this.client = new HubClient({
      url,
      token,
      WebSocket: Tapped,
      minBackoffMs: 5,
      maxBackoffMs: 400,
      random,
    });
    this.subscription = this.client.subscribeAgents(filter, () => {});
  }

  /** As when the network goes: nobody says good-bye. */
  drop(): void {
    this.socket?.terminate();
  }

  /** Reads nothing from the network any more; the other end notices nothing but that. */
  stall(): void {
    this.socket?.pause();
  }

  readOn(): void {
    this.socket?.resume();
  }

  /** The contract's words on who sees what, written anew. */
  maySee(session: AgentSession): boolean {
    const { claims, filter } = this;
    const isIn = (list: readonly string[] | undefined, name: string) =>
      list?.includes(name) ?? false;
    const isAllowed =
      claims.agents === '*' ||
      isIn(claims.agents, session.agent_user) ||
      isIn(claims.campaigns, session.campaign_id) ||
      isIn(claims.user_groups, session.user_group);
    return (
      isAllowed &&
      (!filter.agents || isIn(filter.agents, session.agent_user)) &&
      (!filter.campaigns || isIn(filter.campaigns, session.campaign_id)) &&
      (!filter.user_groups || isIn(filter.user_groups, session.user_group))
    );
  }

  private receive({ method, params, result }: Message): void {
    try {
      if (method === 'agents_changed' && params) this.changed(params, params.changes);
      else if (result?.subscription !== undefined) this.subscribed(result);
    } catch (error) {
      this.complaints.push(String(error));
    }
  }

  private subscribed({ epoch, revision, recovered, agents }: NonNullable<Message['result']>): void {
    const before = this.position?.epoch === epoch ? this.position.revision : 0;
    if (revision < before) this.complaints.push(`answered ${revision} after ${before}`);
    if (recovered) {
      this.recoveries += 1;
      if (agents.length > 0) this.complaints.push('a snapshot to one that resumes');
    } else {
      this.snapshots += 1;
      this.heard.clear();
      for (const agent of agents) this.heard.set(agent.agent_user, agent);
    }
    this.position = { epoch, revision };
    this.look();
  }

  private changed({ epoch, revision }: Position, changes: readonly AgentChange[]): void {
    const before = this.position?.epoch === epoch ? this.position.revision : 0;
    if (revision <= before) this.complaints.push(`changes ${revision} after ${before}`);
    this.position = { epoch, revision };
    applyChanges(this.heard, changes);
    this.look();
  }

  private look(): void {
    for (const session of this.heard.values()) {
      const { agent_user, lead_id, phone_number, call_id } = session;
      if (!this.maySee(session)) this.complaints.push(`was shown ${agent_user}`);
      if (this.claims.redact && (lead_id > 0 || phone_number !== '' || call_id.length > 10)) {
        this.complaints.push(`was shown the lead of ${agent_user}`);
      }
    }
  }
}
