/** The environment, checked: an unknown `HUB_*` variable or a bad value stops the start. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Where keys to verify tokens come from. */
export type KeySource =
  | { readonly kind: 'secret'; readonly secrets: readonly string[] }
  | { readonly kind: 'public-key'; readonly pem: string }
  | { readonly kind: 'jwks'; readonly url: string };

export interface HubConfig {
  readonly host: string;
  readonly port: number;
  /** Own port for metrics and health; undefined: the main port, loopback peers only. */
  readonly adminPort: number | undefined;
  /** undefined: demo mode. */
  readonly databaseUrl: string | undefined;
  /** `auto` or a prefix. */
  readonly tablePrefix: string;
  /** undefined only in demo mode. */
  readonly keys: KeySource | undefined;
  readonly jwtIssuer: string | undefined;
  readonly jwtAudience: string | undefined;
  /** Seconds that a token may live at most. */
  readonly tokenMaxTtl: number;
  readonly allowedOrigins: '*' | 'same' | readonly string[];
  readonly cacheMs: number;
  readonly cccHosts: readonly string[];
  readonly pollMs: number;
  readonly binlog: boolean;
  readonly natsUrl: string | undefined;
  readonly textApi: boolean;
  readonly compression: boolean;
  /** Bytes waiting for one client above which its changes are conflated. */
  readonly maxBuffered: number;
  /** Requests per second and connection; bursts of twice as many. */
  readonly rateLimit: number;
  readonly maxConnectionsPerAddress: number;
  readonly maxConnectionsPerSubject: number;
  /** Connections that have not authenticated yet. */
  readonly maxUnauthenticated: number;
  /** Subscriptions of one connection. */
  readonly maxSubscriptions: number;
  /** Failed logins of one address in 15 minutes. */
  readonly maxLoginFailures: number;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Addresses of proxies whose forwarded addresses are believed; `true`: any peer. */
  readonly trustProxy: boolean | readonly string[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** A mistake in the configuration; the message names the variable. */
export class ConfigError extends Error {}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MIN_SECRET_BYTES = 32;

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);
const port = integer(0, 65_535);
const onOff = z.enum(['on', 'off'], 'must be on or off').transform((word) => word === 'on');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a http(s) URL' });

const VARIABLES = {
  HUB_HOST: z.string().default('127.0.0.1'),
  HUB_PORT: port.default(8080),
  HUB_ADMIN_PORT: port.optional(),
  DATABASE_URL: z
    .string()
    .regex(
      /^(mysql:\/\/[^/]+\/[^/?]+|sqlite:.+)/,
      'must be mysql://user:pass@host:3306/database, sqlite:PATH or sqlite::memory:',
    )
    .optional(),
  HUB_TABLE_PREFIX: z
    .string()
    .regex(/^\w*$/, 'must be auto, or a prefix of letters, digits and _')
    .default('auto'),
  HUB_JWT_SECRET: z
    .string()
    .transform((text) => text.split(','))
    .refine(
      (secrets) => secrets.every((secret) => Buffer.byteLength(secret) >= MIN_SECRET_BYTES),
      `each secret must have at least ${MIN_SECRET_BYTES} bytes`,
    )
    .refine((secrets) => secrets.length <= 2, 'at most two secrets, comma-separated')
    .optional(),
  HUB_JWT_PUBLIC_KEY: z.string().optional(),
  HUB_JWKS_URL: httpUrl.optional(),
  HUB_JWT_ISSUER: z.string().optional(),
  HUB_JWT_AUDIENCE: z.string().optional(),
  HUB_TOKEN_MAX_TTL: integer(1, 31_536_000).default(86_400),
  HUB_ALLOWED_ORIGINS: list.optional(),
  HUB_CACHE_MS: integer(0, 60_000).default(5_000),
  HUB_CCC_HOSTS: list.default([]),
  HUB_POLL_MS: integer(10, 60_000).default(200),
  HUB_BINLOG: onOff.default(false),
  HUB_NATS_URL: z.string().optional(),
  HUB_TEXT_API: onOff.default(true),
  HUB_COMPRESSION: onOff.default(false),
  HUB_MAX_BUFFERED: integer(1_024, 1_073_741_824).default(1_048_576),
  HUB_RATE_LIMIT: integer(1, 10_000_000).default(50),
  HUB_MAX_CONNECTIONS_PER_ADDRESS: integer(1, 1_000_000).default(10_000),
  HUB_MAX_CONNECTIONS_PER_SUBJECT: integer(1, 1_000_000).default(10_000),
  HUB_MAX_UNAUTHENTICATED: integer(1, 1_000_000).default(1_000),
  HUB_MAX_SUBSCRIPTIONS: integer(1, 10_000).default(50),
  HUB_MAX_LOGIN_FAILURES: integer(1, 1_000_000).default(1_000),
  HUB_TLS_CERT: z.string().optional(),
  HUB_TLS_KEY: z.string().optional(),
  HUB_TRUST_PROXY: z.string().optional(),
  HUB_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
};

/**
 * @param env e.g. `process.env`; empty values count as not given
 * @param needsKey false for what checks and signs no tokens; default true
 * @throws ConfigError that names the variable
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  { needsKey = true } = {},
): HubConfig {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' && name in VARIABLES),
  );
  const unknown = Object.keys(env).find((name) => name.startsWith('HUB_') && !(name in VARIABLES));
  if (unknown) throw new ConfigError(`${unknown}: there is no such variable`);
  const parsed = z.object(VARIABLES).safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const values = parsed.data;
  return {
    host: values.HUB_HOST,
    port: values.HUB_PORT,
    adminPort: values.HUB_ADMIN_PORT,
    databaseUrl: values.DATABASE_URL,
    tablePrefix: values.HUB_TABLE_PREFIX,
    keys: keySource(values, needsKey),
    jwtIssuer: values.HUB_JWT_ISSUER,
    jwtAudience: values.HUB_JWT_AUDIENCE,
    tokenMaxTtl: values.HUB_TOKEN_MAX_TTL,
    allowedOrigins: allowedOrigins(values.HUB_ALLOWED_ORIGINS),
    cacheMs: values.HUB_CACHE_MS,
    cccHosts: values.HUB_CCC_HOSTS,
    pollMs: values.HUB_POLL_MS,
    binlog: values.HUB_BINLOG,
    natsUrl: values.HUB_NATS_URL,
    textApi: values.HUB_TEXT_API,
    compression: values.HUB_COMPRESSION,
    maxBuffered: values.HUB_MAX_BUFFERED,
    rateLimit: values.HUB_RATE_LIMIT,
    maxConnectionsPerAddress: values.HUB_MAX_CONNECTIONS_PER_ADDRESS,
    maxConnectionsPerSubject: values.HUB_MAX_CONNECTIONS_PER_SUBJECT,
    maxUnauthenticated: values.HUB_MAX_UNAUTHENTICATED,
    maxSubscriptions: values.HUB_MAX_SUBSCRIPTIONS,
    maxLoginFailures: values.HUB_MAX_LOGIN_FAILURES,
    tls: tlsFiles(values.HUB_TLS_CERT, values.HUB_TLS_KEY),
    trustProxy: trustProxy(values.HUB_TRUST_PROXY),
    logLevel: values.HUB_LOG_LEVEL,
  };
}

function keySource(
  values: {
    HUB_JWT_SECRET?: string[] | undefined;
    HUB_JWT_PUBLIC_KEY?: string | undefined;
    HUB_JWKS_URL?: string | undefined;
    DATABASE_URL?: string | undefined;
  },
  needsKey: boolean,
): KeySource | undefined {
  const sources: KeySource[] = [];
  if (values.HUB_JWT_SECRET) sources.push({ kind: 'secret', secrets: values.HUB_JWT_SECRET });
  if (values.HUB_JWT_PUBLIC_KEY) {
    const pem = readFileOf('HUB_JWT_PUBLIC_KEY', values.HUB_JWT_PUBLIC_KEY);
    sources.push({ kind: 'public-key', pem });
  }
  if (values.HUB_JWKS_URL) sources.push({ kind: 'jwks', url: values.HUB_JWKS_URL });
  const names = 'HUB_JWT_SECRET, HUB_JWT_PUBLIC_KEY or HUB_JWKS_URL';
  if (sources.length > 1) throw new ConfigError(`${names}: give exactly one of them`);
  if (needsKey && sources.length === 0 && values.DATABASE_URL) {
    throw new ConfigError(`${names}: one of them is required to serve a database`);
  }
  return sources[0];
}

function allowedOrigins(origins: string[] | undefined): HubConfig['allowedOrigins'] {
  if (!origins || origins.length === 0) return 'same';
  if (origins.includes('*')) return '*';
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new ConfigError(
        `HUB_ALLOWED_ORIGINS: ${origin} is not an origin like https://crm.example.com`,
      );
    }
  }
  return origins;
}

function tlsFiles(cert: string | undefined, key: string | undefined): HubConfig['tls'] {
  if (!cert && !key) return undefined;
  if (!cert || !key) throw new ConfigError('HUB_TLS_CERT, HUB_TLS_KEY: give both or neither');
  return { cert: readFileOf('HUB_TLS_CERT', cert), key: readFileOf('HUB_TLS_KEY', key) };
}

function trustProxy(setting: string | undefined): HubConfig['trustProxy'] {
  if (!setting || setting === 'off') return false;
  if (setting === 'on') return true;
  return setting.split(',').map((address) => address.trim());
}

function readFileOf(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`${variable}: cannot read the file ${path}`);
  }
}
