/** `vici-hub token`: signs a token with the first secret of `HUB_JWT_SECRET`. */
import { Tokens } from '../auth/tokens.js';
import { ConfigError, type HubConfig } from '../config.js';

export interface TokenArguments {
  readonly user: string;
  /** Comma-separated lists, or `*`. */
  readonly agents?: string | undefined;
  readonly functions?: string | undefined;
  readonly campaigns?: string | undefined;
  readonly user_groups?: string | undefined;
  readonly source?: string | undefined;
  readonly redact?: boolean | undefined;
  /** e.g. `90s`, `15m`, `1h`. */
  readonly ttl: string;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** @returns the token alone. @throws ConfigError */
export function makeToken(config: HubConfig, given: TokenArguments): string {
  if (config.keys?.kind !== 'secret') {
    throw new ConfigError('HUB_JWT_SECRET: is required to sign a token');
  }
  const tokens = new Tokens({
    keys: config.keys,
    issuer: config.jwtIssuer,
    audience: config.jwtAudience,
    maxTtl: config.tokenMaxTtl,
  });
  return tokens.sign({
    sub: given.user,
    ttlSeconds: seconds(given.ttl),
    agents: list(given.agents),
    functions: list(given.functions),
    campaigns: list(given.campaigns),
    user_groups: list(given.user_groups),
    source: given.source,
    redact: given.redact || undefined,
  }).token;
}

function list(text: string | undefined): string[] | '*' | undefined {
  if (text === undefined || text === '*') return text;
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function seconds(text: string): number {
  const match = /^(\d+)([smhd]?)$/.exec(text);
  const amount = Number(match?.[1]) * (UNITS[match?.[2] || 's'] ?? 1);
  if (!match || amount < 1)
    throw new ConfigError(`--ttl: ${text} is not a time like 90s, 15m or 1h`);
  return amount;
}
