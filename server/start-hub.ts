/** Puts the parts together: database, feed, sockets, HTTP; and takes them apart in order. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import proxyAddr from '@fastify/proxy-addr';
import { WebSocketServer } from 'ws';
import { MAX_MESSAGE_BYTES } from '../protocol/close-codes.js';
import { Directory } from './auth/directory.js';
import { LoginFailures } from './auth/login-failures.js';
import { Tokens } from './auth/tokens.js';
import { type ClusterAddress, readAddress } from './cluster/address.js';
import { ConfigError, type HubConfig } from './config.js';
import { ApiLog } from './database/api-log.js';
import { CircuitBreaker } from './database/circuit-breaker.js';
import { connectDatabase, type DatabaseConnection } from './database/connect.js';
import { AgentFeed } from './feed/agent-feed.js';
import { BinlogBell } from './feed/binlog-bell.js';
import { agents } from './http/agents.js';
import { asyncApi } from './http/asyncapi.js';
import { demo } from './http/demo.js';
import { prepareDrain } from './http/drain.js';
import { events } from './http/events.js';
import { health } from './http/health.js';
import { Metrics } from './http/metrics.js';
import { allowOrigins, createHttpServer, protectPages } from './http/server.js';
import { staticFiles } from './http/static-files.js';
import { textApi } from './http/text-api.js';
import { tokenEndpoint } from './http/token-endpoint.js';
import { createLog, type Log } from './log.js';
import { OutboundHttp } from './outbound/outbound-http.js';
import { HubConnection } from './socket/connection.js';
import { ConnectionCounts } from './socket/connection-counts.js';
import { DRAIN_MS, Hub } from './socket/hub.js';
import { bearerToken, chooseProtocol, isOriginAllowed, readProtocols } from './socket/upgrade.js';

export interface StartOptions {
  /** An open database to serve instead of `config.databaseUrl`; it stays open at `close()`. */
  readonly connection?: DatabaseConnection;
  /** Serve the CRM page and its tokens. */
  readonly isDemo?: boolean;
  readonly log?: Log;
}

export interface RunningHub {
  readonly port: number;
  readonly adminPort: number | undefined;
  /** e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  /** e.g. `ws://127.0.0.1:8080/ws` */
  readonly socketUrl: string;
  readonly feed: AgentFeed;
  readonly hub: Hub;
  readonly tokens: Tokens;
  /** New connections get this certificate. @throws Error when it is not one */
  renewCertificate(tls: { cert: string; key: string }): void;
  close(): Promise<void>;
}

const SOCKET_PATH = '/ws';
/** Rights of connections that are merely open are read again this often at least, ms. */
const RECHECK_MS = 5_000;
/** At the end the database has this long to take the last rows and to say goodbye, ms. */
const LAST_WRITES_MS = 3_000;

