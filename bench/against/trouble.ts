/** What both sides may refuse, in one line. */
import { BenchError } from '../bench-error.js';
import { CommandRefused, SocketClosed } from '../command-client.js';

const NOT_AUTHENTICATED = 4401;

export const loginRefused = (at: URL | string, user: string) =>
  new BenchError(`--user, --pass: ${at} refuses the login of ${user}`);

export const notLoggedIn = (agent: string | undefined, at: URL | string) =>
  new BenchError(`--agent-user: agent ${agent} is not logged in, says ${at}`);

/** What the hub's refusal means for the one who compares. */
export function hubTrouble(error: unknown, hub: string, agent?: string): BenchError {
  if (error instanceof BenchError) return error;
  if (error instanceof SocketClosed && error.code === NOT_AUTHENTICATED) {
    return new BenchError(`--token: ${hub} does not take it`);
  }
  if (error instanceof SocketClosed) return new BenchError(`${hub}: ${error.message}`);
  if (error instanceof CommandRefused) {
    const { reason, text, issues = [] } = error.refusal.data ?? {};
    if (reason === 'agent_not_logged_in') return notLoggedIn(agent, hub);
    if (reason === 'too_many_requests') {
      return new BenchError(`--hub: ${hub} limits requests: raise its HUB_RATE_LIMIT to compare`);
    }
    const details = issues.map(({ path, message }) => `${path}: ${message}`).join(', ');
    return new BenchError(`${hub} refuses: ${text ?? error.refusal.message} ${details}`.trim());
  }
  const { code, message } = error as NodeJS.ErrnoException;
  return new BenchError(`--hub: ${hub} cannot be reached (${code || message})`);
}
