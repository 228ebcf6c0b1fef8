/** All open connections: authentication, dispatch of their requests, heartbeat, shutdown. */
import { CloseCode } from '../../protocol/close-codes.js';
import { type FunctionName, isFunctionName } from '../../protocol/functions/index.js';
import { type HubResult, isHubMethod } from '../../protocol/messages.js';
import { ErrorCode, reasonEntry } from '../../protocol/reasons.js';
import { findApiUser, mayCall } from '../auth/access.js';
import { mayControl } from '../auth/caller.js';
import { type Identity, TokenError, type Tokens } from '../auth/tokens.js';
import { type CircuitBreaker, CircuitOpenError } from '../database/circuit-breaker.js';
import { isDatabaseError } from '../database/unavailable.js';
import type { AgentFeed } from '../feed/agent-feed.js';
import { createView } from '../feed/view.js';
import type { CommandKey } from '../functions/engine/command-key.js';
import {
  type AnswersElsewhere,
  Idempotency,
  KeyReusedError,
  requestDigest,
} from '../functions/engine/idempotency.js';
import { type Outcome, outcomeText } from '../functions/engine/outcome.js';
import { redactResult } from '../functions/engine/redact-result.js';
import type { FunctionServices } from '../functions/engine/run-function.js';
import type { Log } from '../log.js';
import { SERVER_NAME, VERSION } from '../version.js';
import type { ConnectionHandlers, HubConnection } from './connection.js';
import type { ConnectionCounts } from './connection-counts.js';
import { HubMethods } from './hub-methods.js';
import type { Limit } from './limit.js';
import {
  databaseUnavailable,
  functionError,
  hubError,
  notAuthenticated,
  RpcError,
} from './rpc-error.js';
import {
  type Called,
  functionResult,
  recallCommand,
  refuseUnknownFunction,
  runCommand,
} from './run-command.js';

export interface HubServices {
  readonly functions: FunctionServices;
  readonly feed: AgentFeed;
  readonly tokens: Tokens;
  readonly log: Log;
  readonly onCommand: (name: string, level: string, seconds: number) => void;
  /** Told whatever a request failed with besides a refusal, the database's errors among it. */
  readonly onError: (error: unknown) => void;
  /** How often rights are read again for connections that are merely open, ms. */
  readonly recheckMs: number;
  readonly gate: CircuitBreaker;
  readonly counts: ConnectionCounts;
  /** Answers by idempotency key that other nodes gave; undefined: this hub stands alone. */
  readonly answers?: AnswersElsewhere | undefined;
  /** Subscriptions of one connection at most: each costs work at every change. */
  readonly subscriptionLimit: number;
  /** A limit refused something: for the metrics. */
  readonly onLimit: (limit: Limit) => void;
}

const HEARTBEAT_MS = 25_000;
const MISSED_PONGS = 2;
const EXPIRY_NOTICE_MS = 60_000;
/** Clients come back at random within this time after a restart, ms. */
const RETURN_WITHIN_MS = 3_000;
/** Running commands and HTTP requests have this long to finish at a shutdown, ms. */
export const DRAIN_MS = 10_000;

type Params = Readonly<Record<string, unknown>>;

export class Hub implements ConnectionHandlers {
  readonly expiryNoticeMs = EXPIRY_NOTICE_MS;
  readonly connections = new Set<HubConnection>();
  /** What a refused command asked for may be asked again by the same key: nothing was done. */
  private readonly idempotency = new Idempotency<Called>(isRemembered);
  private readonly timers: NodeJS.Timeout[];
  private readonly methods: HubMethods;
  private isClosing = false;

  constructor(private readonly services: HubServices) {
    this.methods = new HubMethods({
      ...services,
      database: services.functions.connection,
      requireAccess: (connection) => this.requireAccess(connection),
    });
    this.timers = [
      setInterval(() => this.heartbeat(), HEARTBEAT_MS),
      setInterval(() => void this.recheckRights(), services.recheckMs),
    ];
    for (const timer of this.timers) timer.unref();
  }

  /** @returns false: this address, or those who have not authenticated, have too many already */
  admits(address: string): boolean {
    const admitted = this.services.counts.open(address);
    if (!admitted) this.services.onLimit('connections');
    return admitted;
  }

  /** An admitted connection never came to be. */
  forget(address: string): void {
    this.services.counts.close(address, undefined);
  }

  limited(limit: Limit): void {
    this.services.onLimit(limit);
  }