/** @throws ConfigError, or the database's error when it cannot be reached */
export async function startHub(config: HubConfig, options: StartOptions = {}): Promise<RunningHub> {
  const log = options.log ?? createLog(config.logLevel);
  if (!config.keys) throw new ConfigError('a key source is required (HUB_JWT_SECRET, …)');
  const address = clusterAddress(config);
  const tokens = new Tokens({
    keys: config.keys,
    issuer: config.jwtIssuer,
    audience: config.jwtAudience,
    maxTtl: config.tokenMaxTtl,
  });
  const connection = options.connection ?? (await connectOwn(config, log));
  const bell = createBell(config, connection, (agent) => feed.ring(agent), log);
  const loginFailures = new LoginFailures(config.maxLoginFailures, Date.now, () =>
    metrics.countLimit('login_failures'),
  );
  const onReading = (isReading: boolean) => (isReading ? bell?.wake() : bell?.sleep());
  // NATS is loaded only by a node of a cluster
  const cluster = address
    ? (await import('./cluster/start-cluster.js')).startCluster({
        address,
        connection,
        pollMs: config.pollMs,
        onReading,
        loginFailures,
        log,
      })
    : undefined;
  const feed = new AgentFeed({
    connection,
    pollMs: config.pollMs,
    source: cluster?.source,
    maxBuffered: config.maxBuffered,
    log,
    onReadFailure: (error) => metrics.countFailedReading(error),
    onDelay: (seconds) => metrics.observeDelay(seconds),
    // in a cluster the row log is followed where the tables are read
    onListening: cluster ? undefined : onReading,
  });
  const directory = new Directory(connection.db, config.cacheMs);
  const apiLog = new ApiLog(connection.db);
  const outbound = new OutboundHttp(config.cccHosts);
  const functions = { connection, directory, apiLog, outbound };
  const gate = new CircuitBreaker();
  let streams = 0;
  const metrics = new Metrics(feed, () => hub.connections.size + streams);
  const onError = (error: unknown) => metrics.countError(error);
  const onCommand = (name: string, level: string, seconds: number) =>
    metrics.countCommand(name, level, seconds);
  const hub = new Hub({
    functions,
    feed,
    tokens,
    log,
    onCommand,
    onError,
    recheckMs: RECHECK_MS,
    gate,
    counts: new ConnectionCounts(
      {
        perAddress: config.maxConnectionsPerAddress,
        perSubject: config.maxConnectionsPerSubject,
        unauthenticated: config.maxUnauthenticated,
      },
      cluster?.subjects,
    ),
    answers: cluster?.answers,
    subscriptionLimit: config.maxSubscriptions,
    onLimit: (limit) => metrics.countLimit(limit),
  });

  const app = createHttpServer(config, log);
  await protectPages(app, config);
  await allowOrigins(app, config);
  if (config.textApi) {
    await app.register(textApi, {
      services: functions,
      gate,
      loginFailures,
      onTouched: (agents) => {
        for (const agent of agents) feed.ring(agent);
      },
      onCommand,
      onError,
    });
  }
  await app.register(tokenEndpoint, { services: functions, gate, loginFailures, tokens, onError });
  await app.register(agents, { tokens, directory, feed, onError });
  await app.register(events, {
    tokens,
    directory,
    feed,
    onError,
    recheckMs: RECHECK_MS,
    onCount: (count) => {
      streams = count;
    },
  });
  await app.register(health, {
    connection,
    feed,
    metrics,
    metricsFor: config.adminPort === undefined ? 'loopback' : 'nobody',
  });
  await app.register(asyncApi);
  await app.register(staticFiles, { isDemo: options.isDemo ?? false });
  if (options.isDemo) await app.register(demo, { connection, tokens });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: config.compression,
    handleProtocols: chooseProtocol,
    clientTracking: false,
  });
  app.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => {}); // the peer went away; ws or the close handles it
    const refusal = refuseUpgrade(request, config);
    if (refusal) {
      refuse(stream, refusal);
      return;
    }
    const ip = peerAddress(request, config.trustProxy);
    if (!hub.admits(ip)) {
      refuse(stream, '429 Too Many Requests');
      return;
    }
    let isOpen = false;
    // a handshake that ws itself refuses never becomes a connection
    stream.once('close', () => isOpen || hub.forget(ip));
    sockets.handleUpgrade(request, stream, head, (socket) => {
      isOpen = true;
      const limits = {
        rateLimit: config.rateLimit,
        compresses: socket.extensions.includes('permessage-deflate'),
        maxBuffered: config.maxBuffered,
      };
      const client = new HubConnection(socket, stream, ip, limits, hub);
      hub.add(client);
      const token = bearerToken(request.headers.authorization) ?? readProtocols(request).token;
      if (token !== undefined) void client.presentToken(token);
    });
  });

  const admin = config.adminPort === undefined ? undefined : createHttpServer(config, log);
  const drains = (admin ? [app, admin] : [app]).map(prepareDrain);
  await admin?.register(health, { connection, feed, metrics, metricsFor: 'everyone' });
  feed.start();
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await Promise.all([hub.close(), ...drains.map((drain) => drain(DRAIN_MS))]);
    bell?.stop();
    await feed.stop();
    // a database that does not answer must not keep the hub from ending
    await within(LAST_WRITES_MS, async () => {
      await apiLog.drain();
      if (!options.connection) await connection.close();
    });
  };
  try {
    await app.listen({ host: config.host, port: config.port });
    await admin?.listen({ host: config.host, port: config.adminPort ?? 0 });
  } catch (error) {
    await close();
    throw error;
  }
  const port = portOf(app.server.address());
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const secure = config.tls ? 's' : '';
  return {
    port,
    adminPort: admin && portOf(admin.server.address()),
    url: `http${secure}://${host}:${port}`,
    socketUrl: `ws${secure}://${host}:${port}${SOCKET_PATH}`,
    feed,
    hub,
    tokens,
    renewCertificate: (tls) => {
      if (app.server instanceof TlsServer) app.server.setSecureContext(tls);
    },
    close,
  };
}

async function within(ms: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work(), late]);
  clearTimeout(timer);
}

/** A database that cannot be reached yet is waited for: until then every command gets 5003. */
async function connectOwn(config: HubConfig, log: Log): Promise<DatabaseConnection> {
  if (!config.databaseUrl) throw new ConfigError('DATABASE_URL: is required here');
  return connectDatabase({
    url: config.databaseUrl,
    tablePrefix: config.tablePrefix,
    onUnreachable: (error) => log.warn({ err: error }, 'the database cannot be reached'),
  });
}

/** Once told, the peer is cut off: one that does not close its end must not hold the socket. */
function refuse(stream: Duplex, status: string): void {
  stream.once('finish', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** @returns undefined for a hub that stands alone. @throws ConfigError */
function clusterAddress({ natsUrl, databaseUrl }: HubConfig): ClusterAddress | undefined {
  if (!natsUrl) return undefined;
  if (databaseUrl?.startsWith('mysql:')) return readAddress(natsUrl);
  throw new ConfigError('HUB_NATS_URL: the nodes of a cluster share a MySQL or MariaDB database');
}

/** @returns undefined when the row log is not to be followed, or the database has none */
function createBell(
  { binlog, databaseUrl: url }: HubConfig,
  connection: DatabaseConnection,
  ring: (agentUser?: string) => void,
  log: Log,
): BinlogBell | undefined {
  if (!binlog) return undefined;
  if (url && connection.engine === 'mysql') return new BinlogBell({ connection, url, ring, log });
  log.warn('HUB_BINLOG=on has no effect on an embedded database');
  return undefined;
}

/** @returns the HTTP status line with which an upgrade is refused */
function refuseUpgrade(request: IncomingMessage, config: HubConfig): string | undefined {
  const path = (request.url ?? '').split('?', 1)[0];
  if (path !== SOCKET_PATH) return '404 Not Found';
  if (!isOriginAllowed(request, config.allowedOrigins)) return '403 Forbidden';
  if (!readProtocols(request).acceptable) return '400 Bad Request';
  return undefined;
}

function peerAddress(request: IncomingMessage, trust: HubConfig['trustProxy']): string {
  const address =
    trust === false
      ? (request.socket.remoteAddress ?? '')
      : proxyAddr(request, trust === true ? () => true : [...trust]);
  return address.replace(/^::ffff:/, '');
}

function portOf(address: ReturnType<import('node:net').Server['address']>): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
