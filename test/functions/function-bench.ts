/** Runs single functions on an embedded database that holds the recorded fixture. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { FunctionName } from '../../protocol/functions/index.js';
import { Directory } from '../../server/auth/directory.js';
import { ApiLog } from '../../server/database/api-log.js';
import type { Database } from '../../server/database/database.js';
import type { CommandKey } from '../../server/functions/engine/command-key.js';
import { type Outcome, outcomeText } from '../../server/functions/engine/outcome.js';
import { type FunctionServices, runFunction } from '../../server/functions/engine/run-function.js';
import { findFunction } from '../../server/functions/index.js';
import { createSqliteDatabase, type TestDatabase } from '../support/database.js';
import { loadFixture } from '../support/fixture.js';

export interface FunctionBench {
  readonly db: Database;
  readonly database: TestDatabase;
  /** Calls as API user 6666, unless another is named. @returns what the function answered */
  call(
    name: FunctionName,
    params: Readonly<Record<string, string>>,
    user?: string,
    key?: CommandKey,
  ): Promise<Called>;
  /** The rows of api_log, in order. */
  log(): Promise<{ result: string; result_reason: string; value: string; data: string }[]>;
}

export interface Called {
  readonly outcome: Outcome;
  readonly text: string;
  readonly data: unknown;
}

/** Opens the database (default: embedded) before the file's tests; each test begins with the fixture. */
export function useFunctionBench(
  create: () => Promise<TestDatabase> = createSqliteDatabase,
): FunctionBench {
  let database: TestDatabase | undefined;
  let services: FunctionServices | undefined;

  const opened = (): TestDatabase => {
    if (!database) throw new Error('the bench opens before the first test');
    return database;
  };

  beforeAll(async () => {
    database = await create();
    const { connection } = database;
    services = {
      connection,
      directory: new Directory(connection.db, 0),
      apiLog: new ApiLog(connection.db),
    };
  });
  beforeEach(async () => {
    await loadFixture(opened());
    await opened().connection.db.deleteFrom('api_log').execute();
    await opened().connection.db.deleteFrom('manager').execute();
  });
  afterAll(() => database?.close());

  return {
    get db() {
      return opened().connection.db;
    },
    get database() {
      return opened();
    },
    async call(name, raw, user = '6666', key = undefined) {
      const fn = findFunction(name);
      if (!fn || !services) throw new Error(`${name} is not served`);
      const caller = {
        user,
        source: 'test',
        ip: '127.0.0.1',
        functions: '*',
        agents: '*',
      } as const;
      const outcome = await runFunction(services, fn, { raw, key }, caller);
      return { outcome, text: outcomeText(outcome), data: outcome.success?.data };
    },
    async log() {
      const rows = await opened()
        .connection.db.selectFrom('api_log')
        .select(['result', 'result_reason', 'value', 'data'])
        .orderBy('api_id')
        .execute();
      return rows.map(({ result, result_reason, value, data }) => ({
        result: result ?? '',
        result_reason: result_reason ?? '',
        value: value ?? '',
        data: data ?? '',
      }));
    },
  };
}
