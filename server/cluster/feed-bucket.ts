/**
 * The feed's bucket: a JetStream key-value bucket with one key an agent and one a queue. The
 * stream's sequence is the feed's revision, the time of the stream's creation its epoch: all nodes
 * read the same numbers from it.
 */
import { StorageType } from '@nats-io/jetstream';
import type { AgentSession, Queue } from '../../protocol/agent-session.js';
import type { ClusterNames } from './address.js';
import type { ClusterLink } from './link.js';

/** The leader's own key: who publishes, and whether the bucket holds a whole picture yet. */
export interface Mark {
  readonly term: number;
  readonly isFilled: boolean;
}

export type Entry =
  | { readonly kind: 'agent'; readonly key: string; readonly after: AgentSession | undefined }
  | { readonly kind: 'queue'; readonly key: string; readonly after: Queue | undefined }
  | { readonly kind: 'mark'; readonly mark: Mark };

export interface BucketState {
  readonly stream: string;
  readonly epoch: number;
  /** The last sequence that the stream has given. */
  readonly revision: number;
  readonly isEmpty: boolean;
}

/** Values of one key that are kept, so that a node that reads late misses none of them. */
const HISTORY = 16;
const MARK = 'mark';

export const streamOf = (bucket: string) => `KV_${bucket}`;

/** Creates the bucket when there is none. @throws what NATS throws */
export async function openFeedBucket(
  link: ClusterLink,
  { feed }: ClusterNames,
): Promise<BucketState> {
  const stream = streamOf(feed);
  await link.bucket(feed, { history: HISTORY, storage: StorageType.File });
  const { created, state } = await (await link.manager()).streams.info(stream);
  return {
    stream,
    epoch: Date.parse(created),
    revision: state.last_seq,
    isEmpty: state.messages === 0,
  };
}

/** Names may hold anything; a key may not. */
const safe = (name: string) => Buffer.from(name).toString('base64url');

export const subjects = {
  all: (bucket: string) => `$KV.${bucket}.>`,
  agent: (bucket: string, key: string) => `$KV.${bucket}.agent.${safe(key)}`,
  queue: (bucket: string, key: string) => `$KV.${bucket}.queue.${safe(key)}`,
  mark: (bucket: string) => `$KV.${bucket}.${MARK}`,
};

/**
 * @param isRemoval the message marks that the key is gone
 * @returns undefined for what is not of the feed
 */
export function readEntry(
  bucket: string,
  subject: string,
  data: Uint8Array,
  isRemoval: boolean,
): Entry | undefined {
  const [kind, name = ''] = subject.slice(`$KV.${bucket}.`.length).split('.');
  try {
    const value = isRemoval ? undefined : JSON.parse(new TextDecoder().decode(data));
    const key = Buffer.from(name, 'base64url').toString();
    if (kind === 'agent' || kind === 'queue') return { kind, key, after: value };
    if (kind === MARK && value) return { kind, mark: value as Mark };
  } catch {
    // not ours
  }
  return undefined;
}
