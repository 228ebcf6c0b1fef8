/**
 * Answers remembered by `idempotency_key` and subject: the same key returns the first answer and
 * does nothing again, also while the first is still under way.
 */
import { isDatabaseError } from '../../database/unavailable.js';
import { UnfinishedError } from './unfinished-error.js';

const REMEMBERED_MS = 10 * 60_000;
/** Keys remembered at most: what clients send must not grow the memory. */
const LIMIT = 20_000;

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
  /** Undefined: an attempt failed, and nobody knows how far it came. */
  answer: Promise<Answer> | undefined;
  readonly at: number;
  /** What is left to do where the first attempt came only half way. */
  finish?: (() => Promise<Answer>) | undefined;
}

export class Idempotency<Answer> {
  private readonly entries = new Map<string, Entry<Answer>>();
  /** Of keys that were first used before this nothing is known. */
  private knowsSince: number;

  /** @param lasts false for an answer that changed nothing: the same key may then ask anew */
  constructor(
    private readonly lasts: (answer: Answer) => boolean = () => true,
    private readonly time: () => number = Date.now,
  ) {
    this.knowsSince = time();
  }

  /**
   * @param perform does the thing, and is told whether an attempt that is not remembered, or that the
   *   database has cut off, may have done it; after an `UnfinishedError` the same key does only what
   *   is left
   */
  once(
    sub: string,
    key: string,
    perform: (mayBeDone: boolean) => Promise<Answer>,
  ): Promise<Answer> {
    this.forgetOld();
    const name = `${sub}\0${key}`;
    const known = this.entries.get(name);
    if (known?.answer) return known.answer;
    const mayBeDone = known !== undefined || this.time() - this.knowsSince < REMEMBERED_MS;
    const answer = known?.finish?.() ?? perform(mayBeDone);
    const entry: Entry<Answer> = { answer, at: known?.at ?? this.time() };
    this.entries.set(name, entry);
    const failed = (isKept: boolean, finish?: () => Promise<Answer>) => {
      entry.answer = undefined;
      entry.finish = finish;
      if (!isKept && this.entries.get(name) === entry) this.entries.delete(name);
    };
    answer.then(
      // what an earlier attempt has done is not undone by a refusal
      (given) => this.lasts(given) || failed(known !== undefined),
      (error: unknown) => {
        if (error instanceof UnfinishedError) failed(true, error.finish as () => Promise<Answer>);
        else failed(known !== undefined || isDatabaseError(error));
      },
    );
    return answer;
  }

  private forgetOld(): void {
    const oldest = this.time() - REMEMBERED_MS;
    for (const [name, { at }] of this.entries) {
      if (at > oldest && this.entries.size < LIMIT) break;
      this.entries.delete(name);
      this.knowsSince = Math.max(this.knowsSince, at);
    }
  }
}
