/** A transaction that begins with its first statement: a turn that writes nothing opens none. */
import type { ControlledTransaction } from 'kysely';
import type { Database, DialerTables } from '../database/database.js';

export class Work {
  private transaction: ControlledTransaction<DialerTables> | undefined;

  constructor(private readonly database: Database) {}

  /** The transaction, begun now if it was not yet. All reads of the turn go through it too. */
  async db(): Promise<ControlledTransaction<DialerTables>> {
    this.transaction ??= await this.database.startTransaction().execute();
    return this.transaction;
  }

  /** Runs `body` and commits; when it throws, nothing of it stays. */
  static async run<T>(database: Database, body: (work: Work) => Promise<T>): Promise<T> {
    const work = new Work(database);
    try {
      const result = await body(work);
      await work.transaction?.commit().execute();
      return result;
    } catch (error) {
      await work.transaction
        ?.rollback()
        .execute()
        .catch(() => {}); // the connection is gone, and the transaction with it
      throw error;
    }
  }
}
