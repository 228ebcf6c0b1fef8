/** `GET /agents`: the sessions that a token may see, once, for tools that poll. */
import type { FastifyInstance } from 'fastify';
import type { AgentFeed } from '../feed/agent-feed.js';
import { createView } from '../feed/view.js';
import { authenticated, type BearerServices } from './bearer.js';
import { answerUnavailable } from './database-trouble.js';
import { readFilter } from './session-filter.js';

export interface AgentsOptions extends BearerServices {
  readonly feed: AgentFeed;
  readonly onError: (error: unknown) => void;
}

export async function agents(app: FastifyInstance, options: AgentsOptions): Promise<void> {
  app.get('/agents', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      const identity = await authenticated(options, request, reply);
      if (!identity) return reply;
      const filter = readFilter(request, reply);
      if (!filter) return reply;
      const snapshot = await options.feed.snapshot(createView(identity, filter));
      const { epoch, revision, agents } = snapshot;
      return { epoch, revision, agents };
    } catch (error) {
      options.onError(error);
      return answerUnavailable(reply, error);
    }
  });
}
