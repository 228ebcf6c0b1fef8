/** One page with the wallboard, and what a test asks of it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Locator, Page, WebSocketRoute } from 'playwright';
import { artifacts } from './call-centre.js';

export interface BoardWindow {
  width?: number;
  height?: number;
  dark?: boolean;
}

export interface HeardEvent {
  type: string;
  detail: Record<string, unknown>;
}

const axeScript = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

export class BoardPage {
  /** Errors and warnings of the page's console. */
  readonly problems: string[] = [];
  readonly board: Locator;
  readonly #sockets = new Set<WebSocketRoute>();
  #isDown = false;

  private constructor(readonly page: Page) {
    this.board = page.locator('vici-agent-board');
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.message));
  }

  static async open(
    browser: Browser,
    address: string,
    { width = 1280, height = 800, dark = false }: BoardWindow,
  ): Promise<BoardPage> {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
    });
    const own = new BoardPage(await context.newPage());
    await own.#prepare();
    await own.page.goto(address);
    await own.rows.first().waitFor();
    return own;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  get rows(): Locator {
    return this.board.locator('tr[data-agent]');
  }

  row(agent: string): Locator {
    return this.board.locator(`tr[data-agent="${agent}"]`);
  }

  get queues(): Locator {
    return this.board.locator('tr[data-queue]');
  }

  agents(): Promise<string[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-agent') ?? ''));
  }

  /** The big numbers by their names. */
  counts(): Promise<Record<string, number>> {
    return this.board
      .locator('li[data-count]')
      .evaluateAll((tiles) =>
        Object.fromEntries(
          tiles.map((tile) => [
            tile.getAttribute('data-count') ?? '',
            Number(tile.querySelector('.value')?.textContent),
          ]),
        ),
      );
  }

  /** @returns e.g. `['over-300', 'level-2']` */
  async thresholds(row: Locator): Promise<string[]> {
    const classes = (await row.getAttribute('class')) ?? '';
    return classes.split(' ').filter((name) => /^(over|level)-/.test(name));
  }

  heard(): Promise<HeardEvent[]> {
    return this.page.evaluate(() => (window as unknown as { heard: HeardEvent[] }).heard);
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(artifacts, `${name}.png`), animations: 'disabled' });
  }

  /** @returns what the accessibility rules (WCAG A and AA) find wrong, a line each */
  async accessibilityProblems(): Promise<string[]> {
    // The debugging protocol, not a script of the page: its policy stays as strict as it is.
    await this.page.evaluate(axeScript);
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: AxeRunner };
      const { violations } = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
      );
    });
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
    await this.page.addInitScript(() => {
      const heard: HeardEvent[] = [];
      (window as unknown as { heard: HeardEvent[] }).heard = heard;
      for (const type of ['vici-connection', 'vici-error']) {
        window.addEventListener(type, (event) => {
          const { detail } = event as CustomEvent;
          heard.push(JSON.parse(JSON.stringify({ type, detail })));
        });
      }
    });
    await this.page.routeWebSocket('**/ws', (socket) => {
      if (this.#isDown) {
        void socket.close({ code: 1012 });
        return;
      }
      socket.connectToServer();
      this.#sockets.add(socket);
    });
  }
}

interface AxeRunner {
  run(
    within: Document,
    options: { runOnly: string[] },
  ): Promise<{
    violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
  }>;
}
