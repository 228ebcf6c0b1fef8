/** The texts of the board with those that it shares with the agent controls. */
import { en as sharedEn } from '../../words/en.js';
import { named } from '../../words/named.js';
import { type Language, loadWords, type OtherLanguage, type Words } from '../../words/words.js';
import { type BoardTexts, en } from './en.js';

export interface BoardWords extends BoardTexts {
  readonly language: Language;
  readonly shared: Words;
}

export const english: BoardWords = { ...en, language: 'en', shared: sharedEn };
const others: Readonly<Record<OtherLanguage, () => Promise<BoardTexts>>> = {
  es: async () => (await import('./es.js')).es,
};

const loaded = new Map<Language, BoardWords>([['en', english]]);

/** @returns the words if they are here already */
export function boardWordsNow(language: Language): BoardWords | undefined {
  return loaded.get(language);
}

/** Loads a language. @returns English if that fails */
export async function loadBoardWords(language: Language): Promise<BoardWords> {
  if (language === 'en') return english;
  try {
    const [shared, texts] = await Promise.all([loadWords(language), others[language]()]);
    const words = { ...named(texts, en), language, shared };
    loaded.set(language, words);
    return words;
  } catch {
    return english;
  }
}
