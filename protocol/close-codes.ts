/** WebSocket close codes of `vici-hub.v1`, shared by server, client and tests. */
export const CloseCode = {
  /** The hub goes away: reconnect. */
  GoingAway: 1001,
  /** A binary frame was sent: only text frames are understood. */
  BinaryFrame: 1003,
  /** A frame was larger than {@link MAX_MESSAGE_BYTES}. */
  TooBig: 1009,
  /** The hub restarts: reconnect after a random delay. */
  ServiceRestart: 1012,
  /** Five malformed messages: this client does not speak JSON-RPC. */
  NotJsonRpc: 4400,
  /** Not authenticated, or the token expired or was revoked: get a new token first. */
  Unauthenticated: 4401,
  /** No authentication within {@link AUTHENTICATION_TIMEOUT_MS}: reconnect. */
  AuthenticationTimeout: 4408,
  /** More connections than this subject may have. */
  TooManyConnections: 4409,
  /** Too many requests for too long: reconnect after a pause. */
  TooManyRequests: 4429,
} as const;

export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** After these codes the same client must not come back unchanged. */
const FINAL: ReadonlySet<number> = new Set([
  CloseCode.BinaryFrame,
  CloseCode.TooBig,
  CloseCode.NotJsonRpc,
  CloseCode.Unauthenticated,
  CloseCode.TooManyConnections,
]);

/** @returns whether a client should reconnect by itself after this close code */
export function mayReconnect(code: number): boolean {
  return !FINAL.has(code);
}

export const SUBPROTOCOL = 'vici-hub.v1';
/** A token travels as a second offered subprotocol: `bearer.<jwt>`; it is never echoed. */
export const BEARER_PREFIX = 'bearer.';
export const MAX_MESSAGE_BYTES = 64 * 1024;
export const AUTHENTICATION_TIMEOUT_MS = 10_000;
/** Malformed messages after which the connection is closed with 4400. */
export const MALFORMED_LIMIT = 5;
