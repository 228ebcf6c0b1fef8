/**
 * Runs one function: cleans and judges its parameters, checks the right, finds the agent, lets the
 * function do its work, and writes one `api_log` row per line before anything is answered.
 */
import type { Issue } from '../../../protocol/messages.js';
import { type Reason, reasonEntry } from '../../../protocol/reasons.js';
import { mayCall } from '../../auth/access.js';
import { type Caller, mayControl } from '../../auth/caller.js';
import type { DialerUser, Directory, SystemSettings } from '../../auth/directory.js';
import type { ApiLog, ApiLogRow } from '../../database/api-log.js';
import type { Moment } from '../../database/clock.js';
import type { DatabaseConnection } from '../../database/connect.js';
import { inTransaction } from '../../database/transaction.js';
import type { OutboundHttp } from '../../outbound/outbound-http.js';
import { findByCustomThree } from '../shared/live-agent.js';
import { ApiError } from './api-error.js';
import type { ApiFunction, FunctionContext, LooseParams, Success } from './api-function.js';
import type { CommandKey } from './command-key.js';
import { type Level, type Line, type Outcome, renderLine } from './outcome.js';
import { UnfinishedError } from './unfinished-error.js';
import { sanitizeParameters, validateParameters } from './validate.js';

/** What functions work with; made once per hub. */
export interface FunctionServices {
  readonly connection: DatabaseConnection;
  readonly directory: Directory;
  readonly apiLog: ApiLog;
  /** Requests to other systems; undefined: there are none to be sent. */
  readonly outbound?: OutboundHttp;
}

export interface FunctionRequest {
  /** Parameters as sent, numbers already as text, in the order of the request. */
  readonly raw: LooseParams;
  /** What the envelope found wrong: unknown or mistyped parameters. */
  readonly issues?: readonly Issue[];
  /** The moment that the request began; default now. */
  readonly moment?: Moment;
  readonly key?: CommandKey | undefined;
}

/** @throws only what the database throws; every refusal is an outcome */
export async function runFunction(
  services: FunctionServices,
  fn: ApiFunction,
  request: FunctionRequest,
  caller: Caller,
): Promise<Outcome> {
  const [settings, user] = await Promise.all([
    services.directory.settings(),
    services.directory.user(caller.user),
  ]);
  if (!user && !fn.needsNoRight) throw new Error(`no row of users for ${caller.user}`);
  const run = new Run(services, fn, request, caller, settings, user ?? NOBODY);
  try {
    const outcome = await run.outcome();
    return await logged(services.apiLog, run.logRows, outcome);
  } finally {
    run.end();
  }
}

/** @throws UnfinishedError when the rows may be missing: finishing looks for them first */
async function logged(
  apiLog: ApiLog,
  rows: readonly ApiLogRow[],
  outcome: Outcome,
  isRepeated = false,
): Promise<Outcome> {
  try {
    await apiLog.append(isRepeated ? await apiLog.missing(rows) : rows);
    return outcome;
  } catch (error) {
    throw new UnfinishedError(error, () => logged(apiLog, rows, outcome, true));
  }
}

/** Stands for the user where a function answers anyone. */
const NOBODY = { user_group: '', api_allowed_functions: '' } as DialerUser;

class Run implements FunctionContext {
  readonly connection = this.services.connection;
  readonly db = this.services.connection.db;
  readonly clock = this.services.connection.clock;
  readonly outbound = this.services.outbound;
  readonly moment: Moment;
  readonly raw: LooseParams;
  readonly sent: readonly string[];
  readonly key: CommandKey | undefined;
  readonly logRows: ApiLogRow[] = [];
  logValue: string;
  agent_user: string;
  private readonly params: Record<string, string>;
  private readonly lines: Line[] = [];
  private readonly touched = new Set<string>();
  private readonly endings: (() => void)[] = [];
  private readonly startedAt = performance.now();

  constructor(
    private readonly services: FunctionServices,
    private readonly fn: ApiFunction,
    private readonly request: FunctionRequest,
    readonly caller: Caller,
    readonly settings: SystemSettings,
    readonly user: DialerUser,
  ) {
    this.moment = request.moment ?? this.clock.moment();
    this.raw = request.raw;
    this.key = request.key;
    this.sent = Object.keys(request.raw);
    this.params = sanitizeParameters(fn, request.raw, settings.use_non_latin === '1');
    this.logValue = this.params.value ?? '';
    this.agent_user = this.params.agent_user ?? '';
  }

