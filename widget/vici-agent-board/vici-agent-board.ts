import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { AgentSession } from '../../protocol/agent-session.js';
import type { HubError } from '../../protocol/client.js';
import { tokenSource } from '../connection/token-source.js';
import { ViciConnectionEvent, ViciErrorEvent } from '../events.js';
import { theme } from '../vici-agent-controls/theme.styles.js';
import { errorsNow, errorText, loadErrors } from '../words/errors.js';
import { languageOf } from '../words/words.js';
import { agentTables } from './agent-table.js';
import { Beat } from './beat.js';
import { board } from './board.styles.js';
import { BoardFeed } from './board-feed.js';
import type { BoardView } from './board-view.js';
import { countTiles } from './count-tiles.js';
import { fitFor, PLAIN_FIT } from './fit.js';
import { isForgotten } from './forgotten.js';
import { inOrder, nextOrder, parseOrder } from './order.js';
import { queueTable } from './queue-table.js';
import { selectionOf } from './selection.js';
import { heading, messageLine } from './status-line.js';
import { tables } from './tables.styles.js';
import { type BoardWords, boardWordsNow, english, loadBoardWords } from './words/board-words.js';

/** Pages may set attributes and `getToken` a moment after the element is there. */
const CONFIGURATION_GRACE_MS = 300;
/** An attribute that is taken away is an empty one. */
const text = { converter: (value: string | null) => value ?? '' };
/** From this width on people read it from across the room, px. */
const WALL_PX = 1600;

/**
 * @summary A wallboard: agents by state with running times, counts, and the calls that wait.
 *
 * With a height of its own (`block-size: 100vh`, say) the agents scroll inside it, and on a wall
 * they are set side by side and smaller until all can be seen.
 *
 * @attr {'en' | 'es'} lang - default: the language of what surrounds the element
 *
 * @slot heading - instead of the title
 * @slot header - at the end of the header
 *
 * @event {ViciConnectionEvent} vici-connection - `connecting`, `open`, `closed`
 * @event {ViciErrorEvent} vici-error - something failed; it is shown, too
 *
 * @csspart base - the whole board
 * @csspart header - title, number of agents, time of day, connection
 * @csspart title - the title
 * @csspart agent-count - how many agents are shown
 * @csspart clock - time of day
 * @csspart connection - state of the connection
 * @csspart error - what is wrong, in words
 * @csspart retry - its button
 * @csspart counts - all big numbers
 * @csspart count - each; also `count-call`, `-waiting`, `-ring`, `-dispo`, `-paused`, `-dead`,
 *   `-queue`
 * @csspart count-value - the number
 * @csspart count-label - its name
 * @csspart agents - each table of agents
 * @csspart agent - each row; also its tone (`ready`, `ringing`, `call`, `hold`, `ended`, `wrap-up`,
 *   `paused`), and once a time has passed `over-10`, `over-60`, `over-300` or `over-600` and
 *   `level-1` (a hint) to `level-3` (an alarm)
 * @csspart agent-name - name and number
 * @csspart state - state and detail
 * @csspart state-name - the state
 * @csspart detail - pause code, in-group or direction
 * @csspart time - running time in the state, or of the oldest call
 * @csspart queues - table of queues
 * @csspart queue - each row; with `over-…` and `level-…` as above
 * @csspart queue-name - in-group or campaign
 * @csspart queue-waiting - calls waiting
 * @csspart forgotten - how many agents are left out
 * @csspart empty - instead of a table without rows
 *
 * @cssproperty --vici-font - font family
 * @cssproperty --vici-font-size - size of the text, which all else follows (14px; on a wall by its
 *   width)
 * @cssproperty --vici-radius - roundness of the corners (7px)
 * @cssproperty --vici-background - and all other colours of theme.styles.ts
 */
export class ViciAgentBoard extends LitElement {
  static override styles = [theme, board, tables];

