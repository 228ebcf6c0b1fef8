/** `POST /token`: a token for a user and password; never more than the user has. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { login } from '../auth/login.js';
import type { LoginFailures } from '../auth/login-failures.js';
import type { Tokens } from '../auth/tokens.js';
import type { CircuitBreaker } from '../database/circuit-breaker.js';
import { isDatabaseError } from '../database/unavailable.js';
import type { FunctionServices } from '../functions/engine/run-function.js';
import { sanitizeParameter } from '../functions/engine/sanitize.js';

const names = z.union([z.array(z.string().max(100)).max(10_000), z.literal('*')]);

const body = z.strictObject({
  user: z.string().max(100),
  pass: z.string().max(100),
  agents: names.optional(),
  functions: names.optional(),
  campaigns: names.optional(),
  user_groups: names.optional(),
  redact: z.boolean().optional(),
  ttl_s: z.number().int().min(1).optional(),
});

const DEFAULT_TTL_S = 3_600;

export interface TokenEndpointOptions {
  readonly services: FunctionServices;
  readonly gate: CircuitBreaker;
  readonly loginFailures: LoginFailures;
  readonly tokens: Tokens;
  readonly onError: (error: unknown) => void;
}

export async function tokenEndpoint(
  app: FastifyInstance,
  { services, tokens, gate, loginFailures, onError }: TokenEndpointOptions,
): Promise<void> {
  app.post('/token', { bodyLimit: 256 * 1024 }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const parsed = body.safeParse(request.body);
    if (!parsed.success) {
      const issues = parsed.error.issues.map(({ path, message }) => ({
        path: path.join('.'),
        message,
      }));
      return reply.code(400).send({ error: 'invalid_params', issues });
    }
    if (!tokens.canSign) {
      return reply.code(501).send({ error: 'not_signing', message: 'this hub signs no tokens' });
    }
    const { user, pass, ttl_s = DEFAULT_TTL_S, ...grant } = parsed.data;
    try {
      const ip = request.ip.replace(/^::ffff:/, '');
      const { sub, result } = await gate.run(async () => {
        const settings = await services.directory.settings();
        const sub = sanitizeParameter('user', user, settings.use_non_latin === '1');
        return { sub, result: await login({ ...services, loginFailures }, sub, pass, ip) };
      });
      if (!result.accepted) {
        return reply.code(401).send({ error: 'login_refused', reason: result.word });
      }
      return tokens.sign({ sub: result.user?.user ?? sub, ttlSeconds: ttl_s, ...grant });
    } catch (error) {
      onError(error);
      if (!isDatabaseError(error)) throw error;
      return reply.code(503).send({ error: 'database_unavailable' });
    }
  });
}
