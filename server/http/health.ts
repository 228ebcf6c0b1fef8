/** `/healthz`, `/readyz` and `/metrics`. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { DatabaseConnection } from '../database/connect.js';
import type { AgentFeed } from '../feed/agent-feed.js';
import type { Metrics } from './metrics.js';

export interface HealthOptions {
  readonly connection: DatabaseConnection;
  readonly feed: AgentFeed;
  readonly metrics: Metrics;
  /** Who gets metrics on this port. */
  readonly metricsFor: 'everyone' | 'loopback' | 'nobody';
}

const DATABASE_TIMEOUT_MS = 2_000;

export async function health(app: FastifyInstance, options: HealthOptions): Promise<void> {
  const { connection, feed, metrics, metricsFor } = options;
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    const problem = await findProblem(connection, feed);
    if (problem === undefined) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', reason: problem });
  });
  if (metricsFor === 'nobody') return;
  app.get('/metrics', async (request, reply) => {
    if (metricsFor === 'loopback' && !isLoopback(request)) {
      return reply.code(403).send({ error: 'not_allowed' });
    }
    reply.type(metrics.registry.contentType).header('cache-control', 'no-store');
    return metrics.text();
  });
}

/** The feed's own reading is the proof: a probe costs nothing while clients keep the feed live. */
async function findProblem(
  connection: DatabaseConnection,
  feed: AgentFeed,
): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('the database does not answer'), DATABASE_TIMEOUT_MS);
  });
  const reading = async () => {
    await sql`select 1`.execute(connection.db);
    await feed.refresh();
    return feed.status.state === 'live' ? undefined : 'the feed is stale';
  };
  try {
    return await Promise.race([reading().catch(() => 'the database cannot be read'), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A proxy on this machine is a loopback peer too: who comes through one is not. */
function isLoopback({ socket, headers }: FastifyRequest): boolean {
  if ('x-forwarded-for' in headers || 'forwarded' in headers) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || address.startsWith('127.');
}
