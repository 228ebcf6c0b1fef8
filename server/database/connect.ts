/** Opens the database named by `DATABASE_URL` and finds out what it holds. */
import { Kysely } from 'kysely';
import { DatabaseClock } from './clock.js';
import { createSchema } from './create-schema.js';
import type { Database, DialerTables, Engine } from './database.js';
import { detectInstallation, Installation } from './installation.js';
import { InstallationPlugin } from './installation-plugin.js';
import { mysqlColumns, openMysql } from './mysql.js';
import { openSqlite, sqliteColumns } from './sqlite.js';
import { isConnectionLost } from './unavailable.js';

export interface DatabaseConnection {
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
  /**
   * Create our own schema in it first (demo, tests, simulator; the database must be empty). An
   * empty embedded database always gets it.
   */
  readonly create?: boolean;
  /** Told each time that the database cannot be reached; it is tried again until it can. */
  readonly onUnreachable?: (error: unknown) => void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

/**
 * @throws Error when the database is no dialler's; when it cannot be reached, unless
 *   `onUnreachable` is given: then the connection learns what it holds once it can be
 */
export async function connectDatabase(options: ConnectOptions): Promise<DatabaseConnection> {
  const engine: Engine = options.url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
  const dialect =
    engine === 'sqlite'
      ? openSqlite(options.url.slice('sqlite:'.length))
      : openMysql(options.url).dialect;
  const plain = new Kysely<DialerTables>({ dialect });
  const installation = Installation.unknown();
  const db = plain.withPlugin(new InstallationPlugin(installation));
  const clock = new DatabaseClock(plain, engine);
  const learn = async () => {
    const columns = await (engine === 'sqlite' ? sqliteColumns(plain) : mysqlColumns(plain));
    const found = detectInstallation(options.tablePrefix, columns);
    await clock.measure();
    installation.learn(found);
  };
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const learnLater = (delayMs: number) => {
    timer = setTimeout(() => {
      learn().catch((error: unknown) => {
        if (isClosed) return;
        options.onUnreachable?.(error);
        learnLater(Math.min(delayMs * 2, LONGEST_RETRY_MS));
      });
    }, delayMs);
  };
  try {
    // nobody else keeps a dialler in an embedded database: an empty file becomes one
    const isNew = engine === 'sqlite' && (await sqliteColumns(plain)).length === 0;
    if (options.create || isNew) {
      await createSchema(plain, engine, options.tablePrefix === 'auto' ? '' : options.tablePrefix);
    }
    await learn();
  } catch (error) {
    if (!options.onUnreachable || !isConnectionLost(error)) {
      await plain.destroy().catch(() => {});
      throw error;
    }
    options.onUnreachable(error);
    learnLater(FIRST_RETRY_MS);
  }
  const at = engine === 'mysql' ? new URL(options.url) : undefined;
  const server = at && { host: at.hostname, port: Number(at.port) || 3306 };
  const close = async () => {
    isClosed = true;
    clearTimeout(timer);
    await plain.destroy();
  };
  return { db, engine, installation, clock, server, close };
}
