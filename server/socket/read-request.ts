/** The envelope of one message, read without trust. */
import { type RequestId, requestId } from '../../protocol/messages.js';

export type ReadRequest =
  | { id: RequestId; method: string; params: Record<string, unknown> }
  | { problem: string };

/** The JSON-RPC 2.0 envelope; a request without id is never executed. */
export function readRequest(message: unknown): ReadRequest {
  if (Array.isArray(message)) return { problem: 'batches are not supported' };
  if (typeof message !== 'object' || message === null) return { problem: 'must be an object' };
  const { jsonrpc, id, method, params } = message as Record<string, unknown>;
  if (jsonrpc !== '2.0') return { problem: 'jsonrpc must be "2.0"' };
  const parsed = requestId.safeParse(id);
  if (!parsed.success) return { problem: 'id is required: a string or a number' };
  if (typeof method !== 'string') return { problem: 'method must be a string' };
  if (params === undefined) return { id: parsed.data, method, params: {} };
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    return { problem: 'params must be an object' };
  }
  return { id: parsed.data, method, params: params as Record<string, unknown> };
}

/** The id of a request that is not going to be read further; null when it has none. */
export function idOf(text: string): RequestId | null {
  try {
    const parsed = requestId.safeParse((JSON.parse(text) as { id?: unknown } | null)?.id);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
