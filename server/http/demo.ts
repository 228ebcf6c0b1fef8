/** What the demo's CRM page asks of "its own" server: a token for the widget, and a customer. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Tokens } from '../auth/tokens.js';
import type { DatabaseConnection } from '../database/connect.js';

export const DEMO_API_USER = '6666';
const TOKEN_TTL_S = 3_600;

export interface DemoOptions {
  readonly connection: DatabaseConnection;
  readonly tokens: Tokens;
}

const tokenQuery = z.object({ agent_user: z.string().regex(/^[\w-]{1,20}$/) });
const customerQuery = z.object({ lead_id: z.coerce.number().int().min(1) });

export async function demo(app: FastifyInstance, options: DemoOptions): Promise<void> {
  const { connection, tokens } = options;
  app.get('/demo/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const parsed = tokenQuery.safeParse(request.query);
    if (!parsed.success) return reply.code(400).send({ error: 'agent_user is required' });
    const { agent_user } = parsed.data;
    return tokens.sign({
      sub: DEMO_API_USER,
      ttlSeconds: TOKEN_TTL_S,
      agents: [agent_user],
      campaigns: '*',
      source: 'demo',
    });
  });
  app.get('/demo/customer', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const parsed = customerQuery.safeParse(request.query);
    if (!parsed.success) return reply.code(400).send({ error: 'lead_id is required' });
    const lead = await connection.db
      .selectFrom('list')
      .select([
        'lead_id',
        'title',
        'first_name',
        'last_name',
        'phone_number',
        'alt_phone',
        'address1',
        'city',
        'state',
        'postal_code',
        'email',
        'comments',
        'vendor_lead_code',
      ])
      .where('lead_id', '=', parsed.data.lead_id)
      .executeTakeFirst();
    return lead ?? reply.code(404).send({ error: 'no such customer' });
  });
}
