/** The texts of the panels, loaded with them in the language that is spoken. */
import type { PanelWords } from './panels/en.js';
import type { Language } from './words.js';

export type { PanelWords } from './panels/en.js';

const loaded = new Map<Language, PanelWords>();

/** @returns the texts, in another language while they are on their way; undefined: in none yet */
export function panelWordsNow(language: Language): PanelWords | undefined {
  return loaded.get(language) ?? loaded.values().next().value;
}

/** @returns whether they were not here before; rejects when they cannot be loaded */
export async function loadPanelWords(language: Language): Promise<boolean> {
  if (loaded.has(language)) return false;
  if (language === 'es') loaded.set(language, (await import('./panels/es.js')).es);
  else loaded.set(language, (await import('./panels/en.js')).en);
  return true;
}
