import { sql } from 'kysely';

/** `LIMIT 1` as text: some servers refuse a bound value there. */
export const firstRow = sql.lit(1);
