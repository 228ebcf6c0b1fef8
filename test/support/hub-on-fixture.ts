/** A hub on an embedded database filled with the recorded fixture, and tokens for it. */
import { randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { readConfig } from '../../server/config.js';
import { type RunningHub, type StartOptions, startHub } from '../../server/start-hub.js';
import { createSqliteDatabase, type TestDatabase } from './database.js';
import { loadFixture } from './fixture.js';

export interface HubOnFixture {
  readonly hub: RunningHub;
  readonly database: TestDatabase;
  readonly secret: string;
  /** A token of API user 6666 for every agent; claims may be added or replaced. */
  token(claims?: object): string;
  close(): Promise<void>;
}

export interface FixtureOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly database?: TestDatabase;
  readonly start?: StartOptions;
}

export async function startHubOnFixture(options: FixtureOptions = {}): Promise<HubOnFixture> {
  const database = options.database ?? (await createSqliteDatabase());
  await loadFixture(database);
  const secret = randomBytes(32).toString('hex');
  const config = readConfig({
    DATABASE_URL: database.url,
    HUB_PORT: '0',
    HUB_CACHE_MS: '0',
    HUB_POLL_MS: '50',
    HUB_JWT_SECRET: secret,
    HUB_RATE_LIMIT: '100000',
    HUB_LOG_LEVEL: 'silent',
    ...options.env,
  });
  const hub = await startHub(config, { connection: database.connection, ...options.start });
  return {
    hub,
    database,
    secret,
    token: (claims = {}) => signToken(secret, claims),
    close: async () => {
      await hub.close();
      await database.close();
    },
  };
}

/** @returns an HS256 token of 6666, good for five minutes */
export function signToken(secret: string, claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  return jwt.sign({ sub: '6666', agents: '*', iat: now, exp: now + 300, ...claims }, secret, {
    algorithm: 'HS256',
  });
}
