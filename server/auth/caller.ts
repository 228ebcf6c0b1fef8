/** Who gives a command, and what the way in allows: all that functions know of authentication. */

export interface Caller {
  /** The API user: a row of `users`. */
  readonly user: string;
  /** `api_log.source`, cleaned by the caller's side already or not; functions log it. */
  readonly source: string;
  /** Address that the request came from. */
  readonly ip: string;
  /** Functions that the token allows; `*`: all that the user may call. */
  readonly functions: ReadonlySet<string> | '*';
  /** Agents that may be controlled (lower-case names); `*`: any. */
  readonly agents: ReadonlySet<string> | '*';
}

/** Names compare without letter case, as in the database. */
export function mayControl({ agents }: Pick<Caller, 'agents'>, agent_user: string): boolean {
  return agents === '*' || agents.has(agent_user.toLowerCase());
}
