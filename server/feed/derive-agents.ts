/** The whole picture as sessions, keyed by the agent's name in small letters. */
import type { AgentSession } from '../../protocol/agent-session.js';
import { deriveSession } from './derive-session.js';
import { fold } from './fold.js';
import { type LiveAgentRow, type Picture, shownLead } from './read-picture.js';

/**
 * @param previous what was seen before
 * @param toEpochMs stored time -> epoch ms
 * @param now epoch ms
 */
export function deriveAgents(
  picture: Picture,
  previous: ReadonlyMap<string, AgentSession>,
  toEpochMs: (text: string | null) => number,
  now: number,
): Map<string, AgentSession> {
  const sharedSince = sharedCalls(picture.agents);
  const { only } = picture;
  // whose row is of an earlier moment stays as he was then: his call may have gone since
  const sessions = new Map<string, AgentSession>(only && previous);
  for (const row of picture.agents) {
    const user = row.user ?? '';
    const key = fold(user);
    if (only && !only.has(key)) continue;
    const call = row.callerid ? picture.callOf.get(row.callerid) : undefined;
    const lead = shownLead(row);
    sessions.set(
      key,
      deriveSession(row, {
        call,
        parked: row.callerid ? picture.parked.has(row.callerid) : false,
        sharedSince: row.status === 'INCALL' ? sharedSince.get(Number(row.lead_id)) : undefined,
        name: picture.nameOf(user),
        leadPhone: lead > 0 ? picture.phoneOf(lead) : '',
        previous: previous.get(key),
        toEpochMs,
        now,
      }),
    );
  }
  return sessions;
}

/** Leads that two or more agents talk to -> the newest `last_call_time` among them. */
function sharedCalls(agents: readonly LiveAgentRow[]): Map<number, string> {
  const newest = new Map<number, string>();
  const shared = new Map<number, string>();
  for (const { status, lead_id, last_call_time } of agents) {
    const lead = Number(lead_id);
    if (status !== 'INCALL' || lead <= 0) continue;
    const time = last_call_time ?? '';
    const other = newest.get(lead);
    const later = other === undefined || time > other ? time : other;
    newest.set(lead, later);
    if (other !== undefined) shared.set(lead, later);
  }
  return shared;
}
