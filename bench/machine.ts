/** On what the benches run; no names of hosts, no paths. */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { serverProgram } from '../test/support/private-mariadb.js';

const GIB = 1_024 ** 3;

/** e.g. `2 cores, 24 GiB, Node 20.20.2, MariaDB 10.11.19` */
export function describeMachine(): string {
  return [
    `${cpus().length} cores`,
    `${Math.round(totalmem() / GIB)} GiB`,
    `Node ${process.versions.node}`,
    databaseVersion(),
  ].join(', ');
}

function databaseVersion(): string {
  try {
    const said = execFileSync(serverProgram(), ['--version'], { encoding: 'utf8' });
    const [, version, isMariadb] = /Ver ([\d.]+)(-MariaDB)?/.exec(said) ?? [];
    return version ? `${isMariadb ? 'MariaDB' : 'MySQL'} ${version}` : 'unknown database';
  } catch {
    return 'no database';
  }
}
