/** The document's text API: every function by GET or POST with user and password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { login } from '../auth/login.js';
import type { LoginFailures } from '../auth/login-failures.js';
import type { CircuitBreaker } from '../database/circuit-breaker.js';
import { isDatabaseError } from '../database/unavailable.js';
import { type Outcome, outcomeText } from '../functions/engine/outcome.js';
import { refuseRequest } from '../functions/engine/refuse-request.js';
import { type FunctionServices, runFunction } from '../functions/engine/run-function.js';
import { sanitizeParameter } from '../functions/engine/sanitize.js';
import { findFunction } from '../functions/index.js';

export interface TextApiOptions {
  readonly services: FunctionServices;
  readonly gate: CircuitBreaker;
  readonly loginFailures: LoginFailures;
  /** A command may have changed these agents' sessions. */
  readonly onTouched: (agents: readonly string[]) => void;
  readonly onCommand: (name: string, level: string, seconds: number) => void;
  /** Told whatever a request failed with besides a refusal, the database's errors among it. */
  readonly onError: (error: unknown) => void;
}

const PATHS = ['/agent/apis/index.php', '/agc/api.php'];
/** Form bodies at most: the longest documented request is far shorter. */
const BODY_LIMIT = 256 * 1024;

export async function textApi(app: FastifyInstance, options: TextApiOptions): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, body),
  );
  for (const url of PATHS) {
    app.route({
      method: ['GET', 'POST'],
      url,
      bodyLimit: BODY_LIMIT,
      handler: (request, reply) => answer(options, request, reply),
    });
  }
}

async function answer(
  options: TextApiOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const parameters = readParameters(request);
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache, must-revalidate')
    .header('pragma', 'no-cache');
  const started = performance.now();
  // names that clients invent must not become metrics
  const name = findFunction(parameters.function ?? '')?.definition.name ?? 'unknown';
  const count = (level: string) =>
    options.onCommand(name, level, (performance.now() - started) / 1000);
  try {
    const outcome = await options.gate.run(() =>
      perform(options, parameters, peerAddress(request)),
    );
    options.onTouched(outcome.touched);
    count(outcome.success ? outcome.success.level.toLowerCase() : 'error');
    return `${outcomeText(outcome)}\n${closeWindowLink(parameters)}`;
  } catch (error) {
    count('error');
    options.onError(error);
    request.log.error({ err: error }, 'text API request failed');
    const unavailable = isDatabaseError(error);
    reply.code(unavailable ? 503 : 500);
    return unavailable ? 'ERROR: database unavailable\n' : 'ERROR: internal error\n';
  }
}

async function perform(
  { services, loginFailures }: TextApiOptions,
  parameters: Record<string, string>,
  ip: string,
): Promise<Outcome> {
  const settings = await services.directory.settings();
  const anyLetter = settings.use_non_latin === '1';
  const cleaned = (name: string) => sanitizeParameter(name, parameters[name] ?? '', anyLetter);
  const moment = services.connection.clock.moment();
  const unserved = {
    user: cleaned('user'),
    agent_user: cleaned('agent_user'),
    function: cleaned('function'),
    value: cleaned('value'),
    source: cleaned('source'),
    moment,
  };
  const { user, source } = unserved;
  const fn = findFunction(unserved.function);
  const caller = { user, source, ip, functions: '*', agents: '*' } as const;
  if (fn?.needsNoRight) {
    return runFunction(services, fn, { raw: parameters, moment }, caller);
  }
  if (source.length < 2) {
    return refuseRequest(services, unserved, 'source_not_valid', { detail: source });
  }
  const result = await login({ ...services, loginFailures }, user, parameters.pass ?? '', ip);
  if (!result.accepted) {
    const auth = result.word === 'GOOD' ? 1 : 0;
    const detail = `${user}||${auth}|${result.mayUseApi ? 1 : 0}|${result.word}|`;
    return refuseRequest(services, unserved, 'login_refused', {
      line: `ERROR: Invalid Username/Password: |${detail}`,
      logData: detail,
    });
  }
  if (settings.vdc_agent_api_active !== '1') {
    return refuseRequest(services, unserved, 'api_not_active');
  }
  if (!fn) {
    return refuseRequest(services, unserved, 'unknown_function', { detail: unserved.function });
  }
  return runFunction(services, fn, { raw: parameters, moment }, caller);
}

/** A name given twice: the last one counts; the query string beats the body. */
function readParameters(request: FastifyRequest): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null);
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  for (const [name, value] of new URLSearchParams(at < 0 ? '' : url.slice(at + 1))) {
    parameters[name] = value;
  }
  if (typeof request.body === 'string') {
    const query = new Set(Object.keys(parameters));
    for (const [name, value] of new URLSearchParams(request.body)) {
      if (!query.has(name)) parameters[name] = value;
    }
  }
  return parameters;
}

function peerAddress(request: FastifyRequest): string {
  return request.ip.replace(/^::ffff:/, '');
}

function closeWindowLink(parameters: Record<string, string>): string {
  if (!(Number(parameters.close_window_link) > 0)) return '';
  const text = parameters.language === 'es' ? 'Cerrar esta ventana' : 'Close This Window';
  return `\n<a href="javascript:window.opener='x';window.close();">${text}</a>\n`;
}
