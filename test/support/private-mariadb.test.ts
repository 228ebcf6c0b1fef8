import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { onServer } from './database.js';
import { startPrivateMariadb } from './private-mariadb.js';

// other runs on this machine have folders of their own in the usual place
const temporary = mkdtempSync(join(tmpdir(), 'vici-hub-test-'));
vi.stubEnv('TMPDIR', temporary);
const folders = () => readdirSync(temporary).filter((name) => name.startsWith('vici-hub-'));
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('the private MariaDB', () => {
  it('answers on its own port, and nothing of it is left after it was stopped', async () => {
    const server = await startPrivateMariadb();
    await onServer(server.url, 'select 1');
    expect(folders()).toHaveLength(1);
    await server.stop();
    expect(folders()).toEqual([]);
    await expect(onServer(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    await server.stop();
  });

  it('says what its error log says when it cannot start, and leaves nothing', async () => {
    await expect(startPrivateMariadb({ flags: ['--no-such-flag'] })).rejects.toThrow(
      /no-such-flag/,
    );
    expect(folders()).toEqual([]);
  });

  it('ends with the process that started it, even a killed one', async () => {
    const child = spawn(
      process.execPath,
      ['--import', path('../../tasks/ts-loader.mjs'), path('abandon-mariadb.ts')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    const url = (await text(child.stdout)).trim();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(url).toMatch(/^mysql:/);
    await vi.waitFor(
      async () => {
        await expect(onServer(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
        expect(folders()).toEqual([]);
      },
      { timeout: 10_000, interval: 100 },
    );
  });
});
