import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { afterEach, describe, expect, it } from 'vitest';
import { Tokens } from '../../server/auth/tokens.js';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
const now = () => Math.floor(Date.now() / 1000);

describe('keys from a key server', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  const start = async () => {
    const set = { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] };
    server = createServer((_request, response) => response.end(JSON.stringify(set)));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new Tokens({
      keys: { kind: 'jwks', url: `http://127.0.0.1:${port}/keys` },
      issuer: undefined,
      audience: undefined,
      maxTtl: 3_600,
    });
  };
  const sign = (privateKey: typeof keys.privateKey, keyid = 'k1') =>
    jwt.sign({ sub: '6666', iat: now(), exp: now() + 60 }, privateKey, {
      algorithm: 'RS256',
      keyid,
    });

  it('verifies with the key that the token names', async () => {
    const tokens = await start();
    expect((await tokens.verify(sign(keys.privateKey))).sub).toBe('6666');
    await expect(tokens.verify(sign(others.privateKey))).rejects.toThrow('invalid signature');
    await expect(tokens.verify(sign(keys.privateKey, 'k2'))).rejects.toThrow('cannot be had');
  });

  it('asks the key server once for many tokens', async () => {
    const tokens = await start();
    let asked = 0;
    server?.on('request', () => {
      asked += 1;
    });
    for (let count = 0; count < 5; count++) await tokens.verify(sign(keys.privateKey));
    expect(asked).toBe(1);
  });

  it('goes on with a key that it knows while the key server is away', async () => {
    const tokens = await start();
    await tokens.verify(sign(keys.privateKey));
    server?.close();
    server?.closeAllConnections();
    expect((await tokens.verify(sign(keys.privateKey))).sub).toBe('6666');
    await expect(tokens.verify(sign(others.privateKey, 'k9'))).rejects.toThrow('cannot be had');
  });
});
