/** Opens the database named by `DATABASE_URL` and finds out what it holds. */
import { Kysely } from 'kysely';
import { DatabaseClock } from './clock.js';
import { createSchema } from './create-schema.js';
import type { Database, DialerTables, Engine } from './database.js';
import { detectInstallation, type Installation } from './installation.js';
import { InstallationPlugin } from './installation-plugin.js';
import { mysqlColumns, openMysql } from './mysql.js';
import { openSqlite, sqliteColumns } from './sqlite.js';

export interface Connection {
  readonly db: Database;
  readonly engine: Engine;
  readonly installation: Installation;
  readonly clock: DatabaseClock;
  /** Where the MySQL server is; undefined for the embedded database. */
  readonly server: { readonly host: string; readonly port: number } | undefined;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** `mysql://user:pass@host:3306/asterisk`, `sqlite:PATH` or `sqlite::memory:`. */
  readonly url: string;
  /** `auto` or a prefix. */
  readonly tablePrefix: string;
  /** Create our own schema in it first (demo, tests, simulator; the database must be empty). */
  readonly create?: boolean;
}

/** @throws Error when the database cannot be reached, or is no dialler's */
export async function connectDatabase(options: ConnectOptions): Promise<Connection> {
  const engine: Engine = options.url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
  const dialect =
    engine === 'sqlite'
      ? openSqlite(options.url.slice('sqlite:'.length))
      : openMysql(options.url).dialect;
  const plain = new Kysely<DialerTables>({ dialect });
  try {
    if (options.create) {
      await createSchema(plain, engine, options.tablePrefix === 'auto' ? '' : options.tablePrefix);
    }
    const columns = await (engine === 'sqlite' ? sqliteColumns(plain) : mysqlColumns(plain));
    const installation = detectInstallation(options.tablePrefix, columns);
    const db = plain.withPlugin(new InstallationPlugin(installation));
    const clock = new DatabaseClock(db, engine);
    await clock.measure();
    const at = engine === 'mysql' ? new URL(options.url) : undefined;
    const server = at && { host: at.hostname, port: Number(at.port) || 3306 };
    return { db, engine, installation, clock, server, close: () => plain.destroy() };
  } catch (error) {
    await plain.destroy().catch(() => {});
    throw error;
  }
}
