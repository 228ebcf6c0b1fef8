/**
 * Answers by idempotency key that all nodes know. Who creates the key does the thing; who finds it
 * waits for the answer. A claim is renewed while its node lives, so that another node takes it over
 * only when that one is gone; it is then told that the thing may have been done. Without NATS each
 * node goes by its own memory.
 */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { StorageType } from '@nats-io/jetstream';
import type { KV } from '@nats-io/kv';
import { z } from 'zod';
import { isDatabaseError } from '../database/unavailable.js';
import type { AnswersElsewhere, StoredForm } from '../functions/engine/idempotency.js';
import { UnfinishedError } from '../functions/engine/unfinished-error.js';
import type { ClusterNames } from './address.js';
import { Claim, REMEMBERED_MS, TIMEOUT_MS } from './claim.js';
import { ClusterError } from './cluster-error.js';
import { Finishing } from './finishing.js';
import type { ClusterLink } from './link.js';

const entry = z.union([
  z.object({ claimedBy: z.string() }),
  // an attempt failed, and nobody knows how far it came
  z.object({ attempted: z.literal(true) }),
  z.object({ answer: z.unknown().refine((value) => value !== undefined) }),
]);

/** What the server keeps at most; what does not fit is remembered by its node only. */
const MAX_BYTES = 64 * 1024 * 1024;
/** A claim that is not renewed for this long is of a node that has gone, ms. */
const ABANDONED_MS = 7_000;
const LOOK_MS = 50;
/** Another node's answer is waited for, ms. */
const WAIT_MS = 9_000;

type Found = { readonly answer: unknown } | Claim | 'unknown';

export class SharedAnswers implements AnswersElsewhere {
  private bucket: KV | undefined;
  /** Before this, answers may have been given that are not in the bucket, by the clock below. */
  private knowsSince: number;

  constructor(
    private readonly link: ClusterLink,
    private readonly names: ClusterNames,
    private readonly time: () => number = () => performance.now(),
  ) {
    this.knowsSince = time();
    link.onDown(() => this.isCutOff());
    link.onUp(() => this.isCutOff());
  }

  async once<Answer>(
    name: string,
    perform: (mayBeDone: boolean) => Promise<Answer>,
    form: StoredForm<Answer>,
  ): Promise<Answer> {
    const found = await this.find(createHash('sha256').update(name).digest('base64url'));
    if (found === 'unknown') return perform(true);
    if (!(found instanceof Claim)) return form.recall(found.answer);
    return settle(found, () => perform(found.mayBeDone), form);
  }

  /** @throws ClusterError when another node does not answer in time */
  private async find(key: string): Promise<Found> {
    const deadline = this.time() + WAIT_MS;
    let seen = { revision: -1, since: this.time() };
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
          const mayBeDone = this.time() - this.knowsSince < REMEMBERED_MS;
          return new Claim(bucket, key, await bucket.create(key, value), value, mayBeDone);
        }
        const known = entry.parse(held.json());
        if ('answer' in known) return known;
        const now = this.time();
        if (held.revision !== seen.revision) seen = { revision: held.revision, since: now };
        if ('attempted' in known || now - seen.since > ABANDONED_MS) {
          const revision = await bucket.update(key, value, held.revision, TIMEOUT_MS);
          return new Claim(bucket, key, revision, value, true);
        }
      } catch (error) {
        // another node was quicker: its claim is found next time
        if (!isConflict(error)) {
          this.isCutOff();
          return 'unknown';
        }
      }
      if (this.time() > deadline) {
        throw new ClusterError('another node has not answered the same request yet');
      }
      await pause(LOOK_MS);
    }
  }

  private isCutOff(): void {
    this.bucket = undefined;
    this.knowsSince = this.time();
  }
}

async function settle<Answer>(
  claim: Claim,
  perform: () => Promise<Answer>,
  { store }: StoredForm<Answer>,
): Promise<Answer> {
  try {
    const answer = await perform();
    const stored = store(answer);
    if (stored !== undefined) await claim.answered(stored);
    // what an earlier attempt may have done is not undone by a refusal
    else if (claim.mayBeDone) await claim.failed();
    else await claim.released();
    return answer;
  } catch (error) {
    if (error instanceof UnfinishedError) {
      const finish = error.finish as () => Promise<Answer>;
      const finishing = new Finishing(finish, (answer) => claim.answered(store(answer)));
      throw new UnfinishedError(error, () => finishing.attempt());
    }
    if (claim.mayBeDone || isDatabaseError(error)) await claim.failed();
    else await claim.released();
    throw error;
  }
}

/** The key was changed by another in the meantime. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && /wrong last sequence/i.test(error.message);
}
