import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      rollupOptions: {
        input: 'protocol/client.ts',
        preserveEntrySignatures: 'strict',
        output: { format: 'es' },
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  return outputs
    .flatMap((result) => ('output' in result ? result.output : []))
    .map((file) => ('code' in file ? file.code : ''))
    .join('\n');
}

test('the client is small enough for a page and brings no schema with it', async () => {
  const code = await bundle();
  expect(code).toContain('connection_lost');
  expect(code).not.toMatch(/zod|_zod|safeParse/i);
  expect(gzipSync(code).length).toBeLessThan(5 * 1024);
});
