/** `GET /asyncapi.json`: the socket's contract for machines; anyone may read it. */
import type { FastifyInstance } from 'fastify';
import { asyncApiDocument } from './asyncapi-document.js';

export async function asyncApi(app: FastifyInstance): Promise<void> {
  // the schemas cannot change while the hub runs
  const document = JSON.stringify(asyncApiDocument());
  app.get('/asyncapi.json', async (_request, reply) => {
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('x-content-type-options', 'nosniff');
    return document;
  });
}
