/** docs/embedding.md: its React and its Vue page, built as they stand and used against a real hub. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AgentPage } from '../widget/support/agent-page.js';
import { CallCentre } from '../widget/support/call-centre.js';

const EXAMPLES = fileURLToPath(new URL('../../docs/examples/embedding/', import.meta.url));
const FRAMEWORKS = ['react', 'vue'] as const;
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

describe('docs/embedding.md', { timeout: 60_000 }, () => {
  let centre: CallCentre;
  const built = mkdtempSync(join(tmpdir(), 'vici-hub-embedding-'));
  const pages: AgentPage[] = [];

  beforeAll(async () => {
    centre = await CallCentre.open();
    for (const framework of FRAMEWORKS) {
      await build({
        root: join(EXAMPLES, framework),
        logLevel: 'error',
        build: { outDir: join(built, framework), emptyOutDir: true },
      });
    }
  });
  afterAll(async () => {
    rmSync(built, { recursive: true, force: true });
    await centre.close();
  });
  afterEach(async () => {
    const problems = pages.flatMap((page) => page.problems);
    for (const page of pages.splice(0)) await page.close();
    expect(problems, 'console').toEqual([]);
  });

  /** The built page on the CRM's own origin; where it names the hub, it means this one. */
  async function serve(page: Page, framework: string): Promise<void> {
    const { hub, crm } = centre;
    const policy = `default-src 'none'; script-src 'self' ${hub.url}; connect-src 'self' ${new URL(hub.socketUrl).origin}`;
    await page.route(`${crm.origin}/crm/vici-token`, (route) =>
      route.continue({ url: `${crm.origin}/token?agent_user=1000` }),
    );
    await page.route(/\/(?:index\.html|assets\/[^/]+)$/, (route) => {
      const { pathname, origin } = new URL(route.request().url());
      if (origin !== crm.origin) return route.continue();
      return route.fulfill({
        contentType: TYPES[extname(pathname)],
        headers: { 'content-security-policy': policy },
        body: readFileSync(join(built, framework, pathname), 'utf8')
          .replaceAll('https://hub.example.com', hub.url)
          .replaceAll('wss://hub.example.com', new URL(hub.socketUrl).origin),
      });
    });
  }

  it.each(FRAMEWORKS)('shows the customer of a call in the %s page, and calls back', async (name) => {
    const agent = await AgentPage.open(centre.browser, 'about:blank', {});
    pages.push(agent);
    await serve(agent.page, name);
    await agent.page.goto(`${centre.crm.origin}/index.html`);
    const call = await agent.takeCall();
    await agent.page.getByRole('heading', { name: 'Customer on the line' }).waitFor();
    await agent.page.getByText(`Lead ${call.lead_id}`, { exact: true }).waitFor();
    await agent.button('Pause').click();
    await agent.button('Pause set').waitFor();
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    await agent.page.getByRole('heading', { name: 'Last customer' }).waitFor();
    await agent.controls.getByRole('option', { name: /No answer/ }).dblclick();
    await agent.reaches('PAUSED');
    await expect
      .poll(async () => {
        await agent.page.getByRole('button', { name: 'Call back', exact: true }).click();
        const started = await agent.heard('vici-call-started');
        return started.some(({ direction }) => direction === 'manual');
      })
      .toBe(true);
    await agent.button('Hang up').click();
    await agent.reaches('DISPO');
    await agent.controls.getByRole('option', { name: /No answer/ }).dblclick();
    await agent.reaches('PAUSED');
  });

  it('shows in its text the pages that are run here', () => {
    const text = readFileSync(join(EXAMPLES, '../../embedding.md'), 'utf8');
    for (const name of FRAMEWORKS) expect(text).toContain(`examples/embedding/${name}`);
  });

  it('names every attribute, event, slot, part and variable of the manifest', () => {
    const text = readFileSync(join(EXAMPLES, '../../embedding.md'), 'utf8');
    const manifest = JSON.parse(readFileSync(join(EXAMPLES, '../../../custom-elements.json'), 'utf8'));
    const [controls] = manifest.modules[0].declarations;
    const { attributes, members, events, slots, cssParts, cssProperties } = controls;
    const names = [attributes, members, events, slots, cssParts].flat().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name: string) => !text.includes(`\`${name}`))).toEqual([]);
    const variables = cssProperties.map(({ name }: { name: string }) => name);
    expect(variables.filter((name: string) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
