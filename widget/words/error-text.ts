/** What an error says to the agent. */
import type { HubError } from '../../protocol/client.js';
import type { Words } from './en.js';

/** @returns our words for its reason, else the hub's own message */
export function errorText(error: HubError, words: Words): string {
  if (Object.hasOwn(words.errors, error.reason)) return words.errors[error.reason] ?? words.failed;
  return error.message && error.message !== error.reason ? error.message : words.failed;
}
