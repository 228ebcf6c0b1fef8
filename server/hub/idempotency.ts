/**
 * Answers remembered by `idempotency_key` and subject: the same key returns the first answer and
 * does nothing again, also while the first is still under way.
 */
import { UnfinishedError } from '../functions/unfinished-error.js';

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
   * @returns what another node answered, or what `perform` gives
   */
  once<Answer>(
    name: string,
    perform: () => Promise<Answer>,
    form: StoredForm<Answer>,
  ): Promise<Answer>;
}

interface Entry<Answer> {
  answer: Promise<Answer>;
  readonly at: number;
  /** What is left to do where the first attempt came only half way. */
  finish?: () => Promise<Answer>;
}

export class Idempotency<Answer> {
  private readonly entries = new Map<string, Entry<Answer>>();

  /** @param lasts false for an answer that changed nothing: the same key may then ask anew */
  constructor(
    private readonly lasts: (answer: Answer) => boolean = () => true,
    private readonly time: () => number = Date.now,
  ) {}

  /**
   * @param perform does the thing; a failure is not remembered, but for an `UnfinishedError`: then
   *   the same key does only what is left
   */
  once(sub: string, key: string, perform: () => Promise<Answer>): Promise<Answer> {
    this.forgetOld();
    const name = `${sub}\0${key}`;
    const known = this.entries.get(name);
    if (known && !known.finish) return known.answer;
    const entry: Entry<Answer> = {
      answer: (known?.finish ?? perform)(),
      at: known?.at ?? this.time(),
    };
    this.entries.set(name, entry);
    const forget = () => {
      if (this.entries.get(name) === entry) this.entries.delete(name);
    };
    entry.answer.then(
      (answer) => this.lasts(answer) || forget(),
      (error: unknown) => {
        if (error instanceof UnfinishedError) entry.finish = error.finish;
        else forget();
      },
    );
    return entry.answer;
  }

  private forgetOld(): void {
    const oldest = this.time() - REMEMBERED_MS;
    for (const [name, { at }] of this.entries) {
      if (at > oldest && this.entries.size < LIMIT) break;
      this.entries.delete(name);
    }
  }
}
