/** What the parts of the board draw from. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { Beat } from './beat.js';
import type { BoardFeed } from './board-feed.js';
import type { Order, SortKey } from './order.js';
import type { BoardWords } from './words/board-words.js';

export interface BoardView {
  readonly feed: BoardFeed;
  readonly beat: Beat;
  readonly words: BoardWords;
  /** In the order chosen. */
  readonly agents: readonly AgentSession[];
  /** Agents left out because nothing has happened for too long. */
  readonly forgotten: number;
  readonly order: Order;
  /** Only some agents are asked for. */
  readonly isPart: boolean;
  sortBy(key: SortKey): void;
}
