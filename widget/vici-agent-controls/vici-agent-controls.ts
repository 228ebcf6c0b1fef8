import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AgentSession } from '../../protocol/agent-session.js';
import { HubError } from '../../protocol/client.js';
import type { FunctionData, FunctionName, FunctionParams } from '../../protocol/functions/index.js';
import type { FunctionResult } from '../../protocol/messages.js';
import { tokenSource } from '../connection/token-source.js';
import { controls } from '../controls/controls.styles.js';
import { AgentDesk, type DialOptions } from '../desk/agent-desk.js';
import type { Control } from '../desk/availability.js';
import { parsePhoneNumber } from '../desk/phone-number.js';
import { ViciErrorEvent } from '../events.js';
import { en } from '../words/en.js';
import { errorText } from '../words/errors.js';
import { loadPanelWords, panelWordsNow } from '../words/panel-words.js';
import { type Language, languageOf, loadWords, type Words, wordsNow } from '../words/words.js';
import { ClickToDial } from './click-to-dial.js';
import { mainControls } from './main-controls.js';
import { messageView } from './message.js';
import { agentView, connectionView, stateName, stateView } from './state-view.js';
import { theme } from './theme.styles.js';
import { logOutButton, tabbedTools } from './tool-box.js';
import { Tools } from './tools.js';
import { panelLayout, shell } from './vici-agent-controls.styles.js';
import type { LeadValues, View } from './view.js';

/** Pages may set attributes and `getToken` a moment after the element is there. */
const CONFIGURATION_GRACE_MS = 300;

/**
 * @summary Shows one agent's state and lets him do all that the Agent API offers a session.
 *
 * @attr {'en' | 'es'} lang - default: the language of what surrounds the element
 *
 * @slot header - beside the agent's name
 * @slot footer - below the controls (panel layout)
 *
 * @event {ViciReadyEvent} vici-ready - the agent's session is known
 * @event {ViciStateChangedEvent} vici-state-changed - another state or pause code
 * @event {ViciCallStartedEvent} vici-call-started - screen pop: lead and phone
 * @event {ViciCallEndedEvent} vici-call-ended - the call is over
 * @event {ViciDispositionEvent} vici-disposition - the dialler saved the outcome
 * @event {ViciCommandEvent} vici-command - a command and its answer
 * @event {ViciConnectionEvent} vici-connection - `connecting`, `open`, `closed`
 * @event {ViciErrorEvent} vici-error - something failed; it is shown, too
 *
 * @csspart base - the whole element
 * @csspart agent - name, campaign and calls of the agent
 * @csspart agent-name - his name
 * @csspart agent-about - campaign and calls today
 * @csspart connection - state of the connection
 * @csspart state - the coloured band with state and timer
 * @csspart state-mark - its dot
 * @csspart state-name - the state in words
 * @csspart timer - time in the state
 * @csspart detail - pause reason, caller or hint
 * @csspart number - the caller's number
 * @csspart call-source - in-group or direction
 * @csspart pause-code-name - the reason of a pause
 * @csspart recording - says that the call is recorded
 * @csspart controls - group of the main buttons
 * @csspart pause - pause button
 * @csspart resume - resume button
 * @csspart pause-reason - opens the pause reasons
 * @csspart hold - puts the customer on hold and takes him back
 * @csspart hold-how - opens the ways to hold
 * @csspart hangup - hang-up button
 * @csspart logout - opens the log-out question
 * @csspart tools - all tools
 * @csspart tabs - their tabs
 * @csspart tab - each tab, or button of the bar
 * @csspart tool - the open tool
 * @csspart close - closes it
 * @csspart error - an error in words
 * @csspart notice - what is not an error
 *
 * @cssproperty --vici-font - font family
 * @cssproperty --vici-font-size - size of the text, which all else follows (13px)
 * @cssproperty --vici-radius - roundness of the corners (7px)
 * @cssproperty --vici-block-size - height in the panel layout (33rem; from 680 px of width on 23rem)
 * @cssproperty --vici-bar-size - height in the bar layout (3.85em)
 * @cssproperty --vici-accent - colour of the main button; likewise `--vici-background`, `-text`,
 *   `-muted`, `-line`, `-danger` and all others of theme.styles.ts
 */
