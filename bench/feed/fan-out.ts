/** Changes delivered per second, and memory of idle subscribers: the hub, bare `ws`, Socket.IO. */
import { randomBytes } from 'node:crypto';
import { OtherProcess } from '../../test/support/other-process.js';
import { openSocket } from '../open-socket.js';
import { signToken } from '../token.js';
import type { loadOrders } from './load.js';
import type { Kind, serverOrders } from './server.js';

export interface FanOutMeasured {
  readonly perSecond: number;
  /** Per second of the server's CPU. */
  readonly perCpuSecond: number;
}

const WARM_UP_MS = 1_000;
const RELAY_EVERY_MS = 4;
const SECRET = randomBytes(32).toString('hex');
const SUBSCRIBE = '{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{}}';

/** What a server wants to hear from a subscriber, and how many frames it then answers. */
const GREETINGS: Record<Kind, { greeting: string[]; answers: number }> = {
  hub: { greeting: [SUBSCRIBE], answers: 1 },
  ws: { greeting: [SUBSCRIBE], answers: 1 },
  // the engine's opening, then the answer to the connect packet
  'socket.io': { greeting: ['40'], answers: 2 },
};

class Rig {
  private constructor(
    readonly kind: Kind,
    readonly server: OtherProcess<typeof serverOrders>,
    readonly load: OtherProcess<typeof loadOrders>,
    private readonly at: { port: number; path: string },
  ) {}

  /** @param text what `ws` and Socket.IO send */
  static async start(kind: Kind, text: string): Promise<Rig> {
    const server = OtherProcess.start<typeof serverOrders>(new URL('server.ts', import.meta.url));
    const load = OtherProcess.start<typeof loadOrders>(new URL('load.ts', import.meta.url));
    const at = await server.ask('start', { kind, secret: SECRET, text });
    return new Rig(kind, server, load, at);
  }

  subscribe(count: number): Promise<void> {
    const token = signToken(SECRET);
    return this.load.ask('open', { ...this.at, token, count, ...GREETINGS[this.kind] });
  }

  /** One frame as a subscriber of the hub hears it. */
  async sample(): Promise<string> {
    const url = `ws://127.0.0.1:${this.at.port}${this.at.path}`;
    const socket = await openSocket(url, signToken(SECRET));
    const frame = new Promise<string>((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (data.includes('agents_changed')) resolve(data.toString());
      });
    });
    socket.send(SUBSCRIBE);
    await new Promise((resolve) => socket.once('message', resolve));
    await this.server.ask('run', { subscribers: 1, ms: 20 });
    const text = await frame;
    socket.terminate();
    return text;
  }

  async run(subscribers: number, ms: number): Promise<FanOutMeasured> {
    const before = await this.load.ask('heard', {});
    const running = this.server.ask('run', { subscribers, ms });
    let isOver = false;
    void running.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await this.server.ask('heard', await this.load.ask('heard', {}));
      await new Promise((resolve) => setTimeout(resolve, RELAY_EVERY_MS));
    }
    const { cpuMs, elapsedMs } = await running;
    const heard = (await this.load.ask('heard', {})) - before;
    await settled(this.load);
    return { perSecond: (heard / elapsedMs) * 1_000, perCpuSecond: (heard / cpuMs) * 1_000 };
  }

  async stop(): Promise<void> {
    await this.load.stop();
    await this.server.stop();
  }
}

/** Waits until nothing more arrives. */
async function settled(load: Rig['load']): Promise<void> {
  for (let before = -1; ; ) {
    const now = await load.ask('heard', {});
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @returns a frame of the hub with one change, for the others to send */
export async function sampleFrame(): Promise<string> {
  const rig = await Rig.start('hub', '');
  try {
    return await rig.sample();
  } finally {
    await rig.stop();
  }
}

export async function measureFanOut(
  kind: Kind,
  subscribers: number,
  text: string,
  seconds: number,
): Promise<FanOutMeasured> {
  const rig = await Rig.start(kind, text);
  try {
    await rig.subscribe(subscribers);
    await rig.run(subscribers, WARM_UP_MS);
    return await rig.run(subscribers, seconds * 1_000);
  } finally {
    await rig.stop();
  }
}

export interface MemoryMeasured {
  /** Heap and buffers, bytes each. */
  readonly used: number;
  /** Of the process, bytes each. */
  readonly rss: number;
}

/** Memory of one idle subscriber: the difference that `count` of them make. */
export async function measureMemory(kind: Kind, count: number): Promise<MemoryMeasured> {
  const rig = await Rig.start(kind, '');
  try {
    // the first ones bring in code and caches that all share
    await rig.subscribe(100);
    const before = await rig.server.ask('memory', {});
    await rig.subscribe(count);
    const after = await rig.server.ask('memory', {});
    return {
      used: (after.used - before.used) / count,
      rss: (after.rss - before.rss) / count,
    };
  } finally {
    await rig.stop();
  }
}
