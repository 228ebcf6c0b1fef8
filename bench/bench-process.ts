/** One bench in a process of its own, and what it found. */
import { fork } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchMessage, BenchName, Figure } from './figures.js';

export interface BenchRun {
  readonly name: BenchName;
  readonly startedAt: Date;
  /** Of the last minute before it started. */
  readonly load: number;
  readonly figures: readonly Figure[];
  /** Why it failed; undefined: it did not. */
  readonly failure: string | undefined;
}

/** From a failure to the process's end at most, ms. */
const GRACE_MS = 20_000;
const KILL_AFTER_MS = 10_000;

/**
 * What the bench prints goes to this process's output.
 * @param file a TypeScript file that calls `bench`
 * @param limitMs it is ended after so long
 */
export function runBench(name: BenchName, file: URL, limitMs: number): Promise<BenchRun> {
  const startedAt = new Date();
  const load = loadavg()[0] ?? 0;
  const figures: Figure[] = [];
  let failure: string | undefined;
  const child = fork(fileURLToPath(file), [], {
    execArgv: ['--import', new URL('../tasks/ts-loader.mjs', import.meta.url).href],
  });
  const timers: NodeJS.Timeout[] = [];
  const endIn = (ms: number) => {
    timers.push(setTimeout(() => child.kill('SIGTERM'), ms));
    timers.push(setTimeout(() => child.kill('SIGKILL'), ms + KILL_AFTER_MS));
  };
  const tooLong = setTimeout(() => {
    failure ??= `it did not end in ${limitMs / 1_000} s`;
    endIn(0);
  }, limitMs);
  timers.push(tooLong);
  child.on('message', (message: BenchMessage) => {
    if ('figures' in message) figures.push(...message.figures);
    else {
      failure ??= message.failure;
      endIn(GRACE_MS);
    }
  });
  return new Promise((resolve) => {
    const end = (otherwise: string | undefined) => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ name, startedAt, load, figures, failure: failure ?? otherwise });
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) end(figures.length > 0 ? undefined : 'it reported no figures');
      else end(`it ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}
