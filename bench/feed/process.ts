/** A process of the bench that answers orders over IPC, one at a time. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What each order takes and answers; the same type on both ends. */
export type Orders = Record<string, (given: never) => unknown>;

const PATIENCE_MS = 60_000;

export class OtherProcess<O extends { [K in keyof O]: (given: never) => unknown }> {
  private constructor(private readonly child: ChildProcess) {}

  /** @param file beside this one */
  static start<O extends { [K in keyof O]: (given: never) => unknown }>(file: string) {
    const root = new URL('../../', import.meta.url);
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
      execArgv: ['--import', new URL('tasks/ts-loader.mjs', root).href, '--expose-gc'],
    });
    return new OtherProcess<O>(child);
  }

  /** @throws Error when the other fails, ends, or does not answer in a minute */
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
        const { error } = message;
        settle(() =>
          error === undefined ? resolve(message.answer as never) : reject(new Error(error)),
        );
      };
      const gone = () => settle(() => reject(new Error(`${order}: the process ended`)));
      const timer = setTimeout(
        () => settle(() => reject(new Error(`${order}: no answer`))),
        PATIENCE_MS,
      );
      child.on('message', heard);
      child.once('exit', gone);
      child.send({ order, given });
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
  }
}

/** The other end: answers orders until the parent goes. */
export function obey<O extends { [K in keyof O]: (given: never) => unknown }>(orders: O): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ order, given }: { order: keyof O & string; given: never }) => {
    try {
      process.send?.({ order, answer: await orders[order](given) });
    } catch (error) {
      process.send?.({ order, error: String(error) });
    }
  });
}