export class ViciAgentControls extends LitElement {
  static override styles = [controls, theme, shell, panelLayout];

  static override properties = {
    hub: {},
    agentUser: { attribute: 'agent-user' },
    token: {},
    tokenUrl: { attribute: 'token-url' },
    getToken: { attribute: false },
    layout: { reflect: true },
    theme: { reflect: true },
    hide: {},
    clickToDial: { type: Boolean, attribute: 'click-to-dial' },
    lead: { attribute: false },
    words: { state: true },
    configuration: { state: true },
    announcement: { state: true },
  };

  /** The hub's socket: `wss://hub.example.com/ws`, or an address relative to the page. */
  hub = '';
  /** The agent whose session this is. */
  agentUser = '';
  /** A JWT; better is a `token-url` or `getToken`, which can give a fresh one. */
  token = '';
  /** Fetched with the page's cookies at each connect and before expiry; JSON `{token}` or text. */
  tokenUrl = '';
  /** Asked at each connect and before expiry. */
  getToken: (() => Promise<string>) | undefined;
  layout: 'panel' | 'bar' = 'panel';
  theme: 'auto' | 'light' | 'dark' = 'auto';
  /**
   * Space-separated: pause, hold, ivr-hold, hangup, dial, keypad, transfer, third-party, lead,
   * disposition, more, recording, ingroups, switch-lead, add-lead, timer-action, voicemail, audio,
   * webphone, call-agent, queue, logout, agent, calls, timer, connection, controls, tools.
   */
  hide = '';
  /** Makes calls of the page's `tel:` links. */
  clickToDial = false;

  /** What the page knows of the customer: the customer panel begins with it. */
  lead: LeadValues = {};

  private words = en;
  #language: Language = 'en';
  /** What the page forgot to say. */
  private configuration: string | undefined;
  private announcement = '';

