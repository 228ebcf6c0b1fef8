/**
 * custom-elements.json: what editors, catalogues and frameworks need to know of the elements, made
 * from their class comments, the parts of their panels and the colours of the theme.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { root } from './steps.mjs';

const THEME = 'widget/vici-agent-controls/theme.styles.ts';
const ELEMENTS = [
  {
    tag: 'vici-agent-controls',
    path: 'widget/vici-agent-controls/vici-agent-controls.ts',
    module: './dist/widget/vici-agent-controls.js',
    panels: 'widget/panels',
  },
  {
    tag: 'vici-agent-board',
    path: 'widget/vici-agent-board/vici-agent-board.ts',
    module: './dist/widget/vici-agent-board.js',
  },
];
/** Of LitElement, not of the contract. */
const INHERITED = new Set(['styles', 'render', 'connectedCallback', 'disconnectedCallback']);

/** @returns {string} the text of custom-elements.json */
export function customElements() {
  const colors = colorProperties();
  const modules = ELEMENTS.map(({ tag, path, module, panels }) => {
    const element = declarationOf(path);
    const parts = [...(element.cssParts ?? []), ...(panels ? partsOf(panels) : [])];
    const declaration = {
      kind: 'class',
      name: element.name,
      tagName: tag,
      customElement: true,
      summary: element.summary,
      attributes: element.attributes.filter(
        ({ fieldName }) =>
          !fieldName || element.members.some((one) => one.name === fieldName && isPublic(one)),
      ),
      members: (element.members ?? []).filter(isPublic).map(withoutNoise),
      events: (element.events ?? []).filter(({ name }) => name),
      slots: element.slots ?? [],
      cssParts: unique(parts),
      cssProperties: unique([...(element.cssProperties ?? []), ...colors]),
      superclass: { name: 'LitElement', package: 'lit' },
    };
    const reference = { name: element.name, module };
    return {
      kind: 'javascript-module',
      path: module,
      declarations: [declaration],
      exports: [
        { kind: 'js', name: element.name, declaration: reference },
        { kind: 'custom-element-definition', name: tag, declaration: reference },
      ],
    };
  });
  return `${JSON.stringify({ schemaVersion: '1.0.0', readme: 'docs/embedding.md', modules }, null, 2)}\n`;
}

function source(path) {
  // the analyzer stumbles over a spread in a decorator's options
  const text = readFileSync(join(root, path), 'utf8').replace(/(@property\(\{) \.\.\.\w+,/g, '$1');
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

function declarationOf(path) {
  const { modules } = create({ modules: [source(path)], plugins: litPlugin() });
  const found = modules[0]?.declarations.find(({ kind }) => kind === 'class');
  if (!found) throw new Error(`${path} declares no class`);
  return found;
}

function isPublic({ name, privacy, description = '', static: isStatic }) {
  if ((privacy && privacy !== 'public') || isStatic || name.startsWith('#') || INHERITED.has(name))
    return false;
  return !description.includes('@internal') && name !== 'view';
}

const withoutNoise = ({ parsedType: _type, privacy: _privacy, ...rest }) => rest;

/** What the panels hand on from their own shadow roots. */
function partsOf(folder) {
  const files = readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts') && !/styles\.ts$|words\.ts$/.test(file))
    .sort();
  return files.flatMap((file) => {
    const path = `${folder}/${file}`;
    if (!readFileSync(join(root, path), 'utf8').includes('@csspart')) return [];
    return declarationOf(path).cssParts ?? [];
  });
}

function colorProperties() {
  const found = [];
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'COLORS') {
      for (const { name, initializer } of node.initializer.properties) {
        const [light, dark] = initializer.elements.map((one) => one.text);
        found.push({
          name: `--vici-${name.text}`,
          description: `colour; ${light} in the light theme, ${dark} in the dark one`,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source(THEME));
  if (found.length === 0) throw new Error(`${THEME} has no COLORS`);
  return found;
}

/** The first one of each name. */
function unique(list) {
  return [...new Map(list.toReversed().map((one) => [one.name, one])).values()]
    .reverse()
    .map(({ name, description, default: initial }) => ({ name, description, default: initial }));
}