  /** The hub's socket: `wss://hub.example.com/ws`, or an address relative to the page. */
  @property(text) hub = '';
  /** A JWT; better is a `token-url` or `getToken`, which can give a fresh one. */
  @property(text) token = '';
  /** Fetched with the page's cookies at each connect and before expiry; JSON `{token}` or text. */
  @property({ ...text, attribute: 'token-url' }) tokenUrl = '';
  /** Asked at each connect and before expiry. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | undefined;
  /** Comma-separated; default: all that the token allows. */
  @property(text) agents = '';
  /** Comma-separated campaigns. */
  @property(text) campaigns = '';
  /** Comma-separated user groups. */
  @property({ ...text, attribute: 'user-groups' }) userGroups = '';
  /** Comma-separated in-groups and campaigns whose waiting calls are shown; default: `campaigns`. */
  @property(text) queues = '';
  /**
   * `state` (what needs somebody first), `name`, `time` (longest first), `campaign`, `calls` (most
   * first); with `-` the other way round. The columns' heads set it, too.
   */
  @property(text) sort = 'state';
  @property({ reflect: true }) theme: 'auto' | 'light' | 'dark' = 'auto';
  /** Set by the element while it is 1,600 px wide or more: large type, dark unless told `light`. */
  @property({ type: Boolean, reflect: true }) wall = false;

  @state() private words: BoardWords = english;
  @state() private configuration: string | undefined;
  @state() private clock = '';
  /** Index of FITS. */
  @state() private fit = PLAIN_FIT;

