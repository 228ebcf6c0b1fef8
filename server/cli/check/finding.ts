/** One thing that `vici-hub check` found. */

export interface Finding {
  readonly level: 'ok' | 'warning' | 'problem';
  /** One or two words: what was looked at. */
  readonly subject: string;
  readonly text: string;
  /** What to do about it. */
  readonly fix?: string;
}

export const ok = (subject: string, text: string): Finding => ({ level: 'ok', subject, text });

export const warning = (subject: string, text: string, fix: string): Finding => ({
  level: 'warning',
  subject,
  text,
  fix,
});

export const problem = (subject: string, text: string, fix: string): Finding => ({
  level: 'problem',
  subject,
  text,
  fix,
});

/** @returns the first few, and how many more there are */
export function shortList(names: readonly string[], limit = 6): string {
  const rest = names.length - limit;
  return names.slice(0, limit).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

const LEVEL_WIDTH = 9;
const SUBJECT_WIDTH = 13;

export function formatFinding({ level, subject, text, fix }: Finding): string {
  const line = `${level.padEnd(LEVEL_WIDTH)}${subject.padEnd(SUBJECT_WIDTH)}${text}`;
  return fix === undefined ? line : `${line}\n${' '.repeat(LEVEL_WIDTH + SUBJECT_WIDTH)}-> ${fix}`;
}
