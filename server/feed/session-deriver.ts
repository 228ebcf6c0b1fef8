/** Turns one picture after the other into sessions and queues. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { DatabaseConnection } from '../database/connect.js';
import { deriveAgents } from './derive-agents.js';
import { deriveQueues, type WaitStarts } from './derive-queues.js';
import type { Sessions } from './feed-source.js';
import type { Picture } from './read-picture.js';
import { TimeCache } from './time-cache.js';

export class SessionDeriver {
  private readonly times: TimeCache;
  private waitStarts: WaitStarts = new Map();

  constructor(private readonly connection: DatabaseConnection) {
    this.times = new TimeCache(connection.clock);
  }

  /** @param previous what was seen before */
  derive(picture: Picture, previous: ReadonlyMap<string, AgentSession>): Sessions {
    const now = this.connection.clock.nowMs();
    const toEpochMs = (text: string | null) => this.times.toEpochMs(text);
    const agents = deriveAgents(picture, previous, toEpochMs, now);
    const { queues, waitStarts } = deriveQueues(picture.calls, this.waitStarts, toEpochMs, now);
    this.waitStarts = waitStarts;
    return { agents, queues };
  }
}
