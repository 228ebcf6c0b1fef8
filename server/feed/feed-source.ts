/** Where the feed's picture comes from: this hub's own reading, or what a cluster shares. */
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import type { FeedStatus } from './watcher.js';

/** Everything as it is at one moment; agents by folded name, queues by `queueKey`. */
export interface Sessions {
  readonly agents: Map<string, AgentSession>;
  readonly queues: Map<string, Queue>;
}

/** A place in a numbering. */
export interface Position {
  /** Which numbering: epoch ms of its beginning. */
  readonly epoch: number;
  readonly revision: number;
}

/** A change that was numbered where it was published. */
export interface NumberedChange<Item> {
  readonly revision: number;
  readonly key: string;
  /** Undefined: is gone. */
  readonly after: Item | undefined;
}

export interface NumberedChanges {
  /** Up to which all is in them, whatever its topic. */
  readonly revision: number;
  readonly agents: readonly NumberedChange<AgentSession>[];
  readonly queues: readonly NumberedChange<Queue>[];
}

/** What a source tells the feed. */
export interface FeedListener {
  /** Everything, read by this hub: the feed finds and numbers what changed. */
  read(sessions: Sessions): void;
  /** Everything, in a numbering that all nodes share; a further one ends what was before. */
  begin(position: Position, sessions: Sessions): void;
  /** What changed in that numbering, in order. */
  follow(changes: NumberedChanges): void;
  /** Changes up to this revision may have been missed: nobody can resume from before it. */
  forget(revision: number): void;
  status(status: FeedStatus): void;
  /** The database could not be read. */
  failure(error: Error): void;
}

export interface FeedSource {
  readonly status: FeedStatus;
  /** How long the last reading took, ms. */
  readonly lastReadMs: number;
  /** When that was begun, by `performance.now()`. */
  readonly lastReadBegan: number;
  /** Somebody listens from now on. */
  wake(): void;
  /** Nobody listens any more. */
  sleep(): void;
  /** A command changed something. */
  ring(agentUser?: string): void;
  /** Resolves when the feed holds a reading that began after this call. @throws what prevents it */
  readNow(): Promise<void>;
  /** Resolves when the feed holds all up to a position of its numbering. @throws when it does not come */
  reach(position: Position): Promise<void>;
  /** Ends it; resolves when no query is under way. */
  stop(): Promise<void>;
}
