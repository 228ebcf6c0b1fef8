/**
 * `node tasks/prepare.mjs start|test`: installs and builds what is missing or stale, and for `test`
 * makes sure of the programs that tests start. Needs nothing but Node; silent when all is there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensurePrograms } from './programs.mjs';
import { isBuilt } from './sources.mjs';
import { exitWith, hashOf, readStamp, root, run, StepFailed, step } from './steps.mjs';

const INSTALL_STAMP = 'node_modules/.installed-from';

try {
  const purpose = process.argv[2];
  if (purpose !== 'start' && purpose !== 'test') {
    throw new StepFailed('usage: node tasks/prepare.mjs start|test');
  }
  requireNode(20, 19);
  await ensurePackages();
  if (purpose === 'test') await ensurePrograms();
  if (!isBuilt()) {
    console.log('building ...');
    await build();
  }
} catch (error) {
  exitWith(error);
}

function requireNode(major, minor) {
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new StepFailed(`Node ${major}.${minor} or newer is needed, this is ${process.version}`);
}

async function ensurePackages() {
  const wanted = `${hashOf(['package-lock.json'])} ${process.platform} ${process.arch}`;
  if (readStamp(INSTALL_STAMP) === wanted) return;
  if (!isInstalledByHand()) {
    console.log('installing packages ...');
    await step('packages installed', async () => {
      const npm = process.env.npm_execpath;
      const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
      if (npm?.endsWith('.js')) await run(process.execPath, [npm, ...args]);
      else await run('npm', args);
    });
  }
  writeFileSync(join(root, INSTALL_STAMP), wanted);
}

/** True when somebody ran `npm ci` or `npm install` and all of the lock file is there. */
function isInstalledByHand() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const have = JSON.parse(readFileSync(hidden, 'utf8')).packages ?? {};
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(want).every(
    ([path, { version, optional }]) =>
      path === '' || have[path]?.version === version || (optional && have[path] === undefined),
  );
}
