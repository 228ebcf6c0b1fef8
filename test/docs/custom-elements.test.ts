/** custom-elements.json is current, and names all that a page can set, hear, fill or style. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { customElements } from '../../tasks/custom-elements.mjs';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

interface Named {
  name: string;
}
interface Declaration {
  tagName: string;
  attributes: Named[];
  members: Named[];
  events: Named[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

const text = readFileSync(at('custom-elements.json'), 'utf8');
const manifest = JSON.parse(text) as { modules: { declarations: Declaration[] }[] };
const found = manifest.modules
  .flatMap(({ declarations }) => declarations)
  .find(({ tagName }) => tagName === 'vici-agent-controls');
if (!found) throw new Error('custom-elements.json does not name the element');
const element: Declaration = found;
const names = (list: Named[]) => list.map(({ name }) => name);

/** Everything that the element is made of; the wallboard is another element. */
const sources = readdirSync(at('widget'), { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts') && !/^(?:demo|vici-agent-board)\//.test(file))
  .map((file) => readFileSync(at(`widget/${file}`), 'utf8'))
  .join('\n');

function inSources(pattern: RegExp): string[] {
  const all = [...sources.matchAll(pattern)].flatMap(([, word = '']) => word.split(/\s+/));
  return [...new Set(all)].filter((word) => word && !word.includes('$')).sort();
}

describe('custom-elements.json', () => {
  it('is current: run `npm run docs` after a change of the elements', () => {
    expect(text).toBe(customElements());
  });

  it('names the attributes, properties and methods of the contract', () => {
    expect(names(element.attributes)).toEqual(
      expect.arrayContaining([
        'hub',
        'agent-user',
        'token',
        'token-url',
        'layout',
        'lang',
        'theme',
        'hide',
        'click-to-dial',
      ]),
    );
    expect(names(element.members)).toEqual(
      expect.arrayContaining(['getToken', 'session', 'call', 'dial']),
    );
  });

  it('names no more members than are meant for pages', () => {
    for (const name of names(element.members)) expect(name).not.toMatch(/^[#_]|^view$|^words$/);
  });

  it('names every event that is sent', () => {
    expect(names(element.events).sort()).toEqual(inSources(/'(vici-[a-z-]+)': Vici\w+Event/g));
  });

  it('names every slot', () => {
    expect(names(element.slots).sort()).toEqual(inSources(/<slot name="([\w-]+)"/g));
  });

  it('names every part', () => {
    const parts = [...inSources(/\spart="([\w\s-]+)"/g), ...inSources(/\bpart: '([\w\s-]+)'/g)];
    expect(parts.length).toBeGreaterThan(30);
    expect(parts.filter((part) => !names(element.cssParts).includes(part))).toEqual([]);
  });

  it('names every variable of the style', () => {
    const variables = inSources(/var\(\s*(--vici-[a-z-]+[a-z])[,)]/g);
    expect(variables.length).toBeGreaterThan(3);
    const named = names(element.cssProperties);
    expect(variables.filter((variable) => !named.includes(variable))).toEqual([]);
    expect(named).toContain('--vici-danger-tint');
  });
});
