/** What one function of the Agent API is on the server: its definition, and what it does. */
import type { z } from 'zod';
import type { AgentRule, FunctionDefinition } from '../../../protocol/function-definition.js';
import type { Issue } from '../../../protocol/messages.js';
import type { Reason } from '../../../protocol/reasons.js';
import type { Caller } from '../../auth/caller.js';
import type { DialerUser, SystemSettings } from '../../auth/directory.js';
import type { DatabaseClock, Moment } from '../../database/clock.js';
import type { DatabaseConnection } from '../../database/connect.js';
import type { Database, Queryable } from '../../database/database.js';
import type { OutboundHttp } from '../../outbound/outbound-http.js';
import type { ApiError } from './api-error.js';
import type { CommandKey } from './command-key.js';

type Shape = Record<string, z.ZodType>;

/** A cleaned parameter: text; an optional one is empty when it was not sent. */
type Cleaned<T> =
  T extends z.ZodOptional<infer Inner>
    ? Extract<z.output<Inner>, string> | ''
    : Extract<z.output<T>, string>;

/** The cleaned parameters as a function gets them. `agent_user` is in the context, resolved. */
export type CleanedParams<Params extends Shape> = { [K in keyof Params]: Cleaned<Params[K]> };

/** Cleaned parameters before they were judged. */
export type LooseParams = Readonly<Record<string, string>>;

export interface FunctionContext {
  readonly connection: DatabaseConnection;
  readonly db: Database;
  readonly clock: DatabaseClock;
  readonly moment: Moment;
  /** Requests to other systems, never inside a transaction; undefined: none can be sent. */
  readonly outbound: OutboundHttp | undefined;
  readonly caller: Caller;
  /** The API user's row of `users`. */
  readonly user: DialerUser;
  readonly settings: SystemSettings;
  /** The agent that is meant: `agent_user` as sent, or the user that `alt_user` found. */
  readonly agent_user: string;
  /** Names of the parameters in the order of the request, empty ones included. */
  readonly sent: readonly string[];
  /** The parameters as they were sent, not cleaned. */
  readonly raw: LooseParams;
  /** Under which the command may be sent again; undefined: it was sent without. */
  readonly key: CommandKey | undefined;
  /** What later log rows get in `value`; set it where the answer list says so. */
  logValue: string;
  /** Replaces the agent in the log rows that follow; undefined: the agent that is meant. */
  logAgent: string | undefined;
  /** One line that does not end the command. */
  notice(
    reason: Reason,
    fields: readonly string[],
    options?: { logData?: string; line?: string; message?: string },
  ): void;
  /** An ERROR line after which the command goes on. */
  remark(reason: Reason, fields: readonly string[], options?: { logData?: string }): void;
  /** Another agent's session was changed too. */
  touch(agent_user: string): void;
  /** Called when the command's rows are logged, or it has failed. */
  atEnd(callback: () => void): void;
  /** Several writes as one, tried again on a deadlock; use only `db` of the callback inside. */
  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
}

export interface Success<Data> {
  /** `NOTICE` answers are results too. Default `SUCCESS`. */
  readonly level?: 'SUCCESS' | 'NOTICE';
  /** The middle part of the line; `api_log.result_reason`. */
  readonly message: string;
  /** The detail behind ` - `, joined by `|`. */
  readonly fields: readonly string[];
  readonly data: Data;
  /** `api_log.data`; default empty. */
  readonly logData?: string;
  /** The whole text, where it has not the usual form. */
  readonly line?: string;
  /** `api_log.result_reason`, where it is not `message`. */
  readonly logReason?: string;
  /** An earlier attempt's answer: nothing was done now, and its row is in `api_log` already. */
  readonly isRepeated?: boolean;
}

export interface ApiFunction<
  Name extends string = string,
  Own extends Shape = Shape,
  Rule extends AgentRule = AgentRule,
  Data extends z.ZodType = z.ZodType,
> {
  readonly definition: FunctionDefinition<Name, Own, Rule, Data>;
  /** Narrows `value` further after the common cleaning. */
  readonly cleanValue?: (value: string) => string;
  /** Rules between parameters, and those that judge the text as sent. */
  readonly check?: (params: LooseParams, raw: LooseParams) => Issue[];
  /** Runs before the parameters are judged (only `send_notification` needs it). */
  readonly before?: (context: FunctionContext, params: LooseParams) => Promise<void>;
  /** The "not valid" line: its fields, its log data, its reason if not `{name}_not_valid`. */
  readonly notValid: (params: LooseParams) => {
    fields: readonly string[];
    logData?: string;
    reason?: Reason;
  };
  /** Answered to anyone who is authenticated (`version`). */
  readonly needsNoRight?: boolean;
  /** Where nobody has `alt_user` and the line is not the usual one. */
  readonly noUserFound?: (params: LooseParams) => ApiError;
  /** Fields of the permission line; default value, user, function, user_group. */
  readonly permissionFields?: (context: FunctionContext, params: LooseParams) => readonly string[];
  /** Does the work. Runs only with valid parameters, the right and a resolved agent. */
  readonly apply: (
    context: FunctionContext,
    params: CleanedParams<FunctionDefinition<Name, Own, Rule, Data>['params']>,
  ) => Promise<Success<z.output<Data>>>;
}

/** Ties what a function does to its definition; types of parameters and data are inferred. */
export function serveFunction<
  Name extends string,
  Own extends Shape,
  Rule extends AgentRule,
  Data extends z.ZodType,
>(
  definition: FunctionDefinition<Name, Own, Rule, Data>,
  behaviour: Omit<ApiFunction<Name, Own, Rule, Data>, 'definition'>,
): ApiFunction<Name, Own, Rule, Data> {
  return { definition, ...behaviour };
}
