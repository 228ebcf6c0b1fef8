/** The server's row log (binlog): what it must be set to before others can follow changes by it. */
import { sql } from 'kysely';
import type { Database } from './database.js';

export interface RowLog {
  /** The connection's database, as the log names it. */
  readonly database: string;
  readonly isWritten: boolean;
  /** `ROW`, `MIXED` or `STATEMENT`. */
  readonly format: string;
}

/** The rights that reading it takes, as `GRANT` spells them. */
export const ROW_LOG_RIGHTS = ['REPLICATION SLAVE', 'REPLICATION CLIENT'] as const;

/** @throws the database's error */
export async function readRowLog(db: Database): Promise<RowLog> {
  const { rows } = await sql<{ name: string; written: number; format: string }>`
    select database() as name, @@global.log_bin as written, @@global.binlog_format as format`.execute(
    db,
  );
  const [row] = rows;
  return {
    database: row?.name ?? '',
    isWritten: Number(row?.written) === 1,
    format: String(row?.format ?? '').toUpperCase(),
  };
}

/** @returns what is wrong with the server's settings, and what to set; undefined: nothing */
export function rowLogTrouble({ isWritten, format }: RowLog): string | undefined {
  if (!isWritten) return 'the server writes no binlog: start it with log_bin and server_id';
  if (format !== 'ROW') return `binlog_format is ${format}: set it to ROW`;
  return undefined;
}
