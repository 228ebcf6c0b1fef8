/** `/healthz`, `/readyz` and `/metrics`. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Connection } from '../database/connect.js';
import type { AgentFeed } from '../feed/agent-feed.js';
import type { Metrics } from './metrics.js';

export interface HealthOptions {
  readonly connection: Connection;
  readonly feed: AgentFeed;
  readonly metrics: Metrics;
  /** Metrics are for everyone on this port; else for loopback peers only. */
  readonly isAdminPort: boolean;
}

const DATABASE_TIMEOUT_MS = 2_000;

export async function health(app: FastifyInstance, options: HealthOptions): Promise<void> {
  const { connection, feed, metrics, isAdminPort } = options;
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    const problem = await findProblem(connection, feed);
    if (problem === undefined) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', reason: problem });
  });
  app.get('/metrics', async (request, reply) => {
    if (!isAdminPort && !isLoopback(request)) {
      return reply.code(403).send({ error: 'not_allowed' });
    }
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}

async function findProblem(connection: Connection, feed: AgentFeed): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), DATABASE_TIMEOUT_MS);
  });
  try {
    await Promise.race([sql`select 1`.execute(connection.db), late]);
  } catch {
    return 'the database cannot be read';
  } finally {
    clearTimeout(timer);
  }
  return feed.status.state === 'live' ? undefined : 'the feed is stale';
}

function isLoopback(request: FastifyRequest): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || address.startsWith('127.');
}
