/** Which language to speak. English comes with the element, others are loaded when needed. */
import { en, type Words } from './en.js';
import { named } from './named.js';

export type { Words } from './en.js';

/** The languages beside English. Another one begins here; docs/embedding.md says how it goes on. */
const others = { es: async () => (await import('./es.js')).es };

export type OtherLanguage = keyof typeof others;
export type Language = 'en' | OtherLanguage;

const loaded = new Map<Language, Words>([['en', en]]);

/**
 * @returns the language that an element stands in, by its own `lang` or what surrounds it, shadow
 *   roots included: `es-MX` is Spanish; English if we do not speak it
 */
export function languageOf(element: Element): Language {
  const spoken = (Object.keys(others) as OtherLanguage[]).find((language) =>
    element.matches(`:lang(${language})`),
  );
  return spoken ?? 'en';
}

/** @returns the words if they are here already */
export function wordsNow(language: Language): Words | undefined {
  return loaded.get(language);
}

/** @returns what a pause code means that the dialler sets itself; undefined for any other */
export function systemCode(code: string, words: Words): string | undefined {
  return (words.systemCodes as Readonly<Record<string, string>>)[code];
}

/** Loads a language. @returns English if that fails */
export async function loadWords(language: Language): Promise<Words> {
  const here = loaded.get(language);
  if (here || language === 'en') return here ?? en;
  try {
    const words = named(await others[language](), en);
    loaded.set(language, words);
    return words;
  } catch {
    return en;
  }
}
