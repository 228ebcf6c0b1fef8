/** What the tasks share: steps that say what they do and for how long, and hashes of what they read. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A step that failed; its message is all that the user needs to see. */
export class StepFailed extends Error {}

/**
 * Prints one line when the step ends.
 * @param {string} what e.g. `packages installed`
 * @param {() => Promise<void>} work
 */
export async function step(what, work) {
  const startedAt = performance.now();
  await work();
  console.log(`${what} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * Runs a program in the project's folder; its output is shown only when it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to the environment
 */
export async function run(program, args, env = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const problem = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? '' : `exit ${signal ?? code}`));
  });
  if (problem) {
    throw new StepFailed(`${output.trimEnd()}\n${[program, ...args].join(' ')}: ${problem}`);
  }
}

/**
 * Runs the program of an installed package, whatever PATH holds.
 * @param {string} file inside node_modules
 * @param {string[]} args
 */
export function runTool(file, args) {
  return run(process.execPath, [join(root, 'node_modules', file), ...args]);
}

/** @param {string[]} paths files and folders, relative to the project's folder; missing ones count as such */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addToHash(hash, path);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  try {
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      addToHash(hash, `${path}/${name}`);
    }
  } catch (error) {
    hash.update(`${path}\0`);
    if (error.code === 'ENOTDIR') hash.update(readFileSync(join(root, path)));
    else if (error.code !== 'ENOENT') throw error;
  }
}

/** @param {string} path relative to the project's folder, @returns {string} empty when there is no such file */
export function readStamp(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

/** Shows the reason of a failed task and ends the process with 1. */
export function exitWith(error) {
  console.error(error instanceof StepFailed ? error.message : error);
  process.exit(1);
}
