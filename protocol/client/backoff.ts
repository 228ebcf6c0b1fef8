/** How long to stay away before the next attempt. */
import { CloseCode } from '../close-codes.js';
import type { Settings } from './options.js';

/** The hub said that this client asks too much. */
const TOO_MANY_REQUESTS_MS = 5_000;
/** A restart that came without `going_away`. */
const RESTART_MS = 3_000;

/**
 * @param attempt 0 for the first attempt after a good connection
 * @param code close code of the last connection
 * @param goingAwayMs what `going_away` promised, if it came
 * @returns ms
 */
export function reconnectDelay(
  settings: Settings,
  attempt: number,
  code: number | undefined,
  goingAwayMs: number | undefined,
): number {
  const { minBackoffMs, maxBackoffMs, random } = settings;
  if (goingAwayMs !== undefined || code === CloseCode.ServiceRestart) {
    // Spread over the whole time, so that a restarted hub does not meet all clients at once.
    return random() * (goingAwayMs ?? RESTART_MS);
  }
  const full = Math.min(maxBackoffMs, minBackoffMs * 2 ** Math.min(attempt, 30));
  const jittered = full * (0.5 + random() / 2);
  return code === CloseCode.TooManyRequests ? TOO_MANY_REQUESTS_MS + jittered : jittered;
}
