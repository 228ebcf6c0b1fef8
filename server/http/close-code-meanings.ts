/** The close codes in words, for documents that are made from them. */
import { CloseCode, mayReconnect } from '../../protocol/close-codes.js';

const MEANINGS: Readonly<Record<keyof typeof CloseCode, string>> = {
  GoingAway: 'the hub goes away',
  BinaryFrame: 'a binary frame was sent: only text frames are understood',
  TooBig: 'a frame was larger than 64 KiB',
  ServiceRestart: 'the hub restarts: come back after a random delay',
  NotJsonRpc: 'five malformed messages: this client does not speak JSON-RPC',
  Unauthenticated: 'not authenticated, or the token expired or was revoked: get a new token first',
  AuthenticationTimeout: 'no authentication within 10 s',
  TooManyConnections: 'more connections than this subject may have',
  TooManyRequests: 'too many requests for too long: come back after a pause',
};

export interface CloseCodeEntry {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  /** Whether a client should come back by itself. */
  readonly reconnect: boolean;
}

export const closeCodes: readonly CloseCodeEntry[] = Object.entries(CloseCode).map(
  ([name, code]) => ({
    code,
    name,
    meaning: MEANINGS[name as keyof typeof CloseCode],
    reconnect: mayReconnect(code),
  }),
);
