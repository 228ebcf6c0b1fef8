/** The programs that tests start, installed where that can be done without asking. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, StepFailed, step } from './steps.mjs';

/** Debian package -> programs (or tests for something else) of which one must be there, for each of its needs. */
const NEEDED = {
  'mariadb-server': [
    ['mariadbd', 'mysqld'],
    ['mariadb-install-db', 'mysql_install_db'],
  ],
  chromium: [['chromium', 'chromium-browser', 'google-chrome']],
  'nats-server': [['nats-server']],
  'python3-websockets': [[hasWebsockets]],
  'php-cli': [['php']],
  curl: [['curl']],
};

export async function ensurePrograms() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (!isDebian() || process.getuid?.() !== 0) throw toInstall(missing);
  await step(`${missing.join(', ')} installed`, () =>
    withoutStartingServices(async () => {
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update'], env);
      await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], env);
    }),
  );
  const still = missingPackages();
  if (still.length > 0) throw toInstall(still);
}

function missingPackages() {
  return Object.keys(NEEDED).filter((name) =>
    NEEDED[name].some((programs) => !programs.some(isInstalled)),
  );
}

/** Debian's package belongs to its own interpreter, which need not be the first one found. */
function hasWebsockets() {
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  return spawnSync(python, ['-c', 'import websockets'], { stdio: 'ignore' }).status === 0;
}

function isInstalled(program) {
  if (typeof program === 'function') return program();
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => {
    if (!folder) return false;
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function isDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function toInstall(packages) {
  return new StepFailed(
    `the tests need ${packages.join(', ')}: install what your system calls so (Debian, as root: apt-get install ${packages.join(' ')})`,
  );
}

const POLICY = '/usr/sbin/policy-rc.d';

/** Debian starts what it installs unless this file says no; it is there only for that time. */
async function withoutStartingServices(work) {
  const remove = () => rmSync(POLICY, { force: true });
  const stop = () => process.exit(1); // runs the exit handler
  let isOurs = true;
  try {
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    isOurs = false; // somebody's own rule stands
  }
  if (isOurs) process.on('exit', remove);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    await work();
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    if (isOurs) {
      process.off('exit', remove);
      remove();
    }
  }
}
