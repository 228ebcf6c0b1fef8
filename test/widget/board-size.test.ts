/** What a page has to load for the wallboard alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../dist/widget/', import.meta.url));
const KIB = 1024;
const ENTRY = 'vici-agent-board.js';

const read = (file: string) => readFileSync(folder + file, 'utf8');
const gzipped = (file: string) => gzipSync(read(file), { level: 9 }).length;

describe('the built wallboard', () => {
  it('is one module that loads no other before it runs', () => {
    expect(read(ENTRY)).not.toMatch(/(?:^|[;}\s])(?:import|export)[^;(]*["']\.\//);
  });

  it('takes at most 25 KiB, and 30 with all its texts', () => {
    expect(gzipped(ENTRY)).toBeLessThanOrEqual(25 * KIB);
    const texts = readdirSync(folder).filter((file) => /^board-.*\.js$/.test(file));
    expect(texts.length).toBeGreaterThan(2);
    const sum = [ENTRY, ...texts].reduce((bytes, file) => bytes + gzipped(file), 0);
    expect(sum).toBeLessThanOrEqual(30 * KIB);
  });

  it('defines its own element only, and is no part of the agent controls', () => {
    expect(read(ENTRY)).not.toContain('vici-agent-controls');
    expect(read('vici-agent-controls.js')).not.toContain('vici-agent-board');
  });
});
