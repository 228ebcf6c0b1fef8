/** Errors as the socket answers them. */
import type { ErrorObject, HubReason, Issue } from '../../protocol/messages.js';
import { ErrorCode, type Reason, reasonEntry } from '../../protocol/reasons.js';

export class RpcError extends Error {
  readonly object: ErrorObject;

  constructor(code: number, message: string, data: ErrorObject['data']) {
    super(message);
    this.object = { code, message, data };
  }
}

/** One of the hub's own errors. */
export function hubError(
  code: number,
  reason: HubReason,
  message: string,
  more: { temporary?: boolean; issues?: Issue[]; retry_after_ms?: number } = {},
): RpcError {
  const { temporary = false, ...rest } = more;
  return new RpcError(code, message, { temporary, reason, ...rest });
}

/** A refusal of an API function. */
export function functionError(
  reason: Reason,
  message: string,
  text: string,
  issues: readonly Issue[] = [],
): RpcError {
  const entry = reasonEntry(reason);
  return new RpcError(entry.code ?? ErrorCode.InternalError, message, {
    temporary: entry.temporary ?? false,
    reason,
    text,
    ...(issues.length > 0 ? { issues: [...issues] } : {}),
  });
}

const DATABASE_RETRY_MS = 1_000;

export const databaseUnavailable = (retry_after_ms = DATABASE_RETRY_MS) =>
  hubError(
    ErrorCode.DatabaseUnavailable,
    'database_unavailable',
    'the database cannot answer now',
    {
      temporary: true,
      retry_after_ms,
    },
  );

export const notAuthenticated = () =>
  hubError(ErrorCode.NotAllowed, 'not_authenticated', 'authenticate first');
