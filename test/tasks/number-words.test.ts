/** The build's own step that leaves the names of texts out: what remains says the same. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberWords } from '../../tasks/number-words.mjs';
import { named } from '../../widget/words/named.js';

const EN = `export const en = {
  greeting: 'Hello',
  calls: (n: number) => \`\${n} calls\`,
  state: { READY: 'Ready', '3-WAY': 'Three-way' },
  panel: { title: 'Panel', close: 'Close' },
};
export type Texts = typeof en;`;
const FR = `import type { Texts } from './en.js';
export const fr: Texts = {
  greeting: 'Bonjour',
  calls: (n) => \`\${n} appels\`,
  state: { READY: 'Disponible', '3-WAY': 'À trois' },
  panel: { title: 'Panneau', close: 'Fermer' },
};`;
const ENTRY = `import { en, type Texts } from './words/en.js';
import { fr } from './words/fr.js';
export { en, fr };
const other = { greeting: 'not a text', panel: { title: 'nor this' } };
export function say(words: Texts | undefined, state: keyof Texts['state']) {
  const panel = words?.panel;
  return [words?.greeting, words?.calls(2), words?.state[state], panel?.title, other.greeting,
    other.panel.title];
}`;

interface Built {
  en: unknown[];
  fr: unknown[];
  say(words: unknown, state: string): unknown[];
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vici-hub-words-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function built(name: string, french = FR): Promise<{ module: Built; code: string }> {
  const root = join(folder, name);
  const options = { strict: true, target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler' };
  const files = {
    'tsconfig.json': JSON.stringify({ compilerOptions: options }),
    'words/en.ts': EN,
    'words/fr.ts': french,
    'entry.ts': ENTRY,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const entry = join(root, 'entry.ts');
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [numberWords(entry)],
    build: {
      outDir: join(root, 'out'),
      minify: false,
      lib: { entry, formats: ['es'], fileName: () => 'built.mjs' },
    },
  });
  const output = (await import(pathToFileURL(join(root, 'out/built.mjs')).href)) as Built;
  return { module: output, code: String(output.say) };
}

describe('the texts in the build', () => {
  it('are lists, but for a group that is asked by names known only at run time', async () => {
    const { module, code } = await built('lists');
    const { en, fr } = module;
    expect(en).toEqual(['Hello', expect.any(Function), expect.anything(), ['Panel', 'Close']]);
    expect(en[2]).toEqual({ READY: 'Ready', '3-WAY': 'Three-way' });
    expect(fr[2]).toEqual(['Disponible', 'À trois']);
    expect(code).not.toMatch(/words\??\.\w/);
  });

  it('say what they said, and other properties of the same names are left alone', async () => {
    const { en, fr, say } = (await built('says')).module;
    const others = ['not a text', 'nor this'];
    expect(say(en, '3-WAY')).toEqual(['Hello', '2 calls', 'Three-way', 'Panel', ...others]);
    expect(say(named(fr, en), 'READY')).toEqual([
      ...['Bonjour', '2 appels', 'Disponible', 'Panneau'],
      ...others,
    ]);
    expect(say(undefined, 'READY').slice(0, 4)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('must stand in the order of the English ones', async () => {
    const turned = FR.replace(
      "title: 'Panneau', close: 'Fermer'",
      "close: 'Fermer', title: 'Panneau'",
    );
    await expect(built('order', turned)).rejects.toThrow(/fr\.ts: not in the order.*title, close/s);
  });
});
