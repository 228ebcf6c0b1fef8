/** The HTTP side of the hub; the WebSocket is attached to the same server. */
import fastifyCors from '@fastify/cors';
import fastifyHelmet from '@fastify/helmet';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { HubConfig } from '../config.js';
import type { Log } from '../log.js';

/** Headers and body must be there within this time, ms: a slow client must not hold a socket. */
const REQUEST_TIMEOUT_MS = 15_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** How often connections are looked at for that, ms. */
const CHECK_EVERY_MS = 1_000;
/** An idle connection is kept this long for the next request, ms. */
const KEEP_ALIVE_MS = 30_000;

export function createHttpServer(config: HubConfig, log: Log): FastifyInstance {
  const trustProxy =
    typeof config.trustProxy === 'boolean' ? config.trustProxy : [...config.trustProxy];
  const options = {
    loggerInstance: log as FastifyBaseLogger,
    // a request line of the text API holds a password
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle' as const,
  };
  const timeouts = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_EVERY_MS,
  };
  const app: FastifyInstance = config.tls
    ? (fastify({ ...options, https: { ...timeouts, ...config.tls } }) as unknown as FastifyInstance)
    : fastify({ ...options, http: timeouts });
  app.setErrorHandler((error, _request, reply) => {
    const { statusCode = 500, code } = error as { statusCode?: number; code?: string };
    if (statusCode >= 500) log.error({ err: error }, 'an HTTP request failed');
    void reply
      .code(statusCode)
      .send({ error: statusCode >= 500 ? 'internal_error' : (code ?? 'bad_request') });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not_found' }));
  return app;
}

/** Headers that browsers heed; each page sets the policy that it needs. */
export async function protectPages(app: FastifyInstance, config: HubConfig): Promise<void> {
  await app.register(fastifyHelmet, {
    // nothing that the hub answers is a page, but for those that say so themselves
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // behind a proxy that ends TLS the proxy says so
    strictTransportSecurity: config.tls ? { maxAge: 15_552_000 } : false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
  });
}

/** Cross-origin requests of the pages that may use the hub. */
export async function allowOrigins(app: FastifyInstance, config: HubConfig): Promise<void> {
  const { allowedOrigins } = config;
  if (allowedOrigins === 'same') return;
  await app.register(fastifyCors, {
    origin: allowedOrigins === '*' ? '*' : [...allowedOrigins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'last-event-id'],
  });
}
