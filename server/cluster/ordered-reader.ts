/**
 * Reads a stream in order from a given place on, by a consumer of its own that keeps nothing: when
 * one of its messages is missing it says so, and its owner begins another.
 */
import { randomBytes } from 'node:crypto';
import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import { createInbox, type Msg, nanos } from '@nats-io/transport-node';
import type { ClusterLink } from './link.js';

export interface ReaderOptions {
  readonly stream: string;
  /** What of it is read. */
  readonly subject: string;
  /** First sequence to read; `last`: the last message of each subject, then all; `all`. */
  readonly from: number | 'last' | 'all';
  /** @param timeMs when the server stored the message, epoch ms */
  readonly hear: (sequence: number, message: Msg, timeMs: number) => void;
  /** A message is missing. */
  readonly onGap: () => void;
}

/** The server forgets a consumer that nobody reads after this long, ms. */
const INACTIVE_MS = 10_000;

/** @returns ends it. @throws what NATS throws */
export async function readInOrder(link: ClusterLink, options: ReaderOptions): Promise<() => void> {
  const { stream, subject, from, hear, onGap } = options;
  const inbox = createInbox();
  let expected = 1;
  let hasEnded = false;
  const subscription = link.nats().subscribe(inbox, {
    callback: (error, message) => {
      if (error || hasEnded) return;
      const place = placeOf(message.reply);
      if (!place) return;
      if (place.delivery !== expected) {
        end();
        onGap();
        return;
      }
      expected += 1;
      hear(place.sequence, message, place.timeMs);
    },
  });
  const end = () => {
    hasEnded = true;
    subscription.unsubscribe();
  };
  try {
    const manager = await link.manager();
    await manager.consumers.add(stream, {
      name: `reader_${randomBytes(6).toString('hex')}`,
      deliver_subject: inbox,
      ack_policy: AckPolicy.None,
      replay_policy: ReplayPolicy.Instant,
      inactive_threshold: nanos(INACTIVE_MS),
      mem_storage: true,
      num_replicas: 1,
      filter_subject: subject,
      ...(from === 'last'
        ? { deliver_policy: DeliverPolicy.LastPerSubject }
        : from === 'all'
          ? { deliver_policy: DeliverPolicy.All }
          : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from }),
    });
  } catch (error) {
    end();
    throw error;
  }
  return end;
}

/**
 * `$JS.ACK.[<domain>.<account>.]<stream>.<consumer>.<deliveries>.<sequence>.<delivery>.<time>.<pending>`
 * and, in the longer form, a last token.
 */
function placeOf(
  reply: string | undefined,
): { sequence: number; delivery: number; timeMs: number } | undefined {
  const tokens = reply?.split('.') ?? [];
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK' || tokens.length < 9) return undefined;
  const at = tokens.length === 9 ? 5 : 7;
  return {
    sequence: Number(tokens[at]),
    delivery: Number(tokens[at + 1]),
    timeMs: Number(tokens[at + 2]) / 1e6,
  };
}
