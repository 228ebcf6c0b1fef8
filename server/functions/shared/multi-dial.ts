/** Several third parties to be dialled at once: the agent's row of `3way_press_multi`. */
import type { Queryable } from '../../database/database.js';
import type { FunctionContext } from '../engine/api-function.js';

/** Shorter lists of numbers are as good as none. */
const LIST_MIN = 5;
const NUMBER_MIN = 5;
const NUMBER_MAX = 18;
/** Size of 3way_press_multi.phone_numbers. */
const STORED_MAX = 255;

export interface MultiDial {
  /** The numbers to dial, each once. */
  readonly kept: readonly string[];
  /** Entries of the list as sent. */
  readonly sent: number;
}

/** @returns undefined when no list was sent */
export function readMultiDial(multi_dial_phones: string): MultiDial | undefined {
  if (multi_dial_phones.length < LIST_MIN) return undefined;
  const entries = multi_dial_phones.split(',');
  const numbers = entries.filter(({ length }) => length >= NUMBER_MIN && length <= NUMBER_MAX);
  return { kept: [...new Set(numbers)], sent: entries.length };
}

export function fitsColumn({ kept }: MultiDial): boolean {
  return kept.join(',').length <= STORED_MAX;
}

/**
 * Replaces the agent's numbers; none kept: nothing is written. Runs inside a transaction.
 * @returns rows as MySQL counts them: 1 new, 2 changed, 0 as it was
 */
export async function storeMultiDial(
  { agent_user, connection, moment }: FunctionContext,
  db: Queryable,
  { kept }: MultiDial,
): Promise<0 | 1 | 2> {
  if (kept.length === 0) return 0;
  const row = {
    call_date: moment.now,
    phone_numbers: kept.join(','),
    phone_numbers_ct: kept.length,
    status: 'NEW',
  };
  const query = db
    .selectFrom('3way_press_multi')
    .select(['call_date', 'phone_numbers', 'phone_numbers_ct', 'status'])
    .where('user', '=', agent_user);
  const locked = connection.engine === 'mysql' ? query.forUpdate() : query;
  const old = await locked.executeTakeFirst();
  if (!old) {
    const insert = db.insertInto('3way_press_multi').values({ user: agent_user, ...row });
    // another command may have been quicker
    await (connection.engine === 'mysql'
      ? insert.onDuplicateKeyUpdate(row)
      : insert.onConflict((conflict) => conflict.column('user').doUpdateSet(row))
    ).execute();
    return 1;
  }
  if (
    old.call_date === row.call_date &&
    old.phone_numbers === row.phone_numbers &&
    old.phone_numbers_ct === row.phone_numbers_ct &&
    old.status === row.status
  ) {
    return 0;
  }
  await db.updateTable('3way_press_multi').set(row).where('user', '=', agent_user).execute();
  return 2;
}
