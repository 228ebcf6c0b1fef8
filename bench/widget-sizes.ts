/** What a page has to load for the built element, gzip, bytes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { en } from '../widget/words/panels/en.js';
import { es } from '../widget/words/panels/es.js';

export interface WidgetSizes {
  /** Before the first control works, in English. */
  readonly first: number;
  /** All that a page in one language can load. */
  readonly english: number;
  readonly spanish: number;
}

const FOLDER = fileURLToPath(new URL('../dist/widget/', import.meta.url));
const ENTRY = 'vici-agent-controls.js';
const FIRST = /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g;
const LATER = /import\(["'`]\.\/([\w.-]+\.js)["'`]\)/g;

/** @throws Error when the element is not built, or its languages cannot be told apart */
export function widgetSizes(): WidgetSizes {
  const all = [...reached(ENTRY, [FIRST, LATER])];
  const english = all.filter((file) => !isSpanish(file));
  const spanish = all.filter((file) => !isEnglish(file));
  const isApart = !all.some((file) => isEnglish(file) && isSpanish(file));
  if (!isApart || english.length === all.length || spanish.length === all.length) {
    throw new Error('the languages of the built element have no files of their own');
  }
  return {
    first: gzipped(reached(ENTRY, [FIRST])),
    english: gzipped(english),
    spanish: gzipped(spanish),
  };
}

// texts that only a language's own files hold
const isEnglish = (file: string) => read(file).includes(en.logOut.logOutNow);
const isSpanish = (file: string) =>
  file.startsWith('es-') || read(file).includes(es.logOut.logOutNow);

/** A module and what it loads by such imports, theirs included. */
function reached(file: string, imports: readonly RegExp[], seen = new Set<string>()): Set<string> {
  seen.add(file);
  for (const kind of imports) {
    for (const [, name = ''] of read(file).matchAll(kind)) {
      if (!seen.has(name)) reached(name, imports, seen);
    }
  }
  return seen;
}

function gzipped(files: Iterable<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(read(file), { level: 9 }).length;
  return bytes;
}

const read = (file: string) => readFileSync(FOLDER + file, 'utf8');
