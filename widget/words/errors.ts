/** What an error says to people. */
import type { HubError } from '../../protocol/client.js';
import type { ReasonTexts } from './errors/en.js';
import { named } from './named.js';
import type { Language, OtherLanguage } from './words.js';

/** By the hub's or the client's reason. */
export type ErrorTexts = Readonly<Record<string, string>>;

const others: Readonly<Record<OtherLanguage, () => Promise<ReasonTexts>>> = {
  es: async () => (await import('./errors/es.js')).es,
};

const loaded = new Map<Language, ErrorTexts>();

export async function loadErrors(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  try {
    const [{ en }, other] = await Promise.all([
      import('./errors/en.js'),
      language === 'en' ? undefined : others[language](),
    ]);
    loaded.set(language, other ? named(other, en) : en);
  } catch {
    // The hub's own message has to do until the next time.
  }
}

/** @returns undefined while they are not loaded */
export function errorsNow(language: Language): ErrorTexts | undefined {
  return loaded.get(language);
}

/** @returns our words for its reason, else the hub's own message, else `otherwise` */
export function errorText(
  error: HubError,
  texts: ErrorTexts | undefined,
  otherwise: string,
): string {
  // Its last two words say of what kind it is.
  for (const reason of [error.reason, error.reason.replace(/^.*_(?=.+_)/, '')]) {
    if (texts && Object.hasOwn(texts, reason)) return texts[reason] ?? otherwise;
  }
  return error.message && error.message !== error.reason ? error.message : otherwise;
}
