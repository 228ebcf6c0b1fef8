/** One agent as the element knows him: connection, session, choices, and what can be asked of him. */
import type { AgentSession } from '../../protocol/agent-session.js';
import { type ConnectionState, HubError, type StatusEvent } from '../../protocol/client.js';
import type { FunctionData, FunctionName, FunctionParams } from '../../protocol/functions/index.js';
import type { AgentOptions, FunctionResult } from '../../protocol/messages.js';
import { acquireClient, type ClientLease } from '../connection/shared-clients.js';
import type { TokenSource } from '../connection/token-source.js';
import { ViciConnectionEvent, ViciReadyEvent } from '../events.js';
import { type Control, type Situation, type Why, whyNot } from './availability.js';
import { Commands, type Source } from './commands.js';
import { Pacing } from './pacing.js';
import { PausePlan } from './pause-plan.js';
import type { DialNumber } from './phone-number.js';
import { SessionEvents } from './session-events.js';

export interface DeskOwner {
  /** Something that is shown is different. */
  changed(): void;
  emit(event: Event): void;
  failed(source: 'connection' | 'command', error: HubError, name?: FunctionName): void;
}

export interface DialOptions {
  /** Find the customer by this number; default true. */
  search?: boolean;
  /** Show the customer and wait before dialling; default false. */
  preview?: boolean;
  /** Bring the agent screen to the front; default true. */
  focus?: boolean;
  /** Country code; default: that of a number that begins with `+`. */
  phone_code?: string;
  /** Dials this customer; beats the number. */
  lead_id?: number;
  vendor_id?: string;
  group_alias?: string;
  dial_ingroup?: string;
}

export interface CallbackChoice {
  /** `YYYY-MM-DD HH:MM:SS`, the dialler's time. */
  datetime: string;
  type: 'USERONLY' | 'ANYONE';
  comments: string;
}

export class AgentDesk implements Situation {
  agentUser = '';
  connection: ConnectionState = 'closed';
  /** Why the client gave up. */
  ended: HubError | undefined;
  known = false;
  session: AgentSession | undefined;
  options: AgentOptions | undefined;
  /** The hub cannot read the dialler's tables. */
  stale = false;
  readonly commands: Commands;

  #lease: ClientLease | undefined;
  #stops: (() => void)[] = [];
  readonly #pacing = new Pacing();
  readonly #events: SessionEvents;
  readonly #pausePlan: PausePlan;

