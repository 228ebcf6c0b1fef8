/** Where a page's tokens come from: given, fetched, or asked of the page. */
import { HubError } from '../../protocol/client.js';

export interface TokenSettings {
  token?: string;
  tokenUrl?: string;
  getToken?: () => Promise<string>;
}

export interface TokenSource {
  /** Equal for settings that give the same tokens. */
  readonly key: unknown;
  readonly token?: string;
  readonly getToken?: () => Promise<string>;
}

/** @returns undefined when the page says nothing about tokens */
export function tokenSource(settings: TokenSettings): TokenSource | undefined {
  const { getToken, tokenUrl, token } = settings;
  if (getToken) return { key: getToken, getToken };
  if (tokenUrl) {
    const url = new URL(tokenUrl, document.baseURI).href;
    return { key: `url ${url}`, getToken: () => fetchToken(url) };
  }
  return token ? { key: `token ${token}`, token } : undefined;
}

/**
 * Asks with the page's cookies. The answer is JSON `{token}` or the token itself.
 * @throws HubError; a refusal (4xx) is not `temporary`
 */
async function fetchToken(url: string): Promise<string> {
  const response = await fetch(url, { credentials: 'include', cache: 'no-store' });
  if (!response.ok) {
    throw new HubError({
      code: response.status,
      reason: 'token_unavailable',
      temporary: response.status >= 500 || response.status === 429,
    });
  }
  const token = tokenOf(await response.text());
  if (!token) throw new HubError({ code: 0, reason: 'token_unavailable' });
  return token;
}

function tokenOf(body: string): string {
  const text = body.trim();
  if (!text.startsWith('{')) return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? text : '';
  try {
    const { token } = JSON.parse(text) as { token?: unknown };
    return typeof token === 'string' ? token : '';
  } catch {
    return '';
  }
}
