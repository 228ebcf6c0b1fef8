/** docs/embedding.md: its React and its Vue page, built as they stand and used against a real hub. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallCentre } from '../widget/support/call-centre.js';

const EXAMPLES = fileURLToPath(new URL('../../docs/examples/embedding/', import.meta.url));
const FRAMEWORKS = ['react', 'vue'] as const;
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

describe('docs/embedding.md', { timeout: 60_000 }, () => {
  let centre: CallCentre;
  const built = mkdtempSync(join(tmpdir(), 'vici-hub-embedding-'));

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
    expect(await centre.closePages(), 'console').toEqual([]);
  });

  /** The built page on the CRM's own origin; where it names the hub, it means this one. */
  function serve(framework: string): string {
    const { hub, crm } = centre;
    const folder = join(built, framework);
    for (const file of readdirSync(folder, { recursive: true }).map(String)) {
      const type = TYPES[extname(file)];
      if (!type) continue;
      const body = readFileSync(join(folder, file), 'utf8')
        .replaceAll('https://hub.example.com', hub.url)
        .replaceAll('wss://hub.example.com', new URL(hub.socketUrl).origin);
      crm.files.set(`/${file}`, { type, body });
    }
    return `${crm.origin}/index.html`;
  }

  it.each(FRAMEWORKS)(
    'shows the customer of a call in the %s page, and calls back',
    async (name) => {
      centre.crm.signedIn = { react: '1000', vue: '1001' }[name];
      const agent = await centre.page(serve(name));
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
    },
  );

  it('shows in its text the pages that are run here', () => {
    const text = readFileSync(join(EXAMPLES, '../../embedding.md'), 'utf8');
    for (const name of FRAMEWORKS) expect(text).toContain(`examples/embedding/${name}`);
  });

  it('names every attribute, event, slot, part and variable of the manifest', () => {
    const text = readFileSync(join(EXAMPLES, '../../embedding.md'), 'utf8');
    const manifest = JSON.parse(
      readFileSync(join(EXAMPLES, '../../../custom-elements.json'), 'utf8'),
    );
    const [controls] = manifest.modules[0].declarations;
    const { attributes, members, events, slots, cssParts, cssProperties } = controls;
    const names = [attributes, members, events, slots, cssParts].flat().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name: string) => !text.includes(`\`${name}`))).toEqual([]);
    const variables = cssProperties.map(({ name }: { name: string }) => name);
    expect(variables.filter((name: string) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