  constructor(private readonly owner: DeskOwner) {
    this.#events = new SessionEvents((event) => owner.emit(event));
    this.commands = new Commands(this.#commandOwner());
    this.#pausePlan = new PausePlan(this);
  }

  /** Epoch ms at the hub. */
  now(): number {
    return this.#lease?.clock.now() ?? Date.now();
  }

  /** What the token grants. */
  isGranted(name: FunctionName): boolean {
    const functions = this.#lease?.client.identity?.functions ?? '*';
    return this.#mayControl() && (functions === '*' || functions.includes(name));
  }

  whyNot(control: Control): Why | undefined {
    return whyNot(control, this);
  }

  start(hub: string, agentUser: string, source: TokenSource): void {
    this.stop();
    const lease = acquireClient(hub, source);
    const { client } = lease;
    this.#lease = lease;
    this.agentUser = agentUser;
    const subscription = client.subscribeAgents(
      { agents: [agentUser] },
      () => this.#follow(subscription.agents.get(agentUser)),
      (error) => this.#end(error),
    );
    this.#stops = [
      () => subscription.close(),
      client.onState((event) => this.#connected(event)),
      client.onFeedStatus(({ state }) => {
        this.stale = state === 'stale';
        this.owner.changed();
      }),
      lease.clock.onAdjusted(() => this.owner.changed()),
    ];
    this.#connected({ state: client.state });
    client.connect().catch((error: HubError) => {
      if (this.#lease === lease) this.#end(error);
    });
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#lease?.release();
    this.#lease = undefined;
    this.commands.reset();
    this.#events.reset();
    this.#pausePlan.drop();
    this.connection = 'closed';
    this.ended = undefined;
    this.known = false;
    this.session = undefined;
    this.options = undefined;
    this.stale = false;
  }

  /** After the client gave up. */
  retry(): void {
    const lease = this.#lease;
    if (!lease) return;
    this.ended = undefined;
    lease.client.connect().catch((error: HubError) => {
      if (this.#lease === lease) this.#end(error);
    });
    this.owner.changed();
  }

  /** @throws HubError as answered; `client_closed` when there is no connection to ask on */
  async call<N extends FunctionName>(
    name: N,
    params: FunctionParams<N>,
    source: Source = 'call',
  ): Promise<FunctionResult<FunctionData<N>>> {
    const send = async <M extends FunctionName>(method: M, given: FunctionParams<M>) => {
      await this.#pacing.turn(method);
      if (!this.#lease) throw new HubError({ code: 0, reason: 'client_closed' });
      try {
        return (await this.#lease.client.call(method, given)) as FunctionResult;
      } finally {
        this.#pacing.over(method);
      }
    };
    const result = await this.commands.run(send, source, name, params);
    return result as FunctionResult<FunctionData<N>>;
  }

  /** Like {@link call} for a control: what fails is shown there. */
  async tell<N extends FunctionName>(
    source: Source,
    name: N,
    params: FunctionParams<N>,
  ): Promise<boolean> {
    try {
      await this.call(name, params, source);
      return true;
    } catch {
      return false;
    }
  }

  /** @param code is set as soon as the agent is paused */
  pause(code = ''): Promise<boolean> {
    return this.#pausePlan.pause(code);
  }

  /** The pause code that will be set when the pause begins. */
  get plannedPauseCode(): string {
    return this.#pausePlan.code;
  }

  resume(): Promise<boolean> {
    this.#pausePlan.drop();
    return this.tell('resume', 'external_pause', { value: 'RESUME' });
  }

  hangUp(): Promise<boolean> {
    return this.tell('hangup', 'external_hangup', { value: '1' });
  }

  /** Hangs up first where there is a call: the screen saves it when it gets to the outcome. */
  async dispose(status: string, callback?: CallbackChoice): Promise<boolean> {
    if (this.session?.state !== 'DISPO' && !(await this.hangUp())) return false;
    return this.tell('disposition', 'external_status', {
      value: status,
      ...(callback && {
        callback_datetime: callback.datetime,
        callback_type: callback.type,
        callback_comments: callback.comments,
      }),
    });
  }

  /** @throws HubError as answered */
  dial(number: DialNumber | undefined, options: DialOptions = {}) {
    const { search = true, preview = false, focus = true, lead_id, ...rest } = options;
    return this.call(
      'external_dial',
      {
        ...rest,
        ...number,
        ...(options.phone_code && { phone_code: options.phone_code }),
        ...(lead_id && { lead_id }),
        search: search ? 'YES' : 'NO',
        preview: preview ? 'YES' : 'NO',
        focus: focus ? 'YES' : 'NO',
      },
      'dial',
    );
  }

  /** What becomes of the customer who is being previewed. */
  preview(value: FunctionParams<'preview_dial_action'>['value']): Promise<boolean> {
    return this.tell('dial', 'preview_dial_action', { value });
  }

  logOut(): Promise<boolean> {
    return this.tell('logout', 'logout', { value: 'LOGOUT' });
  }

  #commandOwner() {
    const desk = this;
    return {
      get agentUser() {
        return desk.agentUser;
      },
      get session() {
        return desk.session;
      },
      changed: () => desk.owner.changed(),
      emit: (event: Event) => desk.owner.emit(event),
      failed: (error: HubError, name: FunctionName) => desk.owner.failed('command', error, name),
    };
  }

  #connected({ state, reason, retryInMs }: StatusEvent): void {
    if (state === this.connection && reason === undefined) return;
    this.connection = state;
    if (state === 'open') {
      this.ended = undefined;
      void this.#loadOptions();
    }
    this.owner.changed();
    this.owner.emit(new ViciConnectionEvent({ state, reason, retry_in_ms: retryInMs }));
  }

  #end(error: HubError): void {
    this.ended = error;
    this.owner.changed();
    this.owner.failed('connection', error);
  }

  #follow(next: AgentSession | undefined): void {
    const previous = this.session;
    const first = !this.known;
    if (!first && previous === next) return;
    this.session = next;
    this.known = true;
    if (!first && previous?.campaign_id !== next?.campaign_id) {
      this.options = undefined;
      void this.#loadOptions();
    } else if (
      !this.options ||
      previous?.ingroup !== next?.ingroup ||
      previous?.pending.external_ingroups !== next?.pending.external_ingroups
    ) {
      void this.#loadOptions();
    }
    this.commands.followed();
    this.owner.changed();
    if (first) {
      this.owner.emit(new ViciReadyEvent({ agent_user: this.agentUser, session: next ?? null }));
    }
    this.#events.follow(previous, next, this.options, first, this.now());
    this.#pausePlan.follow();
    // The feed is silent about agents whom the token does not allow, as if they were logged out.
    if (first && !next && !this.#mayControl()) {
      this.#end(new HubError({ code: 4403, reason: 'agent_not_allowed' }));
    }
  }

  #mayControl(): boolean {
    const agents = this.#lease?.client.identity?.agents ?? '*';
    return agents === '*' || agents.includes(this.agentUser);
  }

  async #loadOptions(): Promise<void> {
    const lease = this.#lease;
    if (!lease || this.connection !== 'open' || (this.known && !this.session)) return;
    try {
      const options = await lease.client.request('agent_options', { agent_user: this.agentUser });
      if (this.#lease !== lease) return;
      this.options = options;
    } catch {
      // Not logged in, or on the way to the next connection: asked again with the next picture.
    }
    this.owner.changed();
  }
}
