/** The recorded cases: one file per function, see README.md beside this. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Row } from '../support/table-store.js';

export interface ExpectedUpdate {
  readonly key: Readonly<Record<string, string>>;
  /** Column -> old and new value. */
  readonly changes: Readonly<Record<string, readonly [string | null, string | null]>>;
}

export interface ExpectedRows {
  readonly inserted?: readonly Row[];
  readonly deleted?: readonly Row[];
  readonly updated?: readonly ExpectedUpdate[];
}

export interface RecordedCase {
  readonly name: string;
  readonly function: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: string;
  readonly extra_fixture: readonly string[];
  readonly expect: {
    readonly response: string;
    /** A dialler's table name -> what changes in it; no other table may change. */
    readonly rows: Readonly<Record<string, ExpectedRows>>;
    readonly api_log: readonly Row[];
    readonly remote_requests?: readonly string[];
  };
  readonly deviation: string | null;
}

const folder = new URL('cases/', import.meta.url);

/** @param rewrite changes the text of each case file on its way in, e.g. the port of a stub */
export function readCases(rewrite: (text: string) => string): RecordedCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => JSON.parse(rewrite(readFileSync(new URL(file, folder), 'utf8'))));
}
