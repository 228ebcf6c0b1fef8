/**
 * Commands on their way: sent, answered, and then waited for until the feed shows that the agent
 * screen took them. A control is busy for exactly that long, and never on a guess.
 */
import type { AgentSession } from '../../protocol/agent-session.js';
import { HubError } from '../../protocol/client.js';
import type { FunctionName, FunctionParams } from '../../protocol/functions/index.js';
import type { FunctionResult } from '../../protocol/messages.js';
import { ViciCommandEvent } from '../events.js';

/** Controls that send commands, and calls of the page (`call`). */
export type Source =
  | 'pause'
  | 'resume'
  | 'pause-code'
  | 'hangup'
  | 'dial'
  | 'keypad'
  | 'disposition'
  | 'logout'
  | 'call'
  | (string & {});

/** The feed lags its answer by one tick at most; after this the answer alone must do. */
const FEED_TICK_MS = 1_500;
/** A screen looks once a second; after this the agent should know that it does not. */
const SLOW_MS = 6_000;

/**
 * Where the tables show a control's command while the agent screen has not taken it: the column,
 * without `external_`, and with what its value begins. The panels add theirs.
 */
export const pendingIn: Partial<Record<Source, readonly [column: string, begins?: string]>> = {
  pause: ['pause', 'PAUSE'],
  resume: ['pause', 'RESUME'],
  logout: ['pause', 'LOGOUT'],
  'pause-code': ['pause_code'],
  hangup: ['hangup'],
  dial: ['dial'],
  keypad: ['dtmf'],
  disposition: ['status'],
};

/** Functions that name no agent. */
const AGENTLESS: ReadonlySet<string> = new Set([
  'version',
  'webserver',
  'st_login_log',
  'st_get_agent_active_lead',
  'send_notification',
]);

type Send = <N extends FunctionName>(name: N, params: FunctionParams<N>) => Promise<FunctionResult>;

interface Owner {
  readonly agentUser: string;
  readonly session: AgentSession | undefined;
  /** Something that is shown is different. */
  changed(): void;
  emit(event: Event): void;
  failed(error: HubError, name: FunctionName): void;
}

export class Commands {
  /** How many commands of a source are on their way, or answered and not yet seen in the feed. */
  readonly #running = new Map<Source, number>();
  readonly #answered = new Map<Source, ReturnType<typeof setTimeout>>();
  readonly #errors = new Map<Source, HubError>();
  readonly #slow = new Map<Source, ReturnType<typeof setTimeout> | true>();

  constructor(private readonly owner: Owner) {}

  /** On its way, or not yet taken by the agent screen. */
  isBusy(source: Source): boolean {
    return this.#running.has(source) || this.#answered.has(source) || this.#isPending(source);
  }

  /** The agent screen should have taken it by now. */
  isSlow(source: Source): boolean {
    return this.#slow.get(source) === true;
  }

  /** Why the last command of this source failed; gone with the next one. */
  errorOf(source: Source): HubError | undefined {
    return this.#errors.get(source);
  }

  dismiss(source: Source): void {
    if (this.#errors.delete(source)) this.owner.changed();
  }

  /** Shows an error that is not an answer, e.g. of what was typed. */
  fail(source: Source, error: HubError): void {
    this.#errors.set(source, error);
    this.owner.changed();
  }

  /** @throws HubError as answered */
  async run<N extends FunctionName>(
    send: Send,
    source: Source,
    name: N,
    params: FunctionParams<N>,
  ): Promise<FunctionResult> {
    const { owner } = this;
    const full = AGENTLESS.has(name) ? params : { agent_user: owner.agentUser, ...params };
    const told = { agent_user: owner.agentUser, function: name, params: { ...full } };
    this.#errors.delete(source);
    this.#running.set(source, (this.#running.get(source) ?? 0) + 1);
    owner.changed();
    try {
      const result = await send(name, full as FunctionParams<N>);
      this.#await(source);
      owner.emit(new ViciCommandEvent({ ...told, result }));
      return result;
    } catch (reason) {
      const error =
        reason instanceof HubError
          ? reason
          : new HubError({ code: 0, reason: 'internal_error', message: String(reason) });
      this.#errors.set(source, error);
      owner.emit(new ViciCommandEvent({ ...told, error }));
      owner.failed(error, name);
      throw error;
    } finally {
      const left = (this.#running.get(source) ?? 1) - 1;
      if (left > 0) this.#running.set(source, left);
      else this.#running.delete(source);
      owner.changed();
    }
  }

  /** The feed has told something new about the session. */
  followed(): void {
    for (const source of [...this.#answered.keys()]) this.#seen(source);
    for (const source of Object.keys(pendingIn)) {
      // A pause asked for in a call waits for its end by design.
      if (!this.#isPending(source) || (source === 'pause' && this.owner.session?.call_id)) {
        this.#notSlow(source);
      } else if (!this.#slow.has(source)) {
        const timer = setTimeout(() => {
          this.#slow.set(source, true);
          this.owner.changed();
        }, SLOW_MS);
        this.#slow.set(source, timer);
      }
    }
  }

  /** Another agent, another hub: nothing of this counts any more. */
  reset(): void {
    for (const source of [...this.#answered.keys()]) this.#seen(source);
    for (const source of [...this.#slow.keys()]) this.#notSlow(source);
    this.#errors.clear();
  }

  #isPending(source: Source): boolean {
    const [column, begins = ''] = pendingIn[source] ?? [];
    const value = column && this.owner.session?.pending[`external_${column}`];
    // FINISH stays there until the next call.
    return Boolean(value?.startsWith(begins)) && value !== 'FINISH';
  }

  #await(source: Source): void {
    if (!(source in pendingIn) || this.#isPending(source)) return;
    clearTimeout(this.#answered.get(source));
    const timer = setTimeout(() => {
      this.#answered.delete(source);
      this.owner.changed();
    }, FEED_TICK_MS);
    this.#answered.set(source, timer);
  }

  #seen(source: Source): void {
    clearTimeout(this.#answered.get(source));
    this.#answered.delete(source);
  }

  #notSlow(source: Source): void {
    const timer = this.#slow.get(source);
    if (timer !== true) clearTimeout(timer);
    this.#slow.delete(source);
  }
}
