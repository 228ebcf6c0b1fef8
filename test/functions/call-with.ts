/** Calls a function as a client with rights of its own, or with a way out to other systems. */
import type { FunctionName } from '../../protocol/functions/index.js';
import { Directory } from '../../server/auth/directory.js';
import { ApiLog } from '../../server/database/api-log.js';
import { outcomeText } from '../../server/functions/engine/outcome.js';
import { runFunction } from '../../server/functions/engine/run-function.js';
import { findFunction } from '../../server/functions/index.js';
import type { OutboundHttp } from '../../server/outbound/outbound-http.js';
import type { TestDatabase } from '../support/database.js';

export interface Means {
  readonly outbound?: OutboundHttp;
  /** Agents that the client may control; default all. */
  readonly agents?: readonly string[];
}

/** @returns the text of the answer, and the agents that it touched */
export async function callWith(
  { connection }: TestDatabase,
  means: Means,
  name: FunctionName,
  raw: Readonly<Record<string, string>>,
): Promise<{ text: string; touched: readonly string[] }> {
  const fn = findFunction(name);
  if (!fn) throw new Error(`${name} is not served`);
  const services = {
    connection,
    directory: new Directory(connection.db, 0),
    apiLog: new ApiLog(connection.db),
    ...(means.outbound ? { outbound: means.outbound } : {}),
  };
  const outcome = await runFunction(
    services,
    fn,
    { raw },
    {
      user: '6666',
      source: 'test',
      ip: '127.0.0.1',
      functions: '*',
      agents: means.agents ? new Set(means.agents) : '*',
    },
  );
  return { text: outcomeText(outcome), touched: outcome.touched };
}
