/** Tokens: verified with the configured key and nothing else, signed only with HS256. */
import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import jwksRsa, { type JwksClient } from 'jwks-rsa';
import { z } from 'zod';
import type { KeySource } from '../config.js';

/** What a valid token says. Names of agents, campaigns and groups in lower case. */
export interface Identity {
  readonly sub: string;
  /** Epoch s. */
  readonly expiresAt: number;
  readonly agents: ReadonlySet<string> | '*';
  readonly functions: ReadonlySet<string> | '*';
  readonly campaigns: ReadonlySet<string> | '*';
  readonly user_groups: ReadonlySet<string> | '*';
  readonly source: string;
  readonly redact: boolean;
  /** The lists as the token spells them, for the answer to `authenticate`. */
  readonly shown: { readonly agents: string[] | '*'; readonly functions: string[] | '*' };
}

/** The token is not acceptable; the message says why and holds nothing of the token. */
export class TokenError extends Error {}

const names = z.union([z.array(z.string().max(100)).max(10_000), z.literal('*')]);

const claims = z.object({
  sub: z.string().min(1).max(100),
  exp: z.number().int(),
  iat: z.number().optional(),
  agents: names.optional(),
  functions: names.optional(),
  campaigns: names.optional(),
  user_groups: names.optional(),
  source: z.string().max(20).optional(),
  redact: z.boolean().optional(),
});

const CLOCK_TOLERANCE_S = 5;
export const DEFAULT_SOURCE = 'hub';

export interface TokenOptions {
  readonly keys: KeySource;
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  /** Seconds. */
  readonly maxTtl: number;
}

export interface TokenGrant {
  readonly sub: string;
  readonly ttlSeconds: number;
  readonly agents?: string[] | '*' | undefined;
  readonly functions?: string[] | '*' | undefined;
  readonly campaigns?: string[] | '*' | undefined;
  readonly user_groups?: string[] | '*' | undefined;
  readonly source?: string | undefined;
  readonly redact?: boolean | undefined;
}

interface VerifyKey {
  readonly key: KeyObject;
  readonly algorithm: 'HS256' | 'RS256' | 'ES256';
}

export class Tokens {
  private readonly fixedKeys: readonly VerifyKey[];
  private readonly jwks: JwksClient | undefined;
  /** Keys that the key server has answered with: only its own, so their number is small. */
  private readonly lastKeys = new Map<string, VerifyKey>();

  /** @throws Error when the public key is neither RSA nor EC */
  constructor(private readonly options: TokenOptions) {
    const { keys } = options;
    this.fixedKeys =
      keys.kind === 'secret'
        ? keys.secrets.map(secretKey)
        : keys.kind === 'public-key'
          ? [verifyKey(createPublicKey(keys.pem))]
          : [];
    if (keys.kind === 'jwks') {
      this.jwks = jwksRsa({
        jwksUri: keys.url,
        cache: true,
        cacheMaxAge: 600_000,
        rateLimit: true,
        timeout: 5_000,
      });
    }
  }

  /** Whether this hub can sign tokens itself. */
  get canSign(): boolean {
    return this.options.keys.kind === 'secret';
  }

  /** @throws TokenError */
  async verify(token: string): Promise<Identity> {
    const payload = await this.verifiedPayload(token);
    const parsed = claims.safeParse(payload);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new TokenError(`claim ${issue?.path.join('.')}: ${issue?.message}`);
    }
    const { sub, exp, iat, agents, functions, campaigns, user_groups, source, redact } =
      parsed.data;
    const begin = iat ?? Math.floor(Date.now() / 1000);
    if (exp - begin > this.options.maxTtl) {
      throw new TokenError(`claim exp: a token may live ${this.options.maxTtl} s at most`);
    }
    return {
      sub,
      expiresAt: exp,
      agents: lowerSet(agents ?? [sub]),
      functions: functions === undefined || functions === '*' ? '*' : new Set(functions),
      campaigns: lowerSet(campaigns ?? []),
      user_groups: lowerSet(user_groups ?? []),
      source: source ?? DEFAULT_SOURCE,
      redact: redact ?? false,
      shown: { agents: agents ?? [sub], functions: functions ?? '*' },
    };
  }

  /** @returns token and expiry (epoch s). @throws TokenError when only a public key is known */
  sign(grant: TokenGrant): { token: string; expires_at: number } {
    const { keys, issuer, audience, maxTtl } = this.options;
    const secret = keys.kind === 'secret' ? keys.secrets[0] : undefined;
    if (secret === undefined) throw new TokenError('this hub holds no secret to sign with');
    const { sub, ttlSeconds, ...rest } = grant;
    const iat = Math.floor(Date.now() / 1000);
    const exp = iat + Math.min(ttlSeconds, maxTtl);
    const own = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const token = jwt.sign({ ...own, sub, iat, exp }, secret, {
      algorithm: 'HS256',
      ...(issuer ? { issuer } : {}),
      ...(audience ? { audience } : {}),
    });
    return { token, expires_at: exp };
  }

  private async verifiedPayload(token: string): Promise<unknown> {
    let failure = 'signature not valid';
    for (const { key, algorithm } of await this.keysFor(token)) {
      try {
        return jwt.verify(token, key, {
          algorithms: [algorithm],
          clockTolerance: CLOCK_TOLERANCE_S,
          ...(this.options.issuer ? { issuer: this.options.issuer } : {}),
          ...(this.options.audience ? { audience: this.options.audience } : {}),
        });
      } catch (error) {
        failure = error instanceof Error ? error.message : failure;
        if (failure !== 'invalid signature') break;
      }
    }
    throw new TokenError(failure);
  }

  private async keysFor(token: string): Promise<readonly VerifyKey[]> {
    if (!this.jwks) return this.fixedKeys;
    const kid = jwt.decode(token, { complete: true })?.header.kid;
    if (kid === undefined) throw new TokenError('the token names no key (kid)');
    try {
      const signingKey = await this.jwks.getSigningKey(kid);
      const key = verifyKey(createPublicKey(signingKey.getPublicKey()));
      this.lastKeys.set(kid, key);
      return [key];
    } catch (error) {
      // a key that was good stays good while the key server is away, not when it has dropped it
      const known = this.lastKeys.get(kid);
      const isDropped = (error as Error).name === 'SigningKeyNotFoundError';
      if (known && !isDropped) return [known];
      this.lastKeys.delete(kid);
      throw new TokenError('the key that the token names cannot be had');
    }
  }
}

/** As an object: a text would be tried as a public key first, at each token. */
function secretKey(secret: string): VerifyKey {
  return { key: createSecretKey(Buffer.from(secret)), algorithm: 'HS256' };
}

function verifyKey(key: KeyObject): VerifyKey {
  if (key.asymmetricKeyType === 'rsa') return { key, algorithm: 'RS256' };
  if (key.asymmetricKeyType === 'ec') return { key, algorithm: 'ES256' };
  throw new Error('HUB_JWT_PUBLIC_KEY: only RSA and EC keys are accepted');
}

function lowerSet(list: readonly string[] | '*'): ReadonlySet<string> | '*' {
  return list === '*' ? '*' : new Set(list.map((name) => name.toLowerCase()));
}
