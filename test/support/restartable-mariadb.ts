/** A private MariaDB that tests can kill and start again on the same data and port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  acceptsConnections,
  freePort,
  installData,
  serverFlags,
  serverProgram,
} from './private-mariadb.js';

export interface RestartableMariadb {
  /** `mysql://root@127.0.0.1:PORT`, without a database. */
  readonly url: string;
  readonly port: number;
  /** SIGKILL: nothing is flushed, no connection is closed in order. */
  kill(): Promise<void>;
  /** Starts it again unless it runs; resolves when it accepts connections. */
  start(): Promise<void>;
  /** Ends it for good and removes its folder. */
  stop(): Promise<void>;
}

/** Removes what is left when our end of the pipe closes, however this process ended. */
const GUARDIAN = `
trap '' INT HUP
cat >/dev/null
[ -f "$1/pid" ] && kill -9 "$(cat "$1/pid")" 2>/dev/null
rm -rf "$1"
`;

/** What was committed outlives a SIGKILL. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1', '--innodb-doublewrite=1'];

/** @param flags more server flags */
export async function startRestartableMariadb(
  flags: readonly string[] = [],
): Promise<RestartableMariadb> {
  const folder = await mkdtemp(join(tmpdir(), 'vici-hub-mariadb-'));
  const guardian = spawn('sh', ['-c', GUARDIAN, 'guardian', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const port = await freePort();
  let server: ChildProcess | undefined;
  const isRunning = () => server !== undefined && server.exitCode === null && !server.signalCode;
  const start = async () => {
    if (isRunning()) return;
    server = spawn(serverProgram(), [...serverFlags(folder, port), ...DURABLE, ...flags], {
      stdio: 'ignore',
    });
    await acceptsConnections(port, server);
  };
  const kill = async () => {
    if (!server || !isRunning()) return;
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
    await installData(folder);
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `mysql://root@127.0.0.1:${port}`, port, kill, start, stop };
}
