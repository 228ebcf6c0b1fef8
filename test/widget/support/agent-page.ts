/** One page with the element, and what a test asks of it. */
import { join } from 'node:path';
import type { Browser, Locator, Page, WebSocketRoute } from 'playwright';
import type { AgentState } from '../../../protocol/agent-session.js';
import type { RunningHub } from '../../../server/hub/start-hub.js';
import type { ViciEventMap } from '../../../widget/events.js';
import { artifacts } from './call-centre.js';

export interface PageOptions {
  /** Attributes of the element, beside those that connect it. */
  attributes?: string;
  /** HTML beside it. */
  beside?: string;
  /** The page's language. */
  lang?: string;
  width?: number;
  dark?: boolean;
  /** Another token endpoint. */
  tokenUrl?: string;
  /** A page of the hub instead. */
  path?: string;
}

export type Detail<K extends keyof ViciEventMap> = ViciEventMap[K]['detail'];

interface Heard {
  type: string;
  detail: unknown;
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

/** A call for a waiting agent comes after three seconds. */
const WAIT_MS = 15_000;

export class AgentPage {
  /** Errors and warnings of the page's console. */
  readonly problems: string[] = [];
  readonly controls: Locator;
  readonly #sockets = new Set<WebSocketRoute>();
  #isDown = false;

  private constructor(readonly page: Page) {
    this.controls = page.locator('vici-agent-controls');
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.message));
  }

  static async open(
    browser: Browser,
    hub: RunningHub,
    agentUser: string,
    options: PageOptions,
  ): Promise<AgentPage> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1000, height: 760 },
      colorScheme: options.dark ? 'dark' : 'light',
    });
    const page = await context.newPage();
    const own = new AgentPage(page);
    await own.#prepare(hub, agentUser, options);
    await page.goto(`${hub.url}${options.path ?? '/agent'}`);
    return own;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Everything of one kind that the element has said so far. */
  async heard<K extends keyof ViciEventMap>(type: K): Promise<Detail<K>[]> {
    const all = await this.page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
    return all.filter((one) => one.type === type).map((one) => one.detail as Detail<K>);
  }

  /** @returns the first event of this kind for which the condition holds */
  async hears<K extends keyof ViciEventMap>(
    type: K,
    condition: (detail: Detail<K>) => boolean = () => true,
  ): Promise<Detail<K>> {
    return this.until(async () => (await this.heard(type)).find(condition), type);
  }

  state(): Promise<AgentState | undefined> {
    return this.controls.evaluate((element) => {
      return (element as HTMLElementTagNameMap['vici-agent-controls']).session?.state;
    });
  }

  async reaches(...states: AgentState[]): Promise<void> {
    await this.until(
      async () => {
        const state = await this.state();
        return state && states.includes(state);
      },
      `state ${states.join(' or ')}`,
    );
  }

  async until<T>(look: () => Promise<T>, what: string): Promise<NonNullable<T>> {
    const end = Date.now() + WAIT_MS;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`${what}: did not happen within ${WAIT_MS} ms`);
      await this.page.waitForTimeout(25);
    }
  }

  button(name: string | RegExp): Locator {
    return this.controls.getByRole('button', { name, exact: typeof name === 'string' });
  }

  tab(name: string): Locator {
    return this.controls.getByRole('tab', { name });
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(artifacts, `${name}.png`), animations: 'disabled' });
  }

  /** What has the keyboard, through all shadow roots. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute('aria-label') || at?.textContent?.trim() || at?.tagName || '';
    });
  }

  /** Resumes and waits until a customer is on the line. */
  async takeCall(): Promise<Detail<'vici-call-started'>> {
    await this.button('Resume').click();
    await this.reaches('INCALL', 'DEAD');
    return this.hears('vici-call-started');
  }

  /** The network goes, and comes back. */
  async goOffline(): Promise<void> {
    this.#isDown = true;
    for (const socket of this.#sockets) await socket.close({ code: 1012 });
    this.#sockets.clear();
  }

  goOnline(): void {
    this.#isDown = false;
  }

  async #prepare(hub: RunningHub, agentUser: string, options: PageOptions): Promise<void> {
    const { page } = this;
    await page.addInitScript(() => {
      const heard: Heard[] = [];
      (window as unknown as { heard: Heard[] }).heard = heard;
      const types =
        'ready state-changed call-started call-ended disposition command connection error';
      for (const type of types.split(' ')) {
        window.addEventListener(`vici-${type}`, (event) => {
          heard.push(
            JSON.parse(JSON.stringify({ type: event.type, detail: (event as CustomEvent).detail })),
          );
        });
      }
    });
    await page.routeWebSocket('**/ws', (socket) => {
      if (this.#isDown) {
        void socket.close({ code: 1012 });
        return;
      }
      socket.connectToServer();
      this.#sockets.add(socket);
    });
    const tokenUrl = options.tokenUrl ?? `/demo/token?agent_user=${agentUser}`;
    await page.route('**/agent', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': POLICY },
        body: `<!doctype html><html lang="${options.lang ?? 'en'}"><title>Agent</title>
          <link rel="icon" href="data:,">
          <script type="module" src="/widget/vici-agent-controls.js"></script>
          <vici-agent-controls hub="${hub.socketUrl}" agent-user="${agentUser}"
            token-url="${tokenUrl}" ${options.attributes ?? ''}></vici-agent-controls>
          ${options.beside ?? ''}`,
      }),
    );
  }
}
