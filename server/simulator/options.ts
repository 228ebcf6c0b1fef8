import type { DatabaseConnection } from '../database/connect.js';

/** Where the simulator reports; a pino logger fits. */
export interface SimulatorLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface SimulatorOptions {
  readonly connection: DatabaseConnection;
  /** Number of agents, from user 1000 on; 1 to 2,000. */
  readonly agents: number;
  /** The same seed gives the same day. */
  readonly seed: number;
  /** Current time, epoch ms; default `Date.now`. */
  readonly clock?: () => number;
  /** Between two ticks after `start()`, ms; default 1,000. */
  readonly tickMs?: number;
  readonly log?: SimulatorLog;
  /** Agents whose human decisions are always left to the API. */
  readonly controlled?: readonly string[];
  /** How long the API keeps an agent that it sent a command to, ms; default 10 min. */
  readonly controlMs?: number;
  /** Logged-out agents come back after this long, ms; `false`: never. Default 20 s and 90 s. */
  readonly comeBackMs?: { readonly controlled: number; readonly others: number } | false;
}
