/** What differs between two observations. A sign of life alone is no difference. */
import type { AgentSession, Queue } from '../../protocol/agent-session.js';

/** All fields but `last_update`, which goes along when another changed, and `pending`. */
const FIELDS = [
  'agent_user',
  'full_name',
  'user_group',
  'campaign_id',
  'state',
  'status',
  'since',
  'pause_code',
  'lead_id',
  'phone_number',
  'call_id',
  'call_direction',
  'ingroup',
  'calls_today',
  'recording',
  'session_id',
  'server_ip',
] as const satisfies readonly (keyof AgentSession)[];

/** True when something besides the sign of life differs. */
export function agentDiffers(before: AgentSession, after: AgentSession): boolean {
  for (const field of FIELDS) if (before[field] !== after[field]) return true;
  return !sameEntries(before.pending, after.pending);
}

/** @returns the changed fields of `after`, undefined when there are none */
export function agentDifference(
  before: AgentSession,
  after: AgentSession,
): Partial<AgentSession> | undefined {
  if (!agentDiffers(before, after)) return undefined;
  const set: Record<string, unknown> = {};
  for (const field of FIELDS) if (before[field] !== after[field]) set[field] = after[field];
  if (!sameEntries(before.pending, after.pending)) set.pending = after.pending;
  set.last_update = after.last_update;
  return set as Partial<AgentSession>;
}

export function queueDiffers(before: Queue, after: Queue): boolean {
  return before.waiting !== after.waiting || before.oldest_since !== after.oldest_since;
}

/** @returns the changed fields of `after`, undefined when there are none */
export function queueDifference(before: Queue, after: Queue): Partial<Queue> | undefined {
  if (!queueDiffers(before, after)) return undefined;
  const set: Partial<Queue> = {};
  if (before.waiting !== after.waiting) set.waiting = after.waiting;
  if (before.oldest_since !== after.oldest_since) set.oldest_since = after.oldest_since;
  return set;
}

function sameEntries(a: Record<string, string>, b: Record<string, string>): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (a[key] !== b[key]) return false;
  return true;
}
