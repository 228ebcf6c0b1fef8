/** One private MariaDB for the whole run; test files find it by `inject('mariadbUrl')`. */
import type { TestProject } from 'vitest/node';
import { startPrivateMariadb } from './private-mariadb.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `mysql://root@127.0.0.1:PORT`, without a database. */
    mariadbUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPrivateMariadb();
  project.provide('mariadbUrl', server.url);
  return () => server.stop();
}
