/** Which language to speak. English comes with the element, others are loaded when needed. */
import { en, type Words } from './en.js';

export type { Words } from './en.js';
export type Language = 'en' | 'es';

const loaded = new Map<Language, Words>([['en', en]]);

/** @returns the language of a tag like `es-MX`; English for those that we do not speak */
export function languageOf(tag: string): Language {
  return /^es\b/i.test(tag) ? 'es' : 'en';
}

/** @returns the language that the element stands in: its own `lang`, or that of what surrounds it */
export function surroundingLanguage(element: Element): string {
  let at: Element | null = element;
  while (at) {
    const within: Element | null = at.closest('[lang]');
    if (within) return within.getAttribute('lang') ?? '';
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** @returns the words if they are here already */
export function wordsNow(language: Language): Words | undefined {
  return loaded.get(language);
}

/** Loads a language. @returns English if that fails */
export async function loadWords(language: Language): Promise<Words> {
  const here = loaded.get(language);
  if (here) return here;
  try {
    const { es } = await import('./es.js');
    loaded.set('es', es);
    return es;
  } catch {
    return en;
  }
}
