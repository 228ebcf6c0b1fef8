/** The texts of the board with those that it shares with the agent controls. */
import { en as sharedEn } from '../../words/en.js';
import { type Language, loadWords, type Words } from '../../words/words.js';
import { type BoardTexts, en } from './en.js';

export interface BoardWords extends BoardTexts {
  readonly language: Language;
  readonly shared: Words;
}

export const english: BoardWords = { ...en, language: 'en', shared: sharedEn };
let spanish: BoardWords | undefined;

/** @returns the words if they are here already */
export function boardWordsNow(language: Language): BoardWords | undefined {
  return language === 'es' ? spanish : english;
}

/** Loads a language. @returns English if that fails */
export async function loadBoardWords(language: Language): Promise<BoardWords> {
  if (language === 'en') return english;
  try {
    const [shared, { es }] = await Promise.all([loadWords(language), import('./es.js')]);
    spanish = { ...es, language, shared };
    return spanish;
  } catch {
    return english;
  }
}
