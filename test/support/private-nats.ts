/** A NATS server with JetStream of our own: a free port, a temporary folder, killed and started at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './private-mariadb.js';

export interface PrivateNats {
  /** `nats://127.0.0.1:PORT` */
  readonly url: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; resolves when it accepts connections. */
  start(): Promise<void>;
  /** While it is down: what it stored is gone. */
  forget(): Promise<void>;
  /** Ends it for good and removes its folder. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 15_000;

/** Ends the server and removes the folder when our end of the pipe closes, however we ended. */
const GUARDIAN = `
trap '' INT HUP
cat >/dev/null
[ -f "$1/pid" ] && kill -9 "$(cat "$1/pid")" 2>/dev/null
rm -rf "$1"
`;

/**
 * @param more flags beside those for address, data and JetStream
 * @throws Error when it does not accept connections in 15 s
 */
export async function startPrivateNats(more: readonly string[] = []): Promise<PrivateNats> {
  const folder = await mkdtemp(join(tmpdir(), 'vici-hub-nats-'));
  const guardian = spawn('sh', ['-c', GUARDIAN, 'guardian', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const port = await freePort();
  const data = join(folder, 'data');
  let server: ChildProcess | undefined;
  const start = async () => {
    const flags = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', data, ...more];
    const child = spawn(program(), [...flags, '-P', join(folder, 'pid')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = child;
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-8_000);
    });
    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await accepts(port))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`nats-server did not start\n${log}`);
      }
      await sleep(20);
    }
  };
  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  const stop = async () => {
    await kill();
    const ended = once(guardian, 'exit');
    guardian.stdin.end();
    await ended;
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  const forget = () => rm(data, { recursive: true, force: true });
  return { url: `nats://127.0.0.1:${port}`, kill, start, forget, stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}

function program(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.find((folder) => folder && existsSync(join(folder, 'nats-server')));
  if (!found) throw new Error('nats-server was not found: install nats-server');
  return join(found, 'nats-server');
}
