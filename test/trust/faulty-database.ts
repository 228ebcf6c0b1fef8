/** A database whose server tests can make fail, filled with the fixture, and a hub of its own on it. */
import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';
import { readConfig } from '../../server/config.js';
import { type RunningHub, startHub } from '../../server/start-hub.js';
import { createMariadbDatabase, onServer } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';
import { signToken } from '../support/hub-on-fixture.js';
import { RawSocket } from '../support/raw-socket.js';
import {
  type RestartableMariadb,
  startRestartableMariadb,
} from '../support/restartable-mariadb.js';

/** No administrator: what a server forbids its users is forbidden to this one. */
const ACCOUNT = 'hub';

export class FaultyDatabase {
  private readonly hubs: RunningHub[] = [];
  private readonly connections: Connection[] = [];
  private readonly secret = randomBytes(32).toString('hex');

  private constructor(
    readonly server: RestartableMariadb,
    private readonly name: string,
  ) {}

  static async create(flags: readonly string[] = []): Promise<FaultyDatabase> {
    const server = await startRestartableMariadb(flags);
    const database = await createMariadbDatabase({ server: server.url, prefix: '' });
    await loadFixture(database);
    const name = new URL(database.url).pathname.slice(1);
    // not `database.close()`: that drops it
    await database.store.close();
    await database.connection.close();
    await onServer(
      server.url,
      `create user ${ACCOUNT} identified by 'x'`,
      `grant all on ${name}.* to ${ACCOUNT}`,
    );
    return new FaultyDatabase(server, name);
  }

  /** As the hub gets it. */
  get url(): string {
    return `mysql://${ACCOUNT}:x@127.0.0.1:${this.server.port}/${this.name}`;
  }

  async startHub(env: Readonly<Record<string, string>> = {}): Promise<RunningHub> {
    const config = readConfig({
      DATABASE_URL: this.url,
      HUB_PORT: '0',
      HUB_CACHE_MS: '0',
      HUB_POLL_MS: '50',
      HUB_JWT_SECRET: this.secret,
      HUB_RATE_LIMIT: '100000',
      HUB_LOG_LEVEL: 'silent',
      ...env,
    });
    const hub = await startHub(config);
    this.hubs.push(hub);
    return hub;
  }

  token(claims: object = {}): string {
    return signToken(this.secret, claims);
  }

  socket(hub: RunningHub): Promise<RawSocket> {
    return RawSocket.authenticated(hub.socketUrl, this.token());
  }

  /** An administrator's connection to the database. */
  async connect(): Promise<Connection> {
    const connection = await createConnection({
      uri: `${this.server.url}/${this.name}`,
      dateStrings: true,
    });
    this.connections.push(connection);
    return connection;
  }

  async rows(statement: string): Promise<Record<string, unknown>[]> {
    const connection = await this.connect();
    try {
      const [rows] = await connection.query(statement);
      return rows as Record<string, unknown>[];
    } finally {
      await connection.end();
    }
  }

  /** What the hub's connections are doing. */
  hubConnections(): Promise<Record<string, unknown>[]> {
    return this.rows(
      `select id, command, info from information_schema.processlist where user = '${ACCOUNT}'`,
    );
  }

  /** Ends all hubs and connections: a lock that a failed test holds must not outlive it. */
  async closeHubs(): Promise<void> {
    for (const connection of this.connections.splice(0)) connection.destroy();
    for (const hub of this.hubs.splice(0)) await hub.close();
  }

  async close(): Promise<void> {
    await this.closeHubs();
    await this.server.stop();
  }
}