  #running = '';
  #source: unknown;
  #configurationTimer: ReturnType<typeof setTimeout> | undefined;
  #view: BoardView | undefined;
  readonly #feed = new BoardFeed({
    changed: () => this.requestUpdate(),
    connected: ({ state: connection, reason, retryInMs }) => {
      this.dispatchEvent(
        new ViciConnectionEvent({ state: connection, reason, retry_in_ms: retryInMs }),
      );
    },
    failed: (error) => void this.#failed(error),
  });
  readonly #beat = new Beat(
    () => this.#feed.now(),
    () => this.#showClock(),
  );
  readonly #languages = new MutationObserver(() => this.#chooseWords());
  /** Of the element, and of the room that is left for the agents. */
  readonly #size = new ResizeObserver(() => this.#measure());
  #measuredFor = -1;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const marked of [this, document.documentElement]) {
      this.#languages.observe(marked, { attributeFilter: ['lang'] });
    }
    this.#size.observe(this);
    this.#beat.start();
    this.#showClock();
    this.#chooseWords();
    if (this.hasUpdated) {
      this.#observeRoom();
      this.#start();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#languages.disconnect();
    this.#size.disconnect();
    this.#beat.stop();
    clearTimeout(this.#configurationTimer);
    // An element that is only moved is back by then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#running = '';
      this.#feed.stop();
    });
  }

  protected override willUpdate(): void {
    this.#beat.freeze(this.#feed.oldSince);
    this.#view = this.#look();
  }

  protected override firstUpdated(): void {
    this.#observeRoom();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const what = [
      'hub',
      'token',
      'tokenUrl',
      'getToken',
      'agents',
      'campaigns',
      'userGroups',
      'queues',
    ] as const;
    if (what.some((name) => changed.has(name))) this.#start();
    const count = this.#view?.agents.length ?? 0;
    if (count !== this.#measuredFor) {
      this.#measuredFor = count;
      this.#measure();
    }
    if (this.#feed.known) void loadErrors(this.words.language);
  }

  protected override render() {
    const view = this.#view;
    if (!view) return nothing;
    const { words, forgotten, feed } = view;
    return html`<div
      class="base ${feed.oldSince === undefined ? '' : 'old'}"
      part="base"
      role="region"
      aria-label=${words.label}
    >
      ${heading(view, this.clock)}
      <div class="message" role="status">${messageLine(view, this.configuration)}</div>
      ${countTiles(view)}
      <div class="body">
        <section class="queues" aria-label=${words.queues}>
          ${queueTable(view)}
        </section>
        <section class="agents" aria-label=${words.agents}>
          <div class="tables fit-${this.fit}">${agentTables(view, this.fit)}</div>
          ${
            forgotten > 0
              ? html`<p class="forgotten" part="forgotten">${words.hiddenAgents(forgotten)}</p>`
              : nothing
          }
        </section>
      </div>
    </div>`;
  }

  #look(): BoardView {
    const order = parseOrder(this.sort);
    const now = this.#beat.now();
    const shown: AgentSession[] = [];
    let forgotten = 0;
    for (const session of this.#feed.agents.values()) {
      if (isForgotten(session, now)) forgotten += 1;
      else shown.push(session);
    }
    const { agents, campaigns, userGroups, queues } = this;
    return {
      feed: this.#feed,
      beat: this.#beat,
      words: this.words,
      agents: inOrder(shown, order),
      forgotten,
      order,
      isPart: selectionOf({ agents, campaigns, userGroups, queues }).isPart,
      sortBy: (key) => {
        this.sort = nextOrder(order, key);
      },
    };
  }

  /** Connects as the attributes say, unless that is what it does already. */
  #start(): void {
    const { hub, token, tokenUrl, getToken, agents, campaigns, userGroups, queues } = this;
    const source = tokenSource({ token, tokenUrl, getToken });
    const selection = selectionOf({ agents, campaigns, userGroups, queues });
    clearTimeout(this.#configurationTimer);
    if (hub && source) {
      this.configuration = undefined;
      const key = [hub, selection.key].join('\n');
      if (key === this.#running && this.#source === source.key) return;
      this.#running = key;
      this.#source = source.key;
      this.#feed.start(hub, source, selection);
      this.requestUpdate();
      return;
    }
    this.#running = '';
    this.#feed.stop();
    this.#configurationTimer = setTimeout(() => this.#notConfigured(), CONFIGURATION_GRACE_MS);
  }

  #notConfigured(): void {
    const missing = this.hub ? 'token' : 'hub';
    this.configuration = this.words.shared.configuration[missing];
    this.dispatchEvent(
      new ViciErrorEvent({
        source: 'configuration',
        reason: `${missing}_missing`,
        message: this.configuration,
        temporary: false,
      }),
    );
  }

  async #failed(error: HubError): Promise<void> {
    await loadErrors(this.words.language);
    this.requestUpdate();
    this.dispatchEvent(
      new ViciErrorEvent({
        source: 'connection',
        reason: error.reason,
        message: errorText(error, errorsNow(this.words.language), this.words.shared.failed),
        temporary: error.temporary,
        error,
      }),
    );
  }

  /** Once a minute all is looked at anew: who has to be left out by now. */
  #showClock(): void {
    this.clock = new Date().toLocaleTimeString([], {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  #observeRoom(): void {
    const room = this.renderRoot.querySelector('.agents');
    if (room) this.#size.observe(room);
  }

  #measure(): void {
    const { width } = this.getBoundingClientRect();
    this.wall = width >= WALL_PX;
    const room = this.renderRoot.querySelector('.agents');
    if (!room) return;
    const agents = this.#view?.agents.length ?? 0;
    // Only what is not a consequence of the fit: it may not chase itself.
    const situation = [this.wall, room.clientHeight, agents].join();
    if (situation === this.#situation) return;
    this.#situation = situation;
    // Without a height of its own the board grows, and nothing has to fit.
    if (!this.wall || !this.#hasHeight(room)) {
      this.fit = PLAIN_FIT;
      return;
    }
    const em = Number.parseFloat(getComputedStyle(this).fontSize);
    this.fit = fitFor(agents, room.clientHeight / em);
  }
  #situation = '';

  /** The room for the agents is not as high as they are. */
  #hasHeight(room: Element): boolean {
    const contents = [...room.children].reduce((sum, one) => sum + one.clientHeight, 0);
    return Math.abs(room.clientHeight - contents) > 2;
  }

  #chooseWords(): void {
    const wanted = () => languageOf(this);
    const language = wanted();
    const here = boardWordsNow(language);
    if (here) {
      this.words = here;
      return;
    }
    void loadBoardWords(language).then((words) => {
      if (wanted() === language) this.words = words;
    });
  }
}
