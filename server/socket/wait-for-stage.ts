/** Waits until the feed shows that a command was picked up or is effective. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { Stage } from '../../protocol/messages.js';
import type { AgentFeed } from '../feed/agent-feed.js';
import { fold } from '../feed/fold.js';
import { everything } from '../feed/view.js';
import type { Stages } from '../functions/engine/command-stages.js';

export interface WaitRequest {
  readonly stages: Stages;
  readonly agent_user: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly until: Exclude<Stage, 'accepted'>;
  /** ms. */
  readonly timeoutMs: number;
}

/** @returns how far the command came within the time, never more than was asked for */
export async function waitForStage(feed: AgentFeed, request: WaitRequest): Promise<Stage> {
  const { stages, agent_user, params, until, timeoutMs } = request;
  let reached: Stage = 'accepted';
  const judge = (session: AgentSession | undefined): boolean => {
    if (stages.effective(session, params)) reached = 'effective';
    else if (stages.pickedUp(session, params)) reached = 'picked_up';
    return reached === 'effective' || (until === 'picked_up' && reached === 'picked_up');
  };
  const sleep = feed.keepAwake();
  const key = fold(agent_user);
  let stopListening = () => {};
  try {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      const finish = () => {
        clearTimeout(timer);
        resolve();
      };
      stopListening = feed.onChanges((_revision, before, after) => {
        if (fold((after ?? before)?.agent_user ?? '') === key && judge(after)) finish();
      });
      // Changes are heard from now on; this is the picture that they start from.
      feed
        .freshAgent(agent_user, everything())
        .then((session) => judge(session) && finish())
        .catch(() => {}); // the feed comes back by itself, or the time runs out
    });
  } finally {
    stopListening();
    sleep();
  }
  return until === 'picked_up' && reached !== 'accepted' ? 'picked_up' : reached;
}
