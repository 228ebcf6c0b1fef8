/**
 * What one subscription may see (its token's rights) and wants to see (its filter). Names compare
 * without letter case, as in the dialler's database. Views that show the same share one key.
 */
import { createHash } from 'node:crypto';
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import { fold } from './fold.js';
import { redactAgent } from './redact.js';

/** `'*'`: all. */
export type Names = ReadonlySet<string> | '*';

/** A session is visible when its agent, its campaign or its user group is allowed. */
export interface ViewRights {
  readonly agents: Names;
  readonly campaigns: Names;
  readonly user_groups: Names;
  /** Leave lead and phone data out. */
  readonly redact: boolean;
}

/** Every kind that is given must match; an empty list matches nothing. */
export interface ViewFilter {
  readonly agents?: readonly string[];
  readonly campaigns?: readonly string[];
  readonly user_groups?: readonly string[];
}

/** A view of one topic. */
export interface ItemView<Item> {
  /** Equal for views that show the same. */
  readonly key: string;
  /** Views of one shape show an item that they see alike. */
  readonly shape: 'whole' | 'redacted';
  /** Only these keys can be visible; undefined: any. */
  readonly only: ReadonlySet<string> | undefined;
  sees(item: Item): boolean;
  /** What a client gets of an item that the view sees. */
  show(item: Item): Item;
}

export interface View {
  readonly agents: ItemView<AgentSession>;
  readonly queues: ItemView<Queue>;
}

export function createView(rights: ViewRights, filter: ViewFilter = {}): View {
  return { agents: agentsView(rights, filter), queues: queuesView(rights, filter) };
}

/** Everything, whole: for metrics and other uses inside the hub. */
export function everything(): View {
  return createView({ agents: '*', campaigns: '*', user_groups: '*', redact: false });
}

type Names3 = {
  agents: ReadonlySet<string> | undefined;
  campaigns: ReadonlySet<string> | undefined;
  user_groups: ReadonlySet<string> | undefined;
};

function agentsView(rights: ViewRights, filter: ViewFilter): ItemView<AgentSession> {
  const wanted: Names3 = {
    agents: filter.agents && foldAll(filter.agents),
    campaigns: filter.campaigns && foldAll(filter.campaigns),
    user_groups: filter.user_groups && foldAll(filter.user_groups),
  };
  let allowed: { [K in keyof Names3]: ReadonlySet<string> } | undefined;
  const { agents, campaigns, user_groups } = rights;
  if (agents !== '*' && campaigns !== '*' && user_groups !== '*') {
    const names = foldAll(agents);
    if (campaigns.size === 0 && user_groups.size === 0) {
      // the right to some agents is the same as the wish for them
      wanted.agents = wanted.agents ? intersection(wanted.agents, names) : names;
    } else {
      allowed = {
        agents: names,
        campaigns: foldAll(campaigns),
        user_groups: foldAll(user_groups),
      };
    }
  }
  const { redact } = rights;
  return {
    key: keyOf(['agents', listed(allowed), listed(wanted), redact]),
    shape: redact ? 'redacted' : 'whole',
    only: wanted.agents,
    sees(session) {
      const agent = fold(session.agent_user);
      if (wanted.agents && !wanted.agents.has(agent)) return false;
      if (!wanted.campaigns && !wanted.user_groups && !allowed) return true;
      const campaign = fold(session.campaign_id);
      const group = fold(session.user_group);
      if (wanted.campaigns && !wanted.campaigns.has(campaign)) return false;
      if (wanted.user_groups && !wanted.user_groups.has(group)) return false;
      return (
        !allowed ||
        allowed.agents.has(agent) ||
        allowed.campaigns.has(campaign) ||
        allowed.user_groups.has(group)
      );
    },
    show: redact ? redactAgent : (session) => session,
  };
}

/**
 * A campaign's queue is visible to who may watch the campaign or every agent. An in-group serves
 * many campaigns: its queue is visible to who may watch more than agents by name, that is every
 * agent, or any campaign or user group. Of a filter only `campaigns` applies, to the name that
 * the dialler keeps in `auto_calls.campaign_id`, be it a campaign or an in-group.
 */
function queuesView(rights: ViewRights, filter: ViewFilter): ItemView<Queue> {
  const { agents, campaigns, user_groups } = rights;
  const isGiven = (names: Names) => names === '*' || names.size > 0;
  const ingroups = agents === '*' || isGiven(campaigns) || isGiven(user_groups);
  const allowed = agents === '*' || campaigns === '*' ? undefined : foldAll(campaigns);
  const wanted = filter.campaigns && foldAll(filter.campaigns);
  return {
    key: keyOf(['queues', ingroups, sorted(allowed), sorted(wanted)]),
    shape: 'whole',
    only: undefined,
    sees(queue) {
      const name = fold(queue.ingroup ?? queue.campaign_id ?? '');
      if (wanted && !wanted.has(name)) return false;
      return queue.ingroup !== null ? ingroups : !allowed || allowed.has(name);
    },
    show: (queue) => queue,
  };
}

function foldAll(names: Iterable<string>): ReadonlySet<string> {
  const folded = new Set<string>();
  for (const name of names) folded.add(fold(name));
  return folded;
}

function intersection(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  const both = new Set<string>();
  for (const name of a) if (b.has(name)) both.add(name);
  return both;
}

function listed(names: Names3 | undefined): unknown {
  return names && [sorted(names.agents), sorted(names.campaigns), sorted(names.user_groups)];
}

function sorted(names: ReadonlySet<string> | undefined): string[] | null {
  return names ? [...names].sort() : null;
}

/** Long lists of names make a short key. */
function keyOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
