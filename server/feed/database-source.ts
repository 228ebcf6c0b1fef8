/** The feed of a hub that stands alone: it reads the database itself. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { DatabaseConnection } from '../database/connect.js';
import type { FeedListener, FeedSource } from './feed-source.js';
import { type Picture, PictureReader } from './read-picture.js';
import { SessionDeriver } from './session-deriver.js';
import { Watcher } from './watcher.js';

export interface ReadingOptions {
  readonly connection: DatabaseConnection;
  /** How often the tables are read while anyone listens, ms. */
  readonly pollMs: number;
  /** How long names and numbers are remembered, ms; default 30,000. */
  readonly rememberMs?: number;
  /** After this long a reading counts as failed, ms; default 10,000. */
  readonly readTimeoutMs?: number;
  /** Longest pause between attempts to read a database in trouble, ms; default 5,000. */
  readonly retryCapMs?: number;
}

export function databaseSource(options: ReadingOptions, listener: FeedListener): FeedSource {
  const { connection } = options;
  const deriver = new SessionDeriver(connection);
  let reader: PictureReader | undefined;
  let agents: ReadonlyMap<string, AgentSession> = new Map();
  const watcher = new Watcher<Picture>({
    read: async (only) => {
      // its statements depend on what the database has, which may not be known at the start
      reader ??= new PictureReader(connection, { rememberMs: options.rememberMs });
      return reader.read(only);
    },
    apply: (picture) => {
      const sessions = deriver.derive(picture, agents);
      agents = sessions.agents;
      listener.read(sessions);
    },
    pollMs: options.pollMs,
    readTimeoutMs: options.readTimeoutMs,
    retryCapMs: options.retryCapMs,
    onStatus: (status) => listener.status(status),
    onFailure: (error) => listener.failure(error),
  });
  return {
    get status() {
      return watcher.status;
    },
    get lastReadMs() {
      return watcher.lastReadMs;
    },
    get lastReadBegan() {
      return watcher.lastReadBegan;
    },
    wake: () => watcher.wake(),
    sleep: () => watcher.sleep(),
    ring: (agent) => watcher.ring(agent),
    readNow: () => watcher.readNow(),
    reach: async () => {},
    stop: () => watcher.stop(),
  };
}
