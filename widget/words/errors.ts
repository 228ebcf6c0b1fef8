/** What an error says to the agent. The texts are loaded once the element works, or with the first. */
import type { HubError } from '../../protocol/client.js';
import type { Language } from './words.js';

const loaded = new Map<Language, Readonly<Record<string, string>>>();

export async function loadErrors(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  try {
    if (language === 'es') loaded.set(language, (await import('./errors/es.js')).es);
    else loaded.set(language, (await import('./errors/en.js')).en);
  } catch {
    // The hub's own message has to do until the next time.
  }
}

/** @returns our words for its reason, else the hub's own message, else `otherwise` */
export function errorText(error: HubError, language: Language, otherwise: string): string {
  const texts = loaded.get(language);
  for (const reason of [error.reason, error.reason.replace(/^.*_not_valid$/, 'not_valid')]) {
    if (texts && Object.hasOwn(texts, reason)) return texts[reason] ?? otherwise;
  }
  return error.message && error.message !== error.reason ? error.message : otherwise;
}
