/** The hub's own methods, beside the functions of the API. */
import { type HubMethod, type HubParams, hubMethods } from '../../protocol/messages.js';
import { ErrorCode } from '../../protocol/reasons.js';
import type { CircuitBreaker } from '../database/circuit-breaker.js';
import type { DatabaseConnection } from '../database/connect.js';
import type { AgentFeed } from '../feed/agent-feed.js';
import { createView } from '../feed/view.js';
import { readAgentOptions } from '../functions/shared/agent-options.js';
import type { HubConnection } from './connection.js';
import type { Limit } from './limit.js';
import { hubError, notAuthenticated, type RpcError } from './rpc-error.js';

export interface HubMethodServices {
  readonly feed: AgentFeed;
  readonly database: DatabaseConnection;
  readonly gate: CircuitBreaker;
  readonly subscriptionLimit: number;
  readonly onLimit: (limit: Limit) => void;
  /** @throws RpcError when the user may no longer use the API */
  requireAccess(connection: HubConnection): Promise<void>;
}

type Params = Readonly<Record<string, unknown>>;

export class HubMethods {
  constructor(private readonly services: HubMethodServices) {}

  /** @returns the result as JSON text. @throws RpcError, or what the database throws */
  async perform(connection: HubConnection, method: HubMethod, params: Params): Promise<string> {
    const parsed = hubMethods[method].params.safeParse(params);
    if (!parsed.success) {
      const issues = parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((path) => ({ path, message: `is not a parameter of ${method}` }))
          : [{ path: issue.path.join('.'), message: issue.message }],
      );
      throw hubError(ErrorCode.InvalidParams, 'invalid_params', 'invalid params', { issues });
    }
    switch (method) {
      case 'ping':
        return JSON.stringify({ time: Date.now() });
      case 'subscribe':
        await this.services.requireAccess(connection);
        return connection.oneByOne(() =>
          this.subscribe(connection, parsed.data as HubParams<'subscribe'>),
        );
      case 'unsubscribe':
        return this.unsubscribe(connection, parsed.data as HubParams<'unsubscribe'>);
      case 'get_agent':
        await this.services.requireAccess(connection);
        return this.getAgent(connection, parsed.data as HubParams<'get_agent'>);
      case 'agent_options':
        await this.services.requireAccess(connection);
        return this.agentOptions(connection, parsed.data as HubParams<'agent_options'>);
      case 'authenticate':
        throw new Error('the connection answers authenticate itself');
    }
  }

  private async subscribe(
    connection: HubConnection,
    params: HubParams<'subscribe'>,
  ): Promise<string> {
    const { identity } = connection;
    if (!identity) throw notAuthenticated();
    const { subscriptionLimit, onLimit } = this.services;
    if (connection.subscriptions.size >= subscriptionLimit) {
      onLimit('subscriptions');
      throw hubError(
        ErrorCode.TooManyRequests,
        'too_many_subscriptions',
        `at most ${subscriptionLimit} subscriptions a connection`,
      );
    }
    const { topic = 'agents', since, agents, campaigns, user_groups } = params;
    const filter = {
      ...(agents ? { agents } : {}),
      ...(campaigns ? { campaigns } : {}),
      ...(user_groups ? { user_groups } : {}),
    };
    const subscribed = await this.services.feed.subscribe({
      topic,
      view: createView(identity, filter),
      since,
      sink: connection,
      idsInUse: new Set(connection.subscriptions.keys()),
    });
    const { handle } = subscribed;
    if (connection.hasEnded) handle.close();
    else connection.subscriptions.set(handle.id, { handle, filter });
    return subscribed.answerText();
  }

  private unsubscribe(
    connection: HubConnection,
    { subscription }: HubParams<'unsubscribe'>,
  ): string {
    const found = connection.subscriptions.get(subscription);
    if (!found) {
      throw hubError(ErrorCode.NotFound, 'subscription_not_found', 'there is no such subscription');
    }
    found.handle.close();
    connection.subscriptions.delete(subscription);
    return '{}';
  }

  private async getAgent(
    connection: HubConnection,
    { agent_user }: HubParams<'get_agent'>,
  ): Promise<string> {
    if (!connection.identity) throw notAuthenticated();
    const view = createView(connection.identity);
    const session = await this.services.feed.getAgent(agent_user, view);
    if (!session) throw agentNotFound(agent_user);
    return JSON.stringify(session);
  }

  private async agentOptions(
    connection: HubConnection,
    { agent_user }: HubParams<'agent_options'>,
  ): Promise<string> {
    if (!connection.identity) throw notAuthenticated();
    const view = createView(connection.identity);
    const session = await this.services.feed.getAgent(agent_user, view);
    const { database, gate } = this.services;
    const options = session && (await gate.run(() => readAgentOptions(database, agent_user)));
    if (!options) throw agentNotFound(agent_user);
    return JSON.stringify(options);
  }
}

function agentNotFound(agent_user: string): RpcError {
  return hubError(
    ErrorCode.NotFound,
    'agent_not_found',
    `no session of ${agent_user.slice(0, 100)} that this token may see`,
    { temporary: true },
  );
}