  add(connection: HubConnection): void {
    this.connections.add(connection);
  }

  async authenticate(connection: HubConnection, token: string): Promise<string> {
    const { tokens, functions } = this.services;
    let identity: Awaited<ReturnType<Tokens['verify']>>;
    try {
      identity = await tokens.verify(token);
    } catch (error) {
      const why = error instanceof TokenError ? error.message : 'not readable';
      throw hubError(ErrorCode.NotAllowed, 'token_not_valid', `token not accepted: ${why}`);
    }
    const before = connection.identity;
    if (before && before.sub !== identity.sub) {
      throw hubError(
        ErrorCode.NotAllowed,
        'token_not_valid',
        'token not accepted: a connection keeps its sub',
      );
    }
    const { gate } = this.services;
    if (!(await gate.run(() => findApiUser(functions.directory, identity.sub)))) {
      throw hubError(
        ErrorCode.NotAllowed,
        'token_not_valid',
        'token not accepted: its sub may not use the API',
      );
    }
    // it has been taken from the counts already
    if (connection.hasEnded) throw notAuthenticated();
    if (!before) this.countSubject(identity.sub);
    connection.accept(identity);
    for (const { handle, filter } of connection.subscriptions.values()) {
      handle.narrow(createView(identity, filter));
    }
    const result: HubResult<'authenticate'> = {
      sub: identity.sub,
      agents: identity.shown.agents,
      functions: identity.shown.functions,
      expires_at: identity.expiresAt,
      server: { name: SERVER_NAME, version: VERSION },
    };
    return JSON.stringify(result);
  }

  async perform(connection: HubConnection, method: string, params: Params): Promise<string> {
    if (this.isClosing) {
      throw hubError(ErrorCode.DatabaseUnavailable, 'going_away', 'the hub is going away', {
        temporary: true,
        retry_after_ms: RETURN_WITHIN_MS,
      });
    }
    if (isFunctionName(method)) return this.performFunction(connection, method, params);
    if (isHubMethod(method)) return this.methods.perform(connection, method, params);
    const identity = connection.identity;
    if (!identity) throw notAuthenticated();
    const { functions } = this.services;
    const outcome = await this.services.gate.run(() =>
      refuseUnknownFunction(functions, method, params, identity),
    );
    const { message } = reasonEntry('unknown_function');
    throw functionError(
      'unknown_function',
      `${message}: ${method.slice(0, 100)}`,
      outcomeText(outcome),
    );
  }

  internalError(error: unknown): RpcError {
    if (error instanceof RpcError) return error;
    if (error instanceof KeyReusedError) {
      return hubError(ErrorCode.StateConflict, 'idempotency_key_reused', error.message);
    }
    this.services.onError(error);
    if (error instanceof CircuitOpenError) return databaseUnavailable(error.retryAfterMs);
    if (isDatabaseError(error)) {
      this.services.log.warn({ code: (error as { code?: string }).code }, 'database unavailable');
      return databaseUnavailable();
    }
    this.services.log.error({ err: error }, 'a request failed');
    return hubError(ErrorCode.InternalError, 'internal_error', 'internal error');
  }

  closed(connection: HubConnection): void {
    this.connections.delete(connection);
    this.services.counts.close(connection.ip, connection.identity?.sub);
  }

