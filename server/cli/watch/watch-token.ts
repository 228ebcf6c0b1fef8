/** Where `watch` gets its token: given, signed here, or from a demo hub, which gives it to anyone. */
import { z } from 'zod';
import { HubError } from '../../client.js';
import { ConfigError, type HubConfig } from '../../config.js';
import { makeToken } from '../token.js';

const demoAnswer = z.object({ token: z.string() });
const TIMEOUT_MS = 3_000;

/**
 * @param url of the hub's socket
 * @returns asked again before the token expires
 */
export function tokenSource(
  config: HubConfig,
  given: { url: string; user: string; token?: string | undefined },
): () => Promise<string> {
  const { url, user, token } = given;
  if (token !== undefined) return async () => token;
  if (config.keys) {
    return async () => makeToken(config, { user, agents: '*', source: 'watch', ttl: '1h' });
  }
  return () => demoToken(url);
}

async function demoToken(url: string): Promise<string> {
  const address = new URL('/demo/token?agent_user=1000', url.replace(/^ws/, 'http'));
  let response: Response;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new HubError({ code: 0, reason: 'token_unavailable', temporary: true });
  }
  const answer = demoAnswer.safeParse(await response.json().catch(() => undefined));
  if (response.ok && answer.success) return answer.data.token;
  const { message } = new ConfigError('HUB_JWT_SECRET, or --token: one of them is required');
  throw new HubError({ code: 0, reason: 'token_missing', message });
}