  readonly #desk = new AgentDesk({
    changed: () => this.requestUpdate(),
    emit: (event) => this.dispatchEvent(event),
    failed: (source, error, name) => void this.#failed(source, error, name),
  });
  readonly #tools = new Tools(this);
  #hidden: ReadonlySet<string> = new Set();
  #running = '';
  #announcedState = '';
  #configurationTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #languages = new MutationObserver(() => this.#chooseWords());

  constructor() {
    super();
    new ClickToDial(this, (number) => void this.#dialLink(number));
  }

  /** What the hub knows of the agent; undefined while not connected yet or not logged in. */
  get session(): AgentSession | undefined {
    return this.#desk.session;
  }

  /**
   * Calls a function of the Agent API for this agent.
   * @throws HubError as answered
   */
  call<N extends FunctionName>(
    name: N,
    params: FunctionParams<N>,
  ): Promise<FunctionResult<FunctionData<N>>> {
    return this.#desk.call(name, params);
  }

  /**
   * Dials by hand. With `lead_id` the number may be empty.
   * @throws HubError: not a number (`external_dial_not_valid`), or as answered
   */
  async dial(
    number: string,
    options: DialOptions = {},
  ): Promise<FunctionResult<FunctionData<'external_dial'>>> {
    const parsed = parsePhoneNumber(number);
    if (!parsed && !options.lead_id) {
      const error = new HubError({ code: 0, reason: 'external_dial_not_valid' });
      this.#desk.commands.fail('dial', error);
      throw error;
    }
    return this.#desk.dial(parsed, options);
  }

  /** @internal what the parts of the element draw from */
  get view(): View {
    return {
      desk: this.#desk,
      words: this.words,
      panelWords: panelWordsNow(this.#language),
      language: this.#language,
      hidden: this.#hidden,
      tools: this.#tools,
      lead: this.lead,
      reason: (control: Control) => {
        const why = this.#desk.whyNot(control);
        return why && this.words.why[why];
      },
      tell: (text) => {
        this.announcement = text;
      },
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const marked of [this, document.documentElement]) {
      this.#languages.observe(marked, { attributeFilter: ['lang'] });
    }
    this.#chooseWords();
    if (this.hasUpdated) this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#languages.disconnect();
    clearTimeout(this.#configurationTimer);
    // An element that is only moved is back by then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#running = '';
      this.#desk.stop();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('hide')) this.#hidden = new Set(this.hide.split(/\s+/).filter(Boolean));
    const name = stateName(this.#desk, this.words);
    if (name !== this.#announcedState) {
      this.#announcedState = name;
      this.announcement = name;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    const what = ['hub', 'agentUser', 'token', 'tokenUrl', 'getToken'] as const;
    if (what.some((name) => changed.has(name))) this.#start();
    // Not before the first control works, unless there will be none.
    if (!this.#desk.known && !this.#desk.ended && !this.configuration) return;
    this.#tools.load();
  }

  protected override render() {
    const { view, layout } = this;
    const offline = this.#desk.connection !== 'open';
    const message = messageView(view, this.configuration);
    return html`${
      layout === 'bar'
        ? (view.tools.all?.renderBar(view, offline, message) ?? nothing)
        : this.#panel(view, offline, message)
    }
      <div class="sr" role="status" aria-live="polite">${this.announcement}</div>`;
  }

  #panel(view: View, offline: boolean, message: TemplateResult | typeof nothing): TemplateResult {
    const { hidden } = view;
    return html`<section
      class="base panel ${offline ? 'offline' : ''}"
      part="base"
      aria-label=${view.words.label}
    >
      <header>
        ${hidden.has('agent') ? html`<div class="who"></div>` : agentView(view)}
        <slot name="header"></slot>
        ${connectionView(view)} ${hidden.has('logout') ? nothing : logOutButton(view)}
      </header>
      ${hidden.has('state') ? nothing : stateView(view, true)} ${mainControls(view)}
      <div class="message">${message}</div>
      ${tabbedTools(view)}
      <footer><slot name="footer"></slot></footer>
    </section>`;
  }

  /** Connects as the attributes say, unless that is what it does already. */
  #start(): void {
    const { hub, agentUser, token, tokenUrl, getToken } = this;
    const source = tokenSource({ token, tokenUrl, getToken });
    clearTimeout(this.#configurationTimer);
    if (hub && agentUser && source) {
      this.configuration = undefined;
      const key = [hub, agentUser, typeof source.key === 'string' ? source.key : ''].join('\n');
      if (key === this.#running && this.#source === source.key) return;
      this.#running = key;
      this.#source = source.key;
      this.#desk.start(hub, agentUser, source);
      this.requestUpdate();
      return;
    }
    this.#running = '';
    this.#desk.stop();
    const missing = !hub ? 'hub' : !agentUser ? 'agent' : 'token';
    this.#configurationTimer = setTimeout(() => {
      this.configuration = this.words.configuration[missing];
      this.dispatchEvent(
        new ViciErrorEvent({
          source: 'configuration',
          reason: `${missing}_missing`,
          message: this.configuration,
          temporary: false,
        }),
      );
    }, CONFIGURATION_GRACE_MS);
  }
  #source: unknown;

  #chooseWords(): void {
    const wanted = () => languageOf(this);
    const language = wanted();
    const speak = (words: Words) => {
      this.words = words;
      this.#language = language;
    };
    const here = wordsNow(language);
    if (here) speak(here);
    else {
      void loadWords(language).then((words) => {
        if (wanted() === language) speak(words);
      });
    }
  }

  async #dialLink(number: string): Promise<void> {
    const why = this.view.reason('dial');
    if (why) {
      this.#desk.commands.fail('dial', new HubError({ code: 0, reason: 'not_now', message: why }));
      return;
    }
    // What fails is shown.
    await this.dial(number).catch(() => {});
  }

  async #failed(
    source: 'connection' | 'command',
    error: HubError,
    name?: FunctionName,
  ): Promise<void> {
    await loadPanelWords(this.#language).catch(() => {
      // The hub's own message has to do until the next time.
    });
    const text = errorText(error, this.view.panelWords?.errors, this.words.failed);
    this.announcement = text;
    this.requestUpdate();
    this.dispatchEvent(
      new ViciErrorEvent({
        source,
        reason: error.reason,
        message: text,
        temporary: error.temporary,
        function: name,
        error,
      }),
    );
  }
}
