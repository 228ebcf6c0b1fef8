/** The JSON of one change, made once for all views that show it alike. */
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import type { NotificationName } from '../../protocol/messages.js';
import { agentDifference, agentDiffers, queueDifference, queueDiffers } from './compare.js';
import type { ItemView, View } from './view.js';

/** What tells one topic from another. */
export interface TopicKind<Item> {
  readonly method: NotificationName;
  /** First letter of its subscriptions' ids. */
  readonly letter: string;
  viewOf(view: View): ItemView<Item>;
  /** The fields by which a client knows the item, as JSON without braces. */
  identity(item: Item): string;
  differs(before: Item, after: Item): boolean;
  difference(before: Item, after: Item): Partial<Item> | undefined;
}

export const agentsTopic: TopicKind<AgentSession> = {
  method: 'agents_changed',
  letter: 'a',
  viewOf: (view) => view.agents,
  identity: (session) => `"agent_user":${JSON.stringify(session.agent_user)}`,
  differs: agentDiffers,
  difference: agentDifference,
};

export const queuesTopic: TopicKind<Queue> = {
  method: 'queues_changed',
  letter: 'q',
  viewOf: (view) => view.queues,
  identity: ({ ingroup, campaign_id }) =>
    ingroup === null
      ? `"campaign_id":${JSON.stringify(campaign_id)}`
      : `"ingroup":${JSON.stringify(ingroup)}`,
  differs: queueDiffers,
  difference: queueDifference,
};

/**
 * @param before what the client holds, undefined: nothing
 * @param after what it shall hold
 * @returns one element of `changes` as JSON, empty when there is nothing to tell
 */
export function changeText<Item>(
  kind: TopicKind<Item>,
  before: Item | undefined,
  after: Item | undefined,
): string {
  if (after === undefined) {
    return before === undefined ? '' : `{${kind.identity(before)},"removed":true}`;
  }
  if (before === undefined) return `{${kind.identity(after)},"added":${JSON.stringify(after)}}`;
  const set = kind.difference(before, after);
  return set === undefined ? '' : `{${kind.identity(after)},"set":${JSON.stringify(set)}}`;
}

/** One item's change in one reading. */
export class Difference<Item> {
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly kind: TopicKind<Item>,
    readonly key: string,
    readonly before: Item | undefined,
    readonly after: Item | undefined,
  ) {}

  /** @returns the change as the view shows it, empty when the view does not */
  textFor(view: ItemView<Item>): string {
    const before = this.before !== undefined && view.sees(this.before) ? this.before : undefined;
    const after = this.after !== undefined && view.sees(this.after) ? this.after : undefined;
    if (before === undefined && after === undefined) return '';
    const what = before === undefined ? 'added' : after === undefined ? 'removed' : 'set';
    const known = `${what} ${view.shape}`;
    let text = this.texts.get(known);
    if (text === undefined) {
      text = changeText(this.kind, before && view.show(before), after && view.show(after));
      this.texts.set(known, text);
    }
    return text;
  }
}
