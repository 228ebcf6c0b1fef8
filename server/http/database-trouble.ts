/** How a request is answered that needs the database while it cannot answer. */
import type { FastifyReply } from 'fastify';
import { isDatabaseError } from '../database/unavailable.js';

const RETRY_AFTER_S = 1;

/** @throws the error itself when it is not the database's */
export function answerUnavailable(reply: FastifyReply, error: unknown): FastifyReply {
  if (!isDatabaseError(error)) throw error;
  return reply
    .code(503)
    .header('retry-after', RETRY_AFTER_S)
    .send({ error: 'database_unavailable', reason: 'the database cannot be read' });
}