  async outcome(): Promise<Outcome> {
    let issues: readonly Issue[] = [];
    try {
      await this.fn.before?.(this, this.params);
      issues = this.judge();
      if (issues.length > 0) this.refuseParameters();
      if (!this.fn.needsNoRight) this.requireRight();
      await this.resolveAgent();
      // The cleaned parameters have just been judged by the schema that their type comes from.
      const success = await this.fn.apply(this, this.params as never);
      return this.succeed(success);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.refused(error, issues);
    }
  }

  notice(
    reason: Reason,
    fields: readonly string[],
    options: { logData?: string; line?: string; message?: string } = {},
  ): void {
    const { message = reasonEntry(reason).message } = options;
    this.print('NOTICE', message, options.line ?? renderLine('NOTICE', message, fields), options);
  }

  remark(reason: Reason, fields: readonly string[], options: { logData?: string } = {}): void {
    const { message } = reasonEntry(reason);
    this.print('ERROR', message, renderLine('ERROR', message, fields), options);
  }

  touch(agent_user: string): void {
    this.touched.add(agent_user);
  }

  atEnd(callback: () => void): void {
    this.endings.push(callback);
  }

  end(): void {
    for (const callback of this.endings.splice(0)) callback();
  }

  transaction: FunctionContext['transaction'] = (work) => inTransaction(this.db, work);

  /** A field that the envelope found wrong is named once. */
  private judge(): readonly Issue[] {
    const { issues = [] } = this.request;
    const known = new Set(issues.map(({ path }) => path));
    const judged = validateParameters(this.fn, this.params, this.raw);
    return [...issues, ...judged.filter(({ path }) => !known.has(path))];
  }

  private refuseParameters(): never {
    const { fields, logData, reason } = this.fn.notValid(this.params);
    throw new ApiError(reason ?? (`${this.fn.definition.name}_not_valid` as Reason), {
      fields,
      logData: logData ?? '',
    });
  }

  /** Right of the user and of the token (answers, section 1.5). */
  private requireRight(): void {
    const { name } = this.fn.definition;
    const byUser = mayCall(this.user.api_allowed_functions ?? '', name);
    const byToken = this.caller.functions === '*' || this.caller.functions.has(name);
    if (!byUser || !byToken) throw this.notPermitted('function_not_allowed');
  }

  private notPermitted(reason: Reason): ApiError {
    const fields = this.fn.permissionFields?.(this, this.params) ?? [
      this.params.value ?? '',
      this.caller.user,
      this.fn.definition.name,
      this.user.user_group ?? '',
    ];
    return new ApiError(reason, { fields });
  }

  private async resolveAgent(): Promise<void> {
    const { agent, params } = this.fn.definition;
    if (agent === 'none') return;
    const alternative = 'alt_user' in params ? (this.params.alt_user ?? '') : '';
    if (alternative.length >= 2) {
      const found = await findByCustomThree(this.db, alternative);
      if (found === undefined) {
        throw (
          this.fn.noUserFound?.(this.params) ??
          new ApiError('no_user_found', { fields: [alternative] })
        );
      }
      this.agent_user = found;
    }
    if (this.agent_user !== '' && !mayControl(this.caller, this.agent_user)) {
      throw this.notPermitted('agent_not_allowed');
    }
    this.touch(this.agent_user);
  }

  private succeed(success: Success<unknown>): Outcome {
    const level = success.level ?? 'SUCCESS';
    this.print(
      level,
      success.logReason ?? success.message,
      success.line ?? renderLine(level, success.message, success.fields),
      { logData: success.logData ?? '', isLogged: success.isRepeated ?? false },
    );
    return {
      lines: this.lines,
      success: { level, message: success.message, data: success.data },
      touched: [...this.touched],
    };
  }

  private refused(error: ApiError, issues: readonly Issue[]): Outcome {
    if (!error.isSilent) {
      this.print(
        'ERROR',
        error.message,
        error.line ?? renderLine('ERROR', error.message, error.fields),
        { logData: error.logData },
      );
    }
    return {
      lines: this.lines,
      refusal: { reason: error.reason, message: error.message, issues },
      touched: [],
    };
  }

  private print(
    level: Level,
    reason: string,
    text: string,
    options: { logData?: string; isLogged?: boolean },
  ): void {
    this.lines.push({ level, text });
    if (options.isLogged) return;
    this.logRows.push({
      user: this.caller.user,
      api_date: this.moment.now,
      function: this.fn.definition.name,
      agent_user: this.logAgent ?? this.agent_user,
      value: this.logValue,
      result: level,
      result_reason: reason,
      source: this.caller.source,
      data: options.logData ?? '',
      run_time: ((performance.now() - this.startedAt) / 1000).toFixed(6),
    });
  }

  /** Replaces the agent in log rows (only `send_notification` does). */
  logAgent: string | undefined;
}
