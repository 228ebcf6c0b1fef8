/** The upgrade to a WebSocket: origin, subprotocol, and a token if one was presented. */
import type { IncomingMessage } from 'node:http';
import { BEARER_PREFIX, SUBPROTOCOL } from '../../protocol/close-codes.js';
import type { HubConfig } from '../config.js';

/** @returns whether a page of this origin may connect; a request without one is no browser's */
export function isOriginAllowed(
  request: IncomingMessage,
  allowed: HubConfig['allowedOrigins'],
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowed === '*') return true;
  if (allowed !== 'same') return allowed.includes(origin);
  return URL.canParse(origin) && new URL(origin).host === host;
}

export interface OfferedProtocols {
  /** False: only subprotocols that we do not speak were offered. */
  readonly acceptable: boolean;
  readonly token: string | undefined;
}

export function readProtocols(request: IncomingMessage): OfferedProtocols {
  const offered = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const token = offered.find((name) => name.startsWith(BEARER_PREFIX));
  const others = offered.filter((name) => !name.startsWith(BEARER_PREFIX));
  return {
    acceptable: others.length === 0 || others.includes(SUBPROTOCOL),
    token: token?.slice(BEARER_PREFIX.length),
  };
}

/** For `ws`: the token is never echoed. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  return offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false;
}

/** @returns the token of an `Authorization: Bearer` header */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
}
