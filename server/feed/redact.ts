/** A session without lead and phone data, for tokens with `redact`. */
import type { AgentSession } from '../../protocol/agent-session.js';

/** A call's code is a letter and nine digits of time; the lead's id follows. */
const CALL_CODE_LENGTH = 10;

/** Pending commands whose values hold numbers, leads or digits that a customer keyed in. */
const EMPTIED = ['external_dial', 'external_transferconf', 'external_lead_id', 'external_dtmf'];

export function redactAgent(session: AgentSession): AgentSession {
  return {
    ...session,
    lead_id: 0,
    phone_number: '',
    call_id: session.call_id.slice(0, CALL_CODE_LENGTH),
    pending: redactPending(session.pending),
  };
}

function redactPending(pending: Record<string, string>): Record<string, string> {
  const redacted = { ...pending };
  for (const column of EMPTIED) if (column in redacted) redacted[column] = '';
  const { external_status: status } = redacted;
  // a callback's date and comment stand behind the status
  if (status) redacted.external_status = status.split('!', 1)[0] ?? '';
  return redacted;
}
