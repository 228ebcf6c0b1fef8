/**
 * Reads a stream in order from a given place on, by a consumer of its own that keeps nothing: when
 * one of its messages is missing, or no sign of life comes any more, it says so and its owner begins
 * another. The consumer lives on one server: among several it can die while ours is well.
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
  /** A message is missing, or the consumer is. */
  readonly onGap: () => void;
}

/** The server forgets a consumer that nobody reads after this long, ms. */
const INACTIVE_MS = 10_000;
/** While there is nothing to read the server says so this often, ms. */
const HEARTBEAT_MS = 1_000;
/** Three of them are missing. */
const SILENT_MS = 3_500;

/** The header of a heartbeat with the number of the last message that was delivered. */
const LAST_DELIVERY = 'Nats-Last-Consumer';

/** @returns ends it. @throws what NATS throws */
export async function readInOrder(link: ClusterLink, options: ReaderOptions): Promise<() => void> {
  const { stream, subject, from, hear, onGap } = options;
  const inbox = createInbox();
  let expected = 1;
  let hasEnded = false;
  const subscription = link.nats().subscribe(inbox, {
    callback: (error, message) => {
      if (error || hasEnded) return;
      silence.refresh();
      const place = placeOf(message.reply);
      // a heartbeat tells what was sent last
      const delivery = place?.delivery ?? Number(message.headers?.get(LAST_DELIVERY)) + 1;
      if (delivery > expected || (place && delivery !== expected)) {
        lost();
        return;
      }
      if (!place) return;
      expected += 1;
      hear(place.sequence, message, place.timeMs);
    },
  });
  const end = () => {
    hasEnded = true;
    clearTimeout(silence);
    subscription.unsubscribe();
  };
  const lost = () => {
    end();
    onGap();
  };
  const silence = setTimeout(lost, SILENT_MS).unref();
  try {
    const manager = await link.manager();
    await manager.consumers.add(stream, {
      name: `reader_${randomBytes(6).toString('hex')}`,
      deliver_subject: inbox,
      ack_policy: AckPolicy.None,
      replay_policy: ReplayPolicy.Instant,
      inactive_threshold: nanos(INACTIVE_MS),
      idle_heartbeat: nanos(HEARTBEAT_MS),
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
