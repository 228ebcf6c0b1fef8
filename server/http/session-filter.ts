/** `?agents=1000,1001&campaigns=SALES&user_groups=TEAM1`: which sessions are asked for. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ViewFilter } from '../feed/view.js';

const names = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    [given]
      .flat()
      .flatMap((text) => text.split(','))
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  )
  .pipe(z.array(z.string().max(100)).max(5_000));

const query = z.strictObject({
  agents: names.optional(),
  campaigns: names.optional(),
  user_groups: names.optional(),
});

/** @returns undefined when the request was answered with 400; an empty list counts as not given */
export function readFilter(request: FastifyRequest, reply: FastifyReply): ViewFilter | undefined {
  const parsed = query.safeParse(request.query);
  if (parsed.success) {
    return Object.fromEntries(Object.entries(parsed.data).filter(([, list]) => list.length > 0));
  }
  const issues = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((path) => ({ path, message: 'is not a parameter' }))
      : [{ path: issue.path.map(String).join('.'), message: issue.message }],
  );
  void reply.code(400).send({ error: 'invalid_params', issues });
  return undefined;
}
