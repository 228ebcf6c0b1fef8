/** A MariaDB server of our own on a free port and in a temporary folder; no system service is touched. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';

export interface PrivateMariadb {
  readonly port: number;
  /** `mysql://root@127.0.0.1:PORT`, without a database. */
  readonly url: string;
  /** Ends the server and removes its folder; harmless when it has ended already. */
  stop(): Promise<void>;
}

export interface PrivateMariadbOptions {
  /** More server flags, e.g. `--log-bin --binlog-format=ROW --server-id=1`. */
  readonly flags?: readonly string[];
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const PORT_ATTEMPTS = 3;

/**
 * Ends the server when our end of the pipe on its input closes, however this process ended, and
 * then removes the folder. Ctrl-C goes to the whole group and must not end the shell first.
 */
const KEEPER = `
trap '' INT HUP
folder=$1; shift
exec 3<&0
"$@" 3<&- &
server=$!
trap 'kill "$server"' TERM
( cat <&3 >/dev/null; kill "$server" 2>/dev/null ) &
wait "$server"; status=$?
rm -rf "$folder"
exit $status
`;

/** @throws Error with the end of the server's error log when it does not accept connections in 60 s */
export async function startPrivateMariadb(
  options: PrivateMariadbOptions = {},
): Promise<PrivateMariadb> {
  const mariadbd = serverProgram();
  const install = installProgram();
  for (let attempt = 1; ; attempt++) {
    const folder = await mkdtemp(join(tmpdir(), 'vici-hub-mariadb-'));
    try {
      return await startIn(folder, mariadbd, install, options.flags ?? []);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      // another process may have taken the port between our look and the server's
      const isPortTaken = error instanceof Error && /already in use/i.test(error.message);
      if (!isPortTaken || attempt >= PORT_ATTEMPTS) throw error;
    }
  }
}

async function startIn(
  folder: string,
  mariadbd: string,
  install: string,
  flags: readonly string[],
): Promise<PrivateMariadb> {
  await installData(folder, install);
  const port = await freePort();
  const child = spawn(
    'sh',
    ['-c', KEEPER, 'keeper', folder, mariadbd, ...serverFlags(folder, port), ...flags],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const log = collectLog(child);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.stdin?.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await acceptsConnections(port, child);
  } catch (error) {
    await stop();
    throw new Error(`mariadbd did not start: ${String(error)}\n${log()}`);
  }
  // the pipe's closing ends the server: neither of them needs to keep this process alive
  child.unref();
  return { port, url: `mysql://root@127.0.0.1:${port}`, stop };
}

/** Fills the folder of a new server. */
export async function installData(folder: string, install = installProgram()): Promise<void> {
  await promisify(execFile)(install, [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    ...asRoot(),
  ]);
}

/** For a server that is small, quick and ours alone; later flags win. */
export function serverFlags(folder: string, port: number): string[] {
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 's')}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_general_ci',
    '--max-connections=400',
    '--key-buffer-size=8M',
    '--aria-pagecache-buffer-size=8M',
    '--innodb-buffer-pool-size=64M',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=0',
    '--innodb-fast-shutdown=2',
    ...asRoot(),
  ];
}

const asRoot = () => (process.getuid?.() === 0 ? ['--user=root'] : []);

export const serverProgram = () => findProgram('mariadbd', 'mysqld');
const installProgram = () => findProgram('mariadb-install-db', 'mysql_install_db');

/** Resolves when the server answers. @throws Error when it ends, or after 60 s */
export async function acceptsConnections(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
      await connection.end();
      return;
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended');
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Keeps the end of what the server writes to its error log. */
function collectLog(child: ChildProcess): () => string {
  let kept = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    kept = (kept + chunk.toString()).slice(-16_000);
  });
  return () => kept;
}

function findProgram(...names: string[]): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const name of names) {
    for (const folder of folders) {
      if (folder && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error(`${names[0]} was not found: install mariadb-server`);
}

/** @returns a port that nobody listened on a moment ago */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
