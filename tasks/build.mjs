/** Builds dist/: type-checked server and protocol, the elements, a module each, the demo. */
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD_STAMP, hashOfSources } from './sources.mjs';
import { exitWith, root, runTool, step } from './steps.mjs';

const tsc = (project) => runTool('typescript/bin/tsc', ['-p', project]);
const vite = (...args) => runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn', ...args]);

export async function build() {
  const builtFrom = hashOfSources();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await step('server built', async () => {
    await tsc('tsconfig.build.json');
    chmodSync(join(root, 'dist/server/main.js'), 0o755);
  });
  if (existsSync(join(root, 'widget/index.ts'))) {
    await step('widget built', async () => {
      await vite();
      await vite('--mode', 'board');
      await tsc('tsconfig.widget.json');
    });
  }
  if (existsSync(join(root, 'widget/demo/index.html'))) {
    await step('demo pages built', () => vite('--mode', 'demo'));
  }
  // last: a build that was broken off is made again
  writeFileSync(join(root, BUILD_STAMP), builtFrom);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build().catch(exitWith);
