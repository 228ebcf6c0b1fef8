import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.js';

const SECRET = 's'.repeat(32);
const served = { DATABASE_URL: 'mysql://u:p@127.0.0.1:3306/asterisk', HUB_JWT_SECRET: SECRET };

describe('configuration', () => {
  it('has the documented defaults', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      adminPort: undefined,
      databaseUrl: undefined,
      tablePrefix: 'auto',
      keys: undefined,
      tokenMaxTtl: 86_400,
      allowedOrigins: 'same',
      cacheMs: 5_000,
      pollMs: 200,
      binlog: false,
      textApi: true,
      compression: false,
      maxBuffered: 1_048_576,
      rateLimit: 50,
      trustProxy: false,
      logLevel: 'info',
    });
  });

  it.each([
    [{ HUB_PROT: '1' }, 'HUB_PROT'],
    [{ HUB_PORT: 'eighty' }, 'HUB_PORT'],
    [{ HUB_PORT: '70000' }, 'HUB_PORT'],
    [{ HUB_POLL_MS: '-1' }, 'HUB_POLL_MS'],
    [{ HUB_TEXT_API: 'yes' }, 'HUB_TEXT_API'],
    [{ HUB_LOG_LEVEL: 'loud' }, 'HUB_LOG_LEVEL'],
    [{ HUB_JWT_SECRET: 'short' }, 'HUB_JWT_SECRET'],
    [{ HUB_JWT_SECRET: `${SECRET},short` }, 'HUB_JWT_SECRET'],
    [{ HUB_JWT_SECRET: `${SECRET},${SECRET},${SECRET}` }, 'HUB_JWT_SECRET'],
    [{ HUB_JWT_PUBLIC_KEY: '/does/not/exist.pem' }, 'HUB_JWT_PUBLIC_KEY'],
    [{ HUB_JWKS_URL: 'file:///etc/keys' }, 'HUB_JWKS_URL'],
    [{ HUB_JWT_SECRET: SECRET, HUB_JWKS_URL: 'https://idp.example/keys' }, 'exactly one'],
    [{ DATABASE_URL: 'postgres://x/y' }, 'DATABASE_URL'],
    [{ DATABASE_URL: served.DATABASE_URL }, 'HUB_JWT_SECRET'],
    [{ HUB_TABLE_PREFIX: 'a b' }, 'HUB_TABLE_PREFIX'],
    [{ HUB_ALLOWED_ORIGINS: 'crm.example.com' }, 'HUB_ALLOWED_ORIGINS'],
    [{ HUB_ALLOWED_ORIGINS: 'https://crm.example.com/path' }, 'HUB_ALLOWED_ORIGINS'],
    [{ HUB_TLS_CERT: 'cert.pem' }, 'HUB_TLS_KEY'],
  ])('stops at %o with one line that names the variable', (env, named) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(named);
    try {
      readConfig(env);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
      expect((error as Error).message).not.toContain(SECRET);
    }
  });

  it('takes variables of other programs as none of its business', () => {
    expect(() => readConfig({ PATH: '/bin', HUBERT: '1' })).not.toThrow();
  });

  it('takes an empty variable as not given', () => {
    expect(readConfig({ HUB_PORT: '' }).port).toBe(8080);
  });

  it('reads lists and two secrets', () => {
    const config = readConfig({
      ...served,
      HUB_JWT_SECRET: `${SECRET},${'t'.repeat(32)}`,
      HUB_ALLOWED_ORIGINS: 'https://a.example, https://b.example:8443',
      HUB_TRUST_PROXY: '10.0.0.1, 10.0.1.0/24',
    });
    expect(config.keys).toEqual({ kind: 'secret', secrets: [SECRET, 't'.repeat(32)] });
    expect(config.allowedOrigins).toEqual(['https://a.example', 'https://b.example:8443']);
    expect(config.trustProxy).toEqual(['10.0.0.1', '10.0.1.0/24']);
  });
});
