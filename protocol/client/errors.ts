/** What a rejected promise of the client holds. */
import { CloseCode } from '../close-codes.js';
import type { ErrorObject, HubReason, Issue } from '../messages.js';
import type { Reason } from '../reasons.js';

/** Reasons of the client itself, beside those that the hub answers with. */
export type ClientReason =
  /** No answer within the request's time; whether the hub did it is not known. */
  | 'timeout'
  /** The connection dropped after the request was sent; whether the hub did it is not known. */
  | 'connection_lost'
  /** `close()` was called. */
  | 'client_closed'
  /** Too many requests wait for the connection already. */
  | 'too_many_waiting'
  /** The request is larger than the hub takes. */
  | 'too_big'
  | 'url_not_valid'
  | 'websocket_missing'
  | 'token_missing'
  /** `getToken` failed or took too long. */
  | 'token_unavailable'
  | 'too_many_connections'
  | 'not_json_rpc'
  | 'closed_by_hub';

export interface HubErrorFields {
  /** JSON-RPC or hub error code, the close code of the connection, or 0: the client's own. */
  code: number;
  reason: Reason | HubReason | ClientReason | (string & {});
  message?: string;
  temporary?: boolean;
  text?: string;
  issues?: Issue[];
  retryAfterMs?: number;
}

export class HubError extends Error {
  override readonly name = 'HubError';
  /** JSON-RPC or hub error code, the close code of the connection, or 0: the client's own. */
  readonly code: number;
  /** Stable word: one of the documented reasons or of {@link ClientReason}. */
  readonly reason: string;
  /** The same request may succeed later. */
  readonly temporary: boolean;
  /** What the text API would have printed, to the letter. */
  readonly text?: string;
  /** Which fields of the request are wrong. */
  readonly issues?: Issue[];
  /** When to try again, ms. */
  readonly retryAfterMs?: number;

  constructor(fields: HubErrorFields) {
    super(fields.message ?? fields.reason);
    this.code = fields.code;
    this.reason = fields.reason;
    this.temporary = fields.temporary ?? false;
    this.text = fields.text;
    this.issues = fields.issues;
    this.retryAfterMs = fields.retryAfterMs;
  }
}

/** @returns the error of an answer; parts that the answer lacks are filled in */
export function fromAnswer(error: Partial<ErrorObject>): HubError {
  const data: Partial<ErrorObject['data']> = error.data ?? {};
  return new HubError({
    code: error.code ?? 0,
    reason: data.reason ?? 'internal_error',
    message: error.message,
    temporary: data.temporary === true,
    text: data.text,
    issues: data.issues,
    retryAfterMs: data.retry_after_ms,
  });
}

const CLOSE_REASONS: Record<number, ClientReason | HubReason> = {
  [CloseCode.TooBig]: 'too_big',
  [CloseCode.NotJsonRpc]: 'not_json_rpc',
  [CloseCode.Unauthenticated]: 'not_authenticated',
  [CloseCode.TooManyConnections]: 'too_many_connections',
};

/** @returns the error of a connection that the hub closed for good */
export function fromClose(code: number, reason: string): HubError {
  return new HubError({
    code,
    reason: CLOSE_REASONS[code] ?? 'closed_by_hub',
    message: reason || undefined,
  });
}
