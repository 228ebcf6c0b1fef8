import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHubOnFixture } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';

describe('TLS', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vici-hub-tls-'));
    for (const name of ['first', 'second']) {
      execFileSync(
        'openssl',
        [
          ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
          ...['-days', '2', '-subj', `/CN=${name}`],
          ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)],
        ],
        { stdio: 'ignore' },
      );
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const nameAt = (port: number) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        const { CN } = socket.getPeerCertificate().subject;
        resolve(String(CN));
        socket.destroy();
      });
      socket.once('error', reject);
    });

  it('serves wss, and takes a new certificate without a restart', async () => {
    const fixture = await startHubOnFixture({
      env: {
        HUB_TLS_CERT: join(folder, 'first.pem'),
        HUB_TLS_KEY: join(folder, 'first.key'),
      },
    });
    const { hub } = fixture;
    expect(hub.socketUrl).toMatch(/^wss:/);
    const socket = await RawSocket.open(hub.socketUrl, [], {
      rejectUnauthorized: false,
      headers: { authorization: `Bearer ${fixture.token()}` },
    });
    expect(await nameAt(hub.port)).toBe('first');
    hub.renewCertificate({
      cert: readFileSync(join(folder, 'second.pem'), 'utf8'),
      key: readFileSync(join(folder, 'second.key'), 'utf8'),
    });
    expect(await nameAt(hub.port)).toBe('second');
    expect((await socket.request('ping')).result).toHaveProperty('time');
    socket.close();
    await fixture.close();
  });
});
