/** Compares a text with a recorded one that holds placeholders such as `<NOW>` (README.md). */

/** What the placeholders of one case stand for. */
export interface CaseFacts {
  /** Epoch ms just before the request and just after the answer. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Database-local `YYYY-MM-DD HH:MM:SS` -> epoch ms. */
  readonly toEpochMs: (text: string) => number;
  /** lead_id of the list row inserted in this case. */
  readonly newLeadId?: string;
  /** Fixed by the first text that shows it: one request has one time. */
  epoch?: string;
}

export interface CellFacts {
  /** start_epoch of the row that the cell belongs to. */
  readonly startEpoch?: string | null;
  /** The values of this key column that existed before. */
  readonly knownKeys?: ReadonlySet<string>;
}

/** Times are cut to the second, and the offset between two clocks is no more than one. */
const EARLIER_MS = 2_000;
const LATER_MS = 1_000;

export const SQL_TEXT =
  /\bselect\b[\s\S]+\bfrom\b|\binsert\s+into\b|\bupdate\b\s+\S+\s+set\b|\bdelete\s+from\b|SQL syntax|SQLITE_|\bER_[A-Z]+_/i;

const PATTERNS: Readonly<Record<string, string>> = {
  NOW: '\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}',
  NOWCOMPACT: '\\d{14}',
  EPOCH: '\\d{10}',
  NEW_ID: '[1-9]\\d*',
  NEW_LEAD_ID: '[1-9]\\d*',
  RAND: '\\d{8}',
  ELAPSED: '\\d+',
  ANY: '[^\\n]*',
  VERSION: '[^|\\n]+',
  BUILD: '[^|\\n]+',
  ERROR_TEXT: '[\\s\\S]+',
  NO_SQL: '[\\s\\S]*',
};

const PLACEHOLDER = new RegExp(`<(${Object.keys(PATTERNS).join('|')})>`, 'g');

/** @returns what is wrong, or undefined when the text is as recorded */
export function textProblem(
  recorded: string | null,
  actual: string | null,
  facts: CaseFacts,
  cell: CellFacts = {},
): string | undefined {
  const differs = () => `expected ${JSON.stringify(recorded)}, got ${JSON.stringify(actual)}`;
  if (recorded === null || actual === null) return recorded === actual ? undefined : differs();
  const names: string[] = [];
  let pattern = '';
  let end = 0;
  for (const match of recorded.matchAll(PLACEHOLDER)) {
    const name = match[1] ?? '';
    names.push(name);
    pattern += `${escaped(recorded.slice(end, match.index))}(${PATTERNS[name]})`;
    end = match.index + match[0].length;
  }
  if (names.length === 0) return recorded === actual ? undefined : differs();
  const found = new RegExp(`^${pattern}${escaped(recorded.slice(end))}$`).exec(actual);
  if (!found) return differs();
  for (const [index, name] of names.entries()) {
    const problem = valueProblem(name, found[index + 1] ?? '', facts, cell);
    if (problem) return `${differs()}: <${name}> ${problem}`;
  }
  return undefined;
}

function valueProblem(
  name: string,
  value: string,
  facts: CaseFacts,
  cell: CellFacts,
): string | undefined {
  switch (name) {
    case 'NOW':
      return timeProblem(facts.toEpochMs(value), facts);
    case 'NOWCOMPACT':
      return timeProblem(
        facts.toEpochMs(value.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3 $4:$5:$6')),
        facts,
      );
    case 'EPOCH': {
      facts.epoch ??= value;
      if (value !== facts.epoch) return `is not ${facts.epoch}, the request's time`;
      return timeProblem(Number(value) * 1_000, facts);
    }
    case 'ELAPSED': {
      const start = Number(cell.startEpoch);
      if (!Number.isSafeInteger(start) || start <= 0) return 'has no start_epoch in its row';
      return timeProblem((start + Number(value)) * 1_000, facts);
    }
    case 'RAND':
      return Number(value) >= 11_000_000 && Number(value) <= 19_999_999
        ? undefined
        : 'is not between 11000000 and 19999999';
    case 'NEW_ID':
      return cell.knownKeys?.has(value) ? 'is not new' : undefined;
    case 'NEW_LEAD_ID':
      return value === facts.newLeadId ? undefined : `is not ${facts.newLeadId}, the new lead`;
    case 'NO_SQL':
    case 'ERROR_TEXT':
      return SQL_TEXT.test(value) ? 'holds SQL text' : undefined;
    default:
      return undefined;
  }
}

function timeProblem(ms: number, facts: CaseFacts): string | undefined {
  return ms >= facts.sentAt - EARLIER_MS && ms <= facts.answeredAt + LATER_MS
    ? undefined
    : 'is not the time of the request';
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
