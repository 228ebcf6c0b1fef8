/** One subscription of the user: a map that follows the hub. */
import type { AgentSession, Queue } from '../agent-session.js';
import type { AgentChange, HubParams, HubResult, QueueChange } from '../messages.js';
import { isObject } from './link.js';
import { callSafely } from './listeners.js';

export type SubscriptionFilter = Pick<
  HubParams<'subscribe'>,
  'agents' | 'campaigns' | 'user_groups'
>;

/** Emitted after the map has been updated. */
export type AgentsEvent =
  | { kind: 'snapshot'; agents: AgentSession[] }
  | { kind: 'changes'; changes: AgentChange[] };

/** Emitted after the map has been updated. */
export type QueuesEvent =
  | { kind: 'snapshot'; queues: Queue[] }
  | { kind: 'changes'; changes: QueueChange[] };

type Change<Item> = { set: Partial<Item> } | { removed: true } | { added: Item };

/** What differs between the topics. */
export interface Topic<Item, ItemChange extends Change<Item>, Event> {
  readonly name: 'agents' | 'queues';
  readonly notification: 'agents_changed' | 'queues_changed';
  /** @returns the map's key of an item or a change */
  key(of: Item | ItemChange): string;
  items(result: HubResult<'subscribe'>): Item[];
  snapshot(items: Item[]): Event;
  changes(changes: ItemChange[]): Event;
}

/** @returns the key of {@link QueuesSubscription.queues}: `ingroup:NAME` or `campaign:NAME` */
export function queueKey(of: { ingroup?: string | null; campaign_id?: string | null }): string {
  return of.ingroup ? `ingroup:${of.ingroup}` : `campaign:${of.campaign_id ?? ''}`;
}

export const agentsTopic: Topic<AgentSession, AgentChange, AgentsEvent> = {
  name: 'agents',
  notification: 'agents_changed',
  key: (of) => of.agent_user,
  items: (result) => result.agents ?? [],
  snapshot: (agents) => ({ kind: 'snapshot', agents }),
  changes: (changes) => ({ kind: 'changes', changes }),
};

export const queuesTopic: Topic<Queue, QueueChange, QueuesEvent> = {
  name: 'queues',
  notification: 'queues_changed',
  key: (of) => queueKey('added' in of ? of.added : of),
  items: (result) => result.queues ?? [],
  snapshot: (queues) => ({ kind: 'snapshot', queues }),
  changes: (changes) => ({ kind: 'changes', changes }),
};

/** How the hub's answers and notifications reach a subscription, whatever its topic. */
export interface Follower {
  readonly filter: SubscriptionFilter;
  readonly topic: 'agents' | 'queues';
  readonly notification: 'agents_changed' | 'queues_changed';
  /** Where to resume. */
  readonly since: { epoch: number; revision: number } | undefined;
  answered(result: HubResult<'subscribe'>): void;
  changed(params: ChangedParams): void;
}

export interface ChangedParams {
  subscription: string;
  epoch: number;
  revision: number;
  changes: unknown[];
}

export class FollowedMap<Item extends object, ItemChange extends Change<Item>, Event>
  implements Follower
{
  readonly map = new Map<string, Item>();
  since: { epoch: number; revision: number } | undefined;

  constructor(
    private readonly kind: Topic<Item, ItemChange, Event>,
    readonly filter: SubscriptionFilter,
    private readonly listener: (event: Event) => void,
  ) {}

  get topic() {
    return this.kind.name;
  }

  get notification() {
    return this.kind.notification;
  }

  answered(result: HubResult<'subscribe'>): void {
    // The missed changes follow, so until they came this stands where it stood.
    if (result.recovered && this.since) return;
    this.since = { epoch: result.epoch, revision: result.revision };
    const items = this.kind.items(result);
    this.map.clear();
    for (const item of items) if (isObject(item)) this.#put(this.kind.key(item), item);
    callSafely(this.listener, this.kind.snapshot(items));
  }

  changed({ epoch, revision, changes }: ChangedParams): void {
    if (this.since?.epoch === epoch && revision < this.since.revision) return;
    this.since = { epoch, revision };
    const applied = (changes as ItemChange[]).filter((change) => this.#apply(change));
    if (applied.length > 0) callSafely(this.listener, this.kind.changes(applied));
  }

  #apply(change: ItemChange): boolean {
    if (!isObject(change) || ('added' in change && !isObject(change.added))) return false;
    const key = this.kind.key(change);
    if ('removed' in change) return this.map.delete(key);
    if ('added' in change) return this.#put(key, change.added);
    const item = this.map.get(key);
    if (!item || !('set' in change) || !isObject(change.set)) return false;
    return this.#put(key, { ...item, ...change.set });
  }

  #put(key: string, item: Item): boolean {
    this.map.set(key, item);
    return true;
  }
}
