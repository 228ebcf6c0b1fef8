/** What a page has to load for the built element, gzip, bytes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export interface WidgetSizes {
  /** Before the first control works: in English, and in Spanish. */
  readonly first: number;
  readonly firstSpanish: number;
  /** All that a page in English can load. */
  readonly english: number;
  /** Every file: what a page in Spanish can load, whose names and fallback are the English texts. */
  readonly all: number;
}

export const WIDGET_FOLDER = fileURLToPath(new URL('../dist/widget/', import.meta.url));
const ENTRY = 'vici-agent-controls.js';
const FIRST = /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g;
const LATER = /import\(["'`]\.\/([\w.-]+\.js)["'`]\)/g;

/** @throws Error when the element is not built, or its Spanish has no two files of its own */
export function widgetSizes(): WidgetSizes {
  const first = reached([FIRST]);
  const all = widgetFiles();
  const spanish = all.filter((file) => file.startsWith('es-'));
  const spokenFirst = spanish.filter((file) => importedBy(ENTRY, LATER).includes(file));
  // the words of the panels, which come later, are the more
  const small = spokenFirst.sort((a, b) => read(a).length - read(b).length).slice(0, 1);
  if (spanish.length !== 2) throw new Error(`Spanish is in ${spanish.join(', ') || 'no file'}`);
  return {
    first: gzipped(first),
    firstSpanish: gzipped([...first, ...small]),
    english: gzipped(all.filter((file) => !spanish.includes(file))),
    all: gzipped(all),
  };
}

/** @returns the names of all files that the element loads, at once or later */
export function widgetFiles(): string[] {
  return [...reached([FIRST, LATER])];
}

/** The entry and what it loads by such imports, theirs included. */
function reached(imports: readonly RegExp[], file = ENTRY, seen = new Set<string>()): Set<string> {
  seen.add(file);
  for (const name of imports.flatMap((kind) => importedBy(file, kind))) {
    if (!seen.has(name)) reached(imports, name, seen);
  }
  return seen;
}

const read = (file: string) => readFileSync(WIDGET_FOLDER + file, 'utf8');
const importedBy = (file: string, kind: RegExp) =>
  [...read(file).matchAll(kind)].map(([, name = '']) => name);

function gzipped(files: Iterable<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(read(file), { level: 9 }).length;
  return bytes;
}