  /** Takes no new work, lets running commands finish, tells every client and closes. */
  async close(): Promise<void> {
    this.isClosing = true;
    for (const timer of this.timers) clearInterval(timer);
    const deadline = Date.now() + DRAIN_MS;
    while (Date.now() < deadline && [...this.connections].some(({ busy }) => busy > 0)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (const connection of this.connections) {
      connection.notify('going_away', { retry_after_ms: RETURN_WITHIN_MS });
      connection.close(CloseCode.ServiceRestart, 'restart');
    }
    const closing = Date.now() + 1_000;
    while (Date.now() < closing && this.connections.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (const connection of this.connections) connection.terminate();
  }

  private async performFunction(
    connection: HubConnection,
    name: FunctionName,
    params: Params,
  ): Promise<string> {
    const { identity } = connection;
    if (!identity) throw notAuthenticated();
    const { functions, feed, gate, log, onCommand, answers } = this.services;
    const started = performance.now();
    const count = (level: string) => onCommand(name, level, (performance.now() - started) / 1000);
    const call = (key?: CommandKey) =>
      runCommand({ functions, feed }, name, params, identity, connection.ip, key);
    const { idempotency_key: key } = params;
    const isKeyed = typeof key === 'string' && key.length <= 64;
    let isRepeated = isKeyed;
    const once = (text: string) => {
      const request = requestDigest(name, params);
      const first = (mayBeDone: boolean) => {
        isRepeated = false;
        return call({ text, mayBeDone });
      };
      return this.idempotency.once(identity.sub, text, request, (mayBeDone) =>
        answers
          ? answers.once(`${identity.sub}\0${text}`, (elsewhere) => first(mayBeDone || elsewhere), {
              store: (called) =>
                isRemembered(called) ? { request, outcome: called.outcome } : undefined,
              recall: (stored) => {
                const answered = stored as { request: string; outcome: Outcome };
                if (answered.request !== request) throw new KeyReusedError();
                return recallCommand(feed, name, params, answered.outcome);
              },
            })
          : first(mayBeDone),
      );
    };
    // the key outlives the gate's patience: who asks again joins what is still under way
    const { outcome, stage } = await gate
      .run(async () => {
        await this.requireAccess(connection);
        if (!isKeyed) return call();
        const called = await once(key);
        // the answer belongs to whoever might have given the command now
        return isRepeated && !(await this.mayHaveAnswer(identity, name, called)) ? call() : called;
      })
      .catch((error: unknown) => {
        count('error');
        throw error;
      });
    const level = outcome.success?.level.toLowerCase() ?? 'error';
    count(level);
    log.info(
      {
        command: connection.nextCommandId(),
        user: identity.sub,
        function: name,
        agent_user: outcome.touched[0] ?? String(params.agent_user ?? '').slice(0, 20),
        level,
        ...(isRepeated ? { repeated: true } : {}),
        ...(outcome.refusal ? { reason: outcome.refusal.reason } : {}),
      },
      'command',
    );
    const { refusal } = outcome;
    if (refusal) {
      // the detail of a line may be a number, a lead, or a call id that holds one
      const text = identity.redact ? `ERROR: ${refusal.message}` : outcomeText(outcome);
      throw functionError(refusal.reason, refusal.message, text, refusal.issues);
    }
    const result = functionResult(outcome, await stage());
    return JSON.stringify(identity.redact ? redactResult(name, result) : result);
  }

  /** A remembered answer is for those alone who may call the function for this agent now. */
  private async mayHaveAnswer(
    identity: Identity,
    name: FunctionName,
    { outcome }: Called,
  ): Promise<boolean> {
    if (identity.functions !== '*' && !identity.functions.has(name)) return false;
    const row = await this.services.functions.directory.user(identity.sub);
    if (!mayCall(row?.api_allowed_functions ?? '', name)) return false;
    // those behind the first are sessions that the command changed beside its own agent's
    const [agent] = outcome.touched;
    return agent === undefined || mayControl(identity, agent);
  }

  /** The user's row decides, whatever the token says; a right taken away ends the connection. */
  private async requireAccess(connection: HubConnection): Promise<void> {
    const { identity } = connection;
    if (!identity) throw notAuthenticated();
    if (await findApiUser(this.services.functions.directory, identity.sub)) return;
    // after the answer
    setImmediate(() => connection.close(CloseCode.Unauthenticated, 'access revoked'));
    throw hubError(ErrorCode.NotAllowed, 'not_authenticated', 'the user may no longer use the API');
  }

  private async recheckRights(): Promise<void> {
    const { directory } = this.services.functions;
    for (const sub of this.services.counts.subjectNames) {
      try {
        if (await findApiUser(directory, sub)) continue;
      } catch (error) {
        this.services.onError(error);
        return; // unreadable now: nothing is concluded from that
      }
      for (const connection of this.connections) {
        if (connection.identity?.sub === sub) {
          connection.close(CloseCode.Unauthenticated, 'access revoked');
        }
      }
    }
  }

  private countSubject(sub: string): void {
    if (this.services.counts.authenticate(sub)) return;
    this.services.onLimit('connections_per_subject');
    throw hubError(
      ErrorCode.TooManyRequests,
      'too_many_connections',
      'too many connections of this subject',
    );
  }

  private heartbeat(): void {
    for (const connection of this.connections) {
      if (connection.missedPongs >= MISSED_PONGS) connection.terminate();
      else {
        connection.missedPongs += 1;
        connection.ping();
      }
    }
  }
}

function isRemembered({ outcome }: Called): boolean {
  return !outcome.refusal;
}
