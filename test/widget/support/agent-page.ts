/** One page with the element, and what a test asks of it. */
import { join } from 'node:path';
import type { Browser, Locator, Page, WebSocketRoute } from 'playwright';
import type { AgentState } from '../../../protocol/agent-session.js';
import type { ViciEventMap } from '../../../widget/events.js';
import { artifacts } from './call-centre.js';

export interface WindowOptions {
  width?: number;
  dark?: boolean;
}

export type Detail<K extends keyof ViciEventMap> = ViciEventMap[K]['detail'];

interface Heard {
  type: string;
  detail: unknown;
}

/** A call for a waiting agent comes after three seconds. */
const WAIT_MS = 15_000;

export class AgentPage {
  /** Errors and warnings of the page's console. */
  readonly problems: string[] = [];
  readonly controls: Locator;
  /** Connections that the page has opened so far. */
  socketCount = 0;
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
    address: string,
    { width = 1000, dark = false }: WindowOptions,
  ): Promise<AgentPage> {
    const context = await browser.newContext({
      viewport: { width, height: 760 },
      colorScheme: dark ? 'dark' : 'light',
    });
    const own = new AgentPage(await context.newPage());
    await own.#prepare();
    await own.page.goto(address);
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

  /** The state in words, as it is shown. */
  get stateName(): Locator {
    return this.controls.locator('[part~=state-name]');
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

  async #prepare(): Promise<void> {
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
      this.socketCount += 1;
      this.#sockets.add(socket);
    });
  }
}
