/** The widget for every page, and in demo mode the CRM page that embeds it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Scripts of the hub only, no inline style or script: what the widget must live with. */
const DEMO_POLICY =
  "default-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** Beside this module in dist/, below dist/ when it runs from the sources. */
function built(folder: 'widget' | 'demo'): string {
  const beside = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
  const below = fileURLToPath(new URL(`../../dist/${folder}/`, import.meta.url));
  return import.meta.url.endsWith('.ts') || !existsSync(beside) ? below : beside;
}

export async function staticFiles(
  app: FastifyInstance,
  { isDemo }: { isDemo: boolean },
): Promise<void> {
  await app.register(fastifyStatic, {
    root: built('widget'),
    prefix: '/widget/',
    index: false,
    cacheControl: false,
    setHeaders(reply, path) {
      // pages of any origin embed it; chunks carry a hash in their name
      reply.setHeader('access-control-allow-origin', '*');
      reply.setHeader('cross-origin-resource-policy', 'cross-origin');
      reply.setHeader('x-content-type-options', 'nosniff');
      reply.setHeader(
        'cache-control',
        /-[\w-]{8}\.js$/.test(path) && !path.endsWith('vici-agent-controls.js')
          ? 'public, max-age=31536000, immutable'
          : 'public, max-age=300',
      );
    },
  });
  if (!isDemo) return;
  await app.register(fastifyStatic, {
    root: built('demo'),
    prefix: '/demo/',
    decorateReply: false,
    cacheControl: false,
    setHeaders(reply) {
      reply.setHeader('content-security-policy', DEMO_POLICY);
      reply.setHeader('x-content-type-options', 'nosniff');
      reply.setHeader('cache-control', 'no-cache');
    },
  });
  app.get('/', async (_request, reply) => reply.redirect('/demo/'));
  app.get('/demo', async (_request, reply) => reply.redirect('/demo/'));
}
