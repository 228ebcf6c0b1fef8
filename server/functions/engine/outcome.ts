/** What a function answered, before any transport has put it into words of its own. */
import type { Issue } from '../../../protocol/messages.js';
import type { Reason } from '../../../protocol/reasons.js';

export type Level = 'SUCCESS' | 'ERROR' | 'NOTICE';

/** One line of the answer, as the text API prints it (without the newline). */
export interface Line {
  readonly level: Level;
  readonly text: string;
}

export interface Outcome {
  readonly lines: readonly Line[];
  /** Present when the function did its work (or answered with a NOTICE). */
  readonly success?: {
    readonly level: 'SUCCESS' | 'NOTICE';
    readonly message: string;
    readonly data: unknown;
  };
  /** Present when it refused. */
  readonly refusal?: {
    readonly reason: Reason;
    readonly message: string;
    readonly issues: readonly Issue[];
  };
  /** The agents whose sessions may have changed. */
  readonly touched: readonly string[];
}

/** @returns the whole text: one line per outcome */
export function outcomeText(outcome: Outcome): string {
  return outcome.lines.map(({ text }) => text).join('\n');
}

/** `{LEVEL}: {message} - {field|field}` (answers, section 1.1). */
export function renderLine(level: Level, message: string, fields: readonly string[]): string {
  return `${level}: ${message} - ${fields.join('|')}`;
}
