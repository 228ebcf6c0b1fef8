/** The command line as it is shipped, in a process of its own; `npm test` builds it first. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

export interface Program {
  readonly child: ChildProcess;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Both streams, so far. */
  output(): string;
  /** Resolves when the output matches; rejects when the program ends without. */
  says(pattern: RegExp): Promise<void>;
}

export function startProgram(args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (data: Buffer) => {
    output += data.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    ended,
    output: () => output,
    says: (pattern) =>
      new Promise<void>((resolve, reject) => {
        const look = () => pattern.test(output) && resolve();
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without saying ${pattern}: ${output}`)));
      }),
  };
}

/** Runs it to its end. */
export async function runProgram(args: string[], env: Record<string, string> = {}) {
  const program = startProgram(args, env);
  const code = await program.ended;
  return { code, output: program.output().trim() };
}
