/** The hub's side of the comparison: a running one that was named, or one of our own. */

import type { AgainstArguments } from '../arguments.js';
import { BenchError } from '../bench-error.js';
import { firstLine } from '../figures.js';
import { startHubProcess } from '../hub-process.js';
import { signToken } from '../token.js';

export interface HubSide {
  readonly url: string;
  readonly token: string;
  /** For the one at the terminal. */
  readonly description: string;
  stop(): Promise<void>;
}

/** Of the environment: our own hub stands alone, on a free port, with a secret of its own. */
const NOT_FOR_IT = [
  'BENCH_PASS',
  'HUB_TOKEN',
  'HUB_HOST',
  'HUB_ADMIN_PORT',
  'HUB_JWT_PUBLIC_KEY',
  'HUB_JWKS_URL',
  'HUB_JWT_ISSUER',
  'HUB_JWT_AUDIENCE',
  'HUB_TOKEN_MAX_TTL',
  'HUB_NATS_URL',
  'HUB_TLS_CERT',
  'HUB_TLS_KEY',
  'HUB_TRUST_PROXY',
] as const;

/** @throws BenchError when our own does not start */
export async function openHub({ hub, user, source }: AgainstArguments): Promise<HubSide> {
  if (hub) return { ...hub, description: hub.url, stop: async () => {} };
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new BenchError('DATABASE_URL: is required, or --hub with --token');
  try {
    const own = await startHubProcess(databaseUrl, {
      ...Object.fromEntries(NOT_FOR_IT.map((name) => [name, undefined])),
      HUB_LOG_LEVEL: 'fatal',
    });
    return {
      url: own.url,
      token: signToken(own.secret, { sub: user, source }),
      description: `${own.url}, started for this on ${placeOf(databaseUrl)}`,
      stop: own.stop,
    };
  } catch (error) {
    throw new BenchError(firstLine(error));
  }
}

/** Without user and password. */
function placeOf(databaseUrl: string): string {
  const { protocol, host, pathname } = new URL(databaseUrl);
  return protocol === 'mysql:' ? `${host}${pathname}` : `${protocol}${pathname}`;
}
