/** The texts of the panels, loaded with them in the language that is spoken. */
import { named } from './named.js';
import type { PanelWords } from './panels/en.js';
import type { Language, OtherLanguage } from './words.js';

export type { PanelWords } from './panels/en.js';

const others: Readonly<Record<OtherLanguage, () => Promise<PanelWords>>> = {
  es: async () => (await import('./panels/es.js')).es,
};

const loaded = new Map<Language, PanelWords>();

/** @returns the texts, in another language while they are on their way; undefined: in none yet */
export function panelWordsNow(language: Language): PanelWords | undefined {
  return loaded.get(language) ?? loaded.values().next().value;
}

/** @returns whether they were not here before; rejects when they cannot be loaded */
export async function loadPanelWords(language: Language): Promise<boolean> {
  if (loaded.has(language)) return false;
  const [{ en }, other] = await Promise.all([
    import('./panels/en.js'),
    language === 'en' ? undefined : others[language](),
  ]);
  loaded.set(language, other ? named(other, en) : en);
  return true;
}
