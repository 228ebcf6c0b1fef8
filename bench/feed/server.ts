/** Child process: one of the three servers that are compared, and the loop that feeds it. */
import { setTimeout as pause } from 'node:timers/promises';
import { memoryInUse, obey } from '../../test/support/other-process.js';
import { startBareWs, startSocketIo } from './bare-servers.js';
import { startFedHub } from './fed-hub.js';

/** A server that can tell all its subscribers one thing. */
export interface FanOut {
  readonly port: number;
  readonly path: string;
  /** One change to every subscriber; resolves when it has been written to their sockets. */
  publish(): Promise<void>;
}

export type Kind = 'hub' | 'ws' | 'socket.io';

export interface FanOutRun {
  readonly subscribers: number;
  readonly ms: number;
}

/** Frames on their way at most: more would measure the memory of this machine. */
const WINDOW = 16_000;
const LOOK_EVERY_MS = 2;

let server: FanOut | undefined;
let heard = 0;

export const serverOrders = {
  async start({ kind, secret, text }: { kind: Kind; secret: string; text: string }) {
    if (kind === 'hub') server = await startFedHub(secret);
    else server = await (kind === 'ws' ? startBareWs(text) : startSocketIo(text));
    return { port: server.port, path: server.path };
  },
  /** Publishes as fast as the subscribers hear it. @returns CPU that this process used, ms */
  async run({ subscribers, ms }: FanOutRun): Promise<{ cpuMs: number; elapsedMs: number }> {
    const used = process.cpuUsage();
    const began = performance.now();
    const from = heard;
    let sent = 0;
    while (performance.now() - began < ms) {
      if (sent - (heard - from) + subscribers > Math.max(WINDOW, 2 * subscribers)) {
        await pause(LOOK_EVERY_MS);
        continue;
      }
      await server?.publish();
      sent += subscribers;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { user, system } = process.cpuUsage(used);
    return { cpuMs: (user + system) / 1_000, elapsedMs: performance.now() - began };
  },
  heard: async (count: number): Promise<void> => {
    heard = count;
  },
  async memory(_: object): Promise<{ used: number; rss: number }> {
    // lazily compiled code is let go of after a few collections
    for (let times = 0; times < 4; times++) await memoryInUse();
    return memoryInUse();
  },
};

obey(serverOrders);
