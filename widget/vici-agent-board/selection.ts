/** The board's comma-separated filters. */
import type { SubscriptionFilter } from '../../protocol/client.js';

export interface SelectionTexts {
  agents: string;
  campaigns: string;
  userGroups: string;
  queues: string;
}

export interface Selection {
  /** The same for the same lists. */
  readonly key: string;
  readonly agents: SubscriptionFilter;
  readonly queues: SubscriptionFilter;
  /** Some agents are left out. */
  readonly isPart: boolean;
}

/** An empty list counts as not given. Queues: those named, else those of the campaigns. */
export function selectionOf(texts: SelectionTexts): Selection {
  const agents: SubscriptionFilter = {};
  const queues: SubscriptionFilter = {};
  const [users, campaigns, groups] = [texts.agents, texts.campaigns, texts.userGroups].map(names);
  if (users?.length) agents.agents = users;
  if (campaigns?.length) agents.campaigns = campaigns;
  if (groups?.length) agents.user_groups = groups;
  const named = names(texts.queues);
  if (named.length > 0) queues.campaigns = named;
  else if (campaigns?.length) queues.campaigns = campaigns;
  return {
    key: JSON.stringify([agents, queues]),
    agents,
    queues,
    isPart: Object.keys(agents).length > 0,
  };
}

function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
