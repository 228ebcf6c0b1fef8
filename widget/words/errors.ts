/** What an error says to people. */
import type { HubError } from '../../protocol/client.js';
import type { Language } from './words.js';

/** By the hub's or the client's reason. */
export type ErrorTexts = Readonly<Record<string, string>>;

const loaded = new Map<Language, ErrorTexts>();

export async function loadErrors(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  try {
    if (language === 'es') loaded.set(language, (await import('./errors/es.js')).es);
    else loaded.set(language, (await import('./errors/en.js')).en);
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
