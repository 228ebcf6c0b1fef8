/** Answers for a token with `redact`: what tells of leads and phones is left out of them too. */
import type { FunctionName } from '../../../protocol/functions/index.js';
import type { FunctionResult } from '../../../protocol/messages.js';

/** Functions whose answers show more than the client sent. */
const TELLING: ReadonlySet<FunctionName> = new Set([
  'external_dial',
  'external_add_lead',
  'recording',
  'st_get_agent_active_lead',
  'switch_lead',
  'transfer_conference',
  'update_fields',
  'vm_message',
  'webphone_url',
]);

const HARMLESS = new Set(['agent_user', 'user', 'epoch', 'campaign_id', 'status']);

/** @returns the result without lead and phone data; others unchanged */
export function redactResult(name: FunctionName, result: FunctionResult): FunctionResult {
  if (!TELLING.has(name)) return result;
  const { notices: _notices, ...rest } = result;
  const data = Object.fromEntries(
    Object.entries(result.data as object).filter(([key]) => HARMLESS.has(key)),
  );
  return { ...rest, text: `${result.level.toUpperCase()}: ${result.message}`, data };
}
