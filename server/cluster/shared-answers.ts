/**
 * Answers by idempotency key that all nodes know. Who creates the key does the thing; who finds it
 * waits for the answer. A claim is renewed while its node lives, so that another node takes it over
 * only when that one is gone. Without NATS each node goes by its own memory.
 */
import { createHash } from 'node:crypto';
import { setInterval as every } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import { StorageType } from '@nats-io/jetstream';
import type { KV } from '@nats-io/kv';
import { z } from 'zod';
import { UnfinishedError } from '../functions/unfinished-error.js';
import type { AnswersElsewhere, StoredForm } from '../hub/idempotency.js';
import type { ClusterNames } from './address.js';
import { ClusterError } from './cluster-error.js';
import type { ClusterLink } from './link.js';

const entry = z.union([
  z.object({ claimedBy: z.string() }),
  z.object({ answer: z.unknown().refine((value) => value !== undefined) }),
]);

const REMEMBERED_MS = 10 * 60_000;
/** What the server keeps at most; what does not fit is remembered by its node only. */
const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 1_000;
const RENEW_MS = 2_000;
/** A claim that is not renewed for this long is of a node that has gone, ms. */
const ABANDONED_MS = 7_000;
const LOOK_MS = 50;
/** Another node's answer is waited for, ms. */
const WAIT_MS = 9_000;

type Found = { readonly answer: unknown } | Claim | 'unknown';

export class SharedAnswers implements AnswersElsewhere {
  private bucket: KV | undefined;

  constructor(
    private readonly link: ClusterLink,
    private readonly names: ClusterNames,
  ) {
    link.onDown(() => {
      this.bucket = undefined;
    });
  }

  async once<Answer>(
    name: string,
    perform: () => Promise<Answer>,
    form: StoredForm<Answer>,
  ): Promise<Answer> {
    const found = await this.find(createHash('sha256').update(name).digest('base64url'));
    if (found === 'unknown') return perform();
    if (!(found instanceof Claim)) return form.recall(found.answer);
    return settle(found, perform, form);
  }

  /** @throws ClusterError when another node does not answer in time */
  private async find(key: string): Promise<Found> {
    const deadline = performance.now() + WAIT_MS;
    let seen = { revision: -1, since: performance.now() };
    for (;;) {
      const value = JSON.stringify({ claimedBy: this.link.node });
      try {
        this.bucket ??= await this.link.bucket(this.names.answers, {
          history: 1,
          ttl: REMEMBERED_MS,
          max_bytes: MAX_BYTES,
          storage: StorageType.File,
        });
        const { bucket } = this;
        const held = await bucket.get(key);
        if (held?.operation !== 'PUT') {
          return new Claim(bucket, key, await bucket.create(key, value), value);
        }
        const known = entry.parse(held.json());
        if ('answer' in known) return known;
        const now = performance.now();
        if (held.revision !== seen.revision) seen = { revision: held.revision, since: now };
        if (now - seen.since > ABANDONED_MS) {
          const revision = await bucket.update(key, value, held.revision, TIMEOUT_MS);
          return new Claim(bucket, key, revision, value);
        }
      } catch (error) {
        // another node was quicker: its claim is found next time
        if (!isConflict(error)) {
          this.bucket = undefined;
          return 'unknown';
        }
      }
      if (performance.now() > deadline) {
        throw new ClusterError('another node has not answered the same request yet');
      }
      await pause(LOOK_MS);
    }
  }
}

class Claim {
  private readonly timer: NodeJS.Timeout;
  private readonly until = performance.now() + REMEMBERED_MS;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly bucket: KV,
    private readonly key: string,
    private revision: number,
    private readonly value: string,
  ) {
    this.timer = every(() => {
      if (performance.now() > this.until) clearInterval(this.timer);
      else this.put(this.value);
    }, RENEW_MS).unref();
  }

  /** Resolves when it is stored, or cannot be. */
  async answered(answer: unknown): Promise<void> {
    clearInterval(this.timer);
    this.put(JSON.stringify({ answer }));
    await this.working;
  }

  /** Nothing was done: the next one may try. */
  async released(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
    await this.bucket.delete(this.key, { previousSeq: this.revision }).catch(() => {});
  }

  private put(value: string): void {
    this.working = this.working.then(async () => {
      try {
        this.revision = await this.bucket.update(this.key, value, this.revision, TIMEOUT_MS);
      } catch {
        // the node's own memory still has the answer
      }
    });
  }
}

async function settle<Answer>(
  claim: Claim,
  perform: () => Promise<Answer>,
  form: StoredForm<Answer>,
): Promise<Answer> {
  try {
    const answer = await perform();
    const stored = form.store(answer);
    if (stored === undefined) await claim.released();
    else await claim.answered(stored);
    return answer;
  } catch (error) {
    // done, but not logged: the claim is kept until the same key has finished it here
    if (error instanceof UnfinishedError) {
      throw new UnfinishedError(error, () =>
        settle(claim, error.finish as () => Promise<Answer>, form),
      );
    }
    await claim.released();
    throw error;
  }
}

/** The key was changed by another in the meantime. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && /wrong last sequence/i.test(error.message);
}
