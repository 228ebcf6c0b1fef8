/**
 * Answers remembered by `idempotency_key` and subject: the same request under the same key returns
 * the first answer and does nothing again, also while the first is still under way. Another request
 * under a used key is refused: its sender must not take the first one's answer for its own.
 */
import { createHash } from 'node:crypto';
import type { FunctionName } from '../../../protocol/functions/index.js';
import { HUB_PARAMETERS } from '../../../protocol/parameters.js';
import { isDatabaseError } from '../../database/unavailable.js';
import { UnfinishedError } from './unfinished-error.js';

const REMEMBERED_MS = 10 * 60_000;
/** Keys remembered at most: what clients send must not grow the memory. */
const LIMIT = 20_000;

/** The key was used for another request. */
export class KeyReusedError extends Error {
  override readonly name = 'KeyReusedError';

  constructor() {
    super('idempotency_key was used for another request');
  }
}

const hubParameters: ReadonlySet<string> = new Set(HUB_PARAMETERS);

/**
 * @param params as sent; how to wait, and the key itself, are no part of what is asked for
 * @returns equal texts for requests that ask for the same
 */
export function requestDigest(
  name: FunctionName,
  params: Readonly<Record<string, unknown>>,
): string {
  const asked = Object.entries(params)
    .filter(([key]) => !hubParameters.has(key))
    .map(([key, value]) => [key, typeof value === 'number' ? String(value) : value] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([name, asked]))
    .digest('base64url');
}

/** How an answer is kept where only JSON can be. */
export interface StoredForm<Answer> {
  /** @returns undefined for an answer that is not to be remembered */
  store(answer: Answer): unknown;
  recall(stored: unknown): Answer;
}

/** Answers that other nodes have given. */
export interface AnswersElsewhere {
  /**
   * @param name of subject and key
   * @param perform is told whether an attempt that no node remembers may have done it
   * @returns what another node answered, or what `perform` gives
   */
  once<Answer>(
    name: string,
    perform: (mayBeDone: boolean) => Promise<Answer>,
    form: StoredForm<Answer>,
  ): Promise<Answer>;
}

interface Entry<Answer> {
  readonly request: string;
  /** Undefined: an attempt failed, and nobody knows how far it came. */
  answer: Promise<Answer> | undefined;
  readonly at: number;
  /** What is left to do where the first attempt came only half way. */
  finish?: (() => Promise<Answer>) | undefined;
}

/** The keys of one subject, oldest first. */
interface Keys<Answer> {
  readonly entries: Map<string, Entry<Answer>>;
  /** Of keys that were first used before this nothing is known. */
  knowsSince: number;
}

export class Idempotency<Answer> {
  private readonly subjects = new Map<string, Keys<Answer>>();
  private readonly startedAt: number;
  private size = 0;

  /** @param lasts false for an answer that changed nothing: the same key may then ask anew */
  constructor(
    private readonly lasts: (answer: Answer) => boolean = () => true,
    private readonly time: () => number = Date.now,
  ) {
    this.startedAt = time();
  }

  /**
   * @param request what is asked for, as `requestDigest` has it
   * @param perform does the thing, and is told whether an attempt that is not remembered, or that the
   *   database has cut off, may have done it; after an `UnfinishedError` the same key does only what
   *   is left
   * @throws KeyReusedError when the key was used for another request; else what `perform` throws
   */
  async once(
    sub: string,
    key: string,
    request: string,
    perform: (mayBeDone: boolean) => Promise<Answer>,
  ): Promise<Answer> {
    this.forgetOld();
    const keys = this.keysOf(sub);
    const known = keys.entries.get(key);
    if (known && known.request !== request) throw new KeyReusedError();
    if (known?.answer) return known.answer;
    const mayBeDone = known !== undefined || this.time() - keys.knowsSince < REMEMBERED_MS;
    const answer = known?.finish?.() ?? perform(mayBeDone);
    const entry: Entry<Answer> = { request, answer, at: known?.at ?? this.time() };
    if (!known) this.size += 1;
    keys.entries.set(key, entry);
    const failed = (isKept: boolean, finish?: () => Promise<Answer>) => {
      entry.answer = undefined;
      entry.finish = finish;
      if (!isKept && keys.entries.get(key) === entry) this.forget(keys, key);
    };
    answer.then(
      // what an earlier attempt has done is not undone by a refusal
      (given) => this.lasts(given) || failed(known !== undefined),
      (error: unknown) => {
        if (error instanceof UnfinishedError) failed(true, error.finish as () => Promise<Answer>);
        else {
          const nothingDone = error instanceof KeyReusedError;
          failed(!nothingDone && (known !== undefined || isDatabaseError(error)));
        }
      },
    );
    return answer;
  }

  private keysOf(sub: string): Keys<Answer> {
    let keys = this.subjects.get(sub);
    if (!keys) {
      keys = { entries: new Map(), knowsSince: this.startedAt };
      this.subjects.set(sub, keys);
    }
    return keys;
  }

  private forget(keys: Keys<Answer>, key: string): void {
    if (keys.entries.delete(key)) this.size -= 1;
  }

  /** Room is taken from whoever has most: one subject's keys must not push out another's. */
  private forgetOld(): void {
    const oldest = this.time() - REMEMBERED_MS;
    for (const [sub, keys] of this.subjects) {
      for (const [key, { at }] of keys.entries) {
        if (at > oldest) break;
        this.forget(keys, key);
      }
      // what it does not know of any more is older than what may be asked again
      if (keys.entries.size === 0 && keys.knowsSince <= oldest) this.subjects.delete(sub);
    }
    while (this.size >= LIMIT) {
      const most = [...this.subjects.values()].reduce((one, other) =>
        other.entries.size > one.entries.size ? other : one,
      );
      const [first] = most.entries;
      if (!first) return;
      this.forget(most, first[0]);
      most.knowsSince = Math.max(most.knowsSince, first[1].at);
    }
  }
}
