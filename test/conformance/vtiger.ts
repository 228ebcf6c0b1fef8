/** The second database that external_dial looks callbacks up in, on the run's private MariaDB. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { onServer } from '../support/database.js';

export interface VtigerDatabase {
  readonly name: string;
  /** `127.0.0.1:PORT`, as `system_settings.vtiger_server_ip` gets it. */
  readonly address: string;
  drop(): Promise<void>;
}

/** Login `cron` with `1234`, as the cases set them; it may only read. */
export async function createVtigerDatabase(server: string): Promise<VtigerDatabase> {
  const name = `vtiger_${randomBytes(6).toString('hex')}`;
  const fixture = readFileSync(new URL('fixture_vtiger.sql', import.meta.url), 'utf8')
    .replace('CREATE DATABASE IF NOT EXISTS vtiger', `CREATE DATABASE ${name}`)
    .replace('USE vtiger;', `USE ${name};`);
  await onServer(
    server,
    fixture,
    "create user if not exists 'cron'@'127.0.0.1' identified by '1234'",
    `grant select on ${name}.* to 'cron'@'127.0.0.1'`,
  );
  return {
    name,
    address: new URL(server).host,
    drop: () => onServer(server, `drop database if exists ${name}`),
  };
}
