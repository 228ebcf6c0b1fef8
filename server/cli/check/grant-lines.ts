import { sql } from 'kysely';
import type { Database } from '../../database/database.js';

/** @returns the lines of `SHOW GRANTS`; they may hold a password's hash: never print them */
export async function grantLines(db: Database): Promise<string[]> {
  const { rows } = await sql<Record<string, string>>`show grants`.execute(db);
  return rows.map((row) => String(Object.values(row)[0] ?? ''));
}
