/** A process of its own, running the sources, that answers orders over IPC. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a process does when it is told to; the same type on both ends. */
type Orders<O> = { [K in keyof O]: (given: never) => unknown };

const PATIENCE_MS = 60_000;

export class OtherProcess<O extends Orders<O>> {
  private constructor(private readonly child: ChildProcess) {}

  /** @param file a TypeScript file that calls {@link obey} */
  static start<O extends Orders<O>>(file: URL): OtherProcess<O> {
    const loader = new URL('../../tasks/ts-loader.mjs', import.meta.url);
    const child = fork(fileURLToPath(file), [], {
      execArgv: ['--import', loader.href, '--expose-gc'],
    });
    return new OtherProcess<O>(child);
  }

  /**
   * One at a time of each order.
   * @throws Error when the other fails, ends, or does not answer in a minute
   */
  ask<K extends keyof O & string>(
    order: K,
    given: Parameters<O[K]>[0],
  ): Promise<Awaited<ReturnType<O[K]>>> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        child.off('message', heard);
        child.off('exit', gone);
        act();
      };
      const heard = (message: { order: string; answer?: never; error?: string }) => {
        if (message.order !== order) return;
        const { answer, error } = message;
        settle(() => (error === undefined ? resolve(answer as never) : reject(new Error(error))));
      };
      const gone = () => settle(() => reject(new Error(`${order}: the process ended`)));
      const late = () => settle(() => reject(new Error(`${order}: no answer`)));
      const timer = setTimeout(late, PATIENCE_MS);
      child.on('message', heard);
      child.once('exit', gone);
      child.send({ order, given });
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
  }
}

/** The other end: answers orders until the parent goes. */
export function obey<O extends Orders<O>>(orders: O): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ order, given }: { order: keyof O & string; given: never }) => {
    try {
      process.send?.({ order, answer: await orders[order](given) });
    } catch (error) {
      process.send?.({ order, error: String(error) });
    }
  });
}

/** Bytes of heap and buffers that are in use after collecting garbage, and of the process. */
export async function memoryInUse(): Promise<{ used: number; rss: number }> {
  if (!globalThis.gc) throw new Error('needs --expose-gc');
  globalThis.gc();
  // what the collection let go of is finalized in turns of the event loop
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: heapUsed + external, rss };
}
